package org.lockkeeper.compliance.certificates;

import java.net.URI;

/** Where the page is on which a code is turned into a certificate. */
public interface CertificateAddress {

  /** The page, with the code in the fragment, which no server is told. */
  URI withCode(String code);
}
