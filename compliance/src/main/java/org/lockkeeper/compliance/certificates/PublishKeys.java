package org.lockkeeper.compliance.certificates;

import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.lockkeeper.kernel.UseCase;
import org.lockkeeper.proof.certificate.Trust;
import org.lockkeeper.proof.jose.EcKey;

/** The public keys that somebody who checks a certificate has to know from elsewhere. */
@UseCase
public class PublishKeys {

  private final Certificates certificates;
  private final LogKeys log;

  @Inject
  public PublishKeys(Certificates certificates, LogKeys log) {
    this.certificates = certificates;
    this.log = log;
  }

  /** All of them, of every year, in the form that the verifier takes. */
  public byte[] document() {
    return all().document();
  }

  /** The fingerprint of each, with its use in front. */
  public List<String> fingerprints() {
    return all().fingerprints();
  }

  private Trust all() {
    return new Trust(
        certificates.keys().stream()
            .map(jwk -> EcKey.parse(jwk.getBytes(StandardCharsets.UTF_8)))
            .toList(),
        log.log(),
        log.witnesses());
  }
}
