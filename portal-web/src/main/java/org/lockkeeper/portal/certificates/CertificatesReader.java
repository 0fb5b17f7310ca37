package org.lockkeeper.portal.certificates;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.util.List;
import org.lockkeeper.compliance.certificates.Certificates;
import org.lockkeeper.kernel.SellerId;

/** Reads the certificates of one seller, in one transaction. */
@ApplicationScoped
public class CertificatesReader {

  private final Certificates certificates;

  @Inject
  CertificatesReader(Certificates certificates) {
    this.certificates = certificates;
  }

  /** The newest first. */
  @Transactional
  public List<Certificates.Listed> of(SellerId seller) {
    return certificates.all(seller);
  }
}
