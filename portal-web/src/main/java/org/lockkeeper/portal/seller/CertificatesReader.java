package org.lockkeeper.portal.seller;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.util.List;
import org.lockkeeper.kernel.SellerId;

/** Reads the certificates of one seller, in one transaction. */
@ApplicationScoped
class CertificatesReader {

  private final org.lockkeeper.compliance.certificates.Certificates certificates;

  @Inject
  CertificatesReader(org.lockkeeper.compliance.certificates.Certificates certificates) {
    this.certificates = certificates;
  }

  @Transactional
  List<org.lockkeeper.compliance.certificates.Certificates.Listed> of(SellerId seller) {
    return certificates.all(seller);
  }
}
