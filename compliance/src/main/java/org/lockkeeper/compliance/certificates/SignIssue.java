package org.lockkeeper.compliance.certificates;

import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.lockkeeper.compliance.encryption.Signer;
import org.lockkeeper.kernel.Workflow;
import org.lockkeeper.proof.certificate.CertificateFiles;
import org.lockkeeper.proof.jose.CompactJws;
import org.lockkeeper.proof.jose.EcKey;

/** Has a draft signed; the custodian of the keys is asked outside of any transaction. */
@Workflow
public class SignIssue {

  private final Signer signer;

  @Inject
  public SignIssue(Signer signer) {
    this.signer = signer;
  }

  /**
   * Signs it.
   *
   * @throws org.lockkeeper.compliance.encryption.KeyCustodian.Unavailable if the custodian does not
   *     answer
   */
  Certificate.Issue of(Draft draft) {
    // The key changes with the year; a signature that came after the change is asked for again.
    for (int i = 0; i < 2; i++) {
      Signer.VerificationKey key = signer.key(Signer.Use.CERTIFICATE);
      EcKey open = EcKey.ofSpki(key.encoded().bytes());
      String input =
          CompactJws.signingInput(CertificateFiles.TYPE, open.kid(), draft.payload(open.kid()));
      Signer.Signature signature =
          signer.sign(Signer.Use.CERTIFICATE, input.getBytes(StandardCharsets.US_ASCII));
      if (signature.keyId().equals(key.id())) {
        return new Certificate.Issue(
            draft.id(),
            draft.number(),
            draft.at(),
            CompactJws.join(input, signature.bytes().bytes()),
            new String(open.jwk(), StandardCharsets.UTF_8),
            Optional.empty());
      }
    }
    throw new IllegalStateException("the custodian signs with another key than it names");
  }
}
