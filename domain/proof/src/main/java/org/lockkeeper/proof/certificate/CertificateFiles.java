package org.lockkeeper.proof.certificate;

import java.util.Set;

/** The files of a certificate's ZIP. */
public final class CertificateFiles {

  /** The {@code typ} of a certificate's JWS. */
  public static final String TYPE = "lockkeeper-deletion-certificate+jws";

  public static final String CERTIFICATE = "certificate.jws";
  public static final String READABLE = "certificate.pdf";

  /** The entry of the audit log that tells of the issue, exactly as it was hashed. */
  public static final String ENTRY = "certificate.log-entry";

  /** Where that entry stands in the log: a C2SP {@code tlog-proof}. */
  public static final String PROOF = "certificate.tlog-proof";

  /** The key that signed the certificate, as a JWK. */
  public static final String KEY = "keys/certificate.jwk";

  /** The key of the log, as a C2SP verifier key in one line. */
  public static final String LOG_KEY = "keys/log.vkey";

  /** The keys of the witnesses, each in one line. */
  public static final String WITNESS_KEYS = "keys/witness.vkey";

  /** The orders, each with its salt and its path. */
  public static final String ORDERS = "orders/orders.txt";

  public static final String INSTRUCTIONS = "README.txt";
  public static final String PAGE = "verify.html";

  /** All of them; a ZIP has exactly these. */
  public static final Set<String> ALL =
      Set.of(
          CERTIFICATE,
          READABLE,
          ENTRY,
          PROOF,
          KEY,
          LOG_KEY,
          WITNESS_KEYS,
          ORDERS,
          INSTRUCTIONS,
          PAGE);

  private CertificateFiles() {}
}
