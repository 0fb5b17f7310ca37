package org.lockkeeper.compliance.access.people;

import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.lockkeeper.compliance.encryption.Signer;
import org.lockkeeper.kernel.Errand;
import org.lockkeeper.kernel.ErrandHandler;
import org.lockkeeper.kernel.SellerId;
import org.lockkeeper.kernel.Workflow;
import org.lockkeeper.proof.jose.CompactJws;
import org.lockkeeper.proof.jose.EcKey;

/** Signs the result of a closed review; the custodian is asked outside of a transaction. */
@Workflow
public class SignReview implements ErrandHandler {

  static final String KIND = "sign-review";

  private final ReviewSteps steps;
  private final Signer signer;

  @Inject
  public SignReview(ReviewSteps steps, Signer signer) {
    this.steps = steps;
    this.signer = signer;
  }

  static Errand errand(UUID review) {
    return new Errand(KIND, SellerId.PLATFORM, review.toString());
  }

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public Outcome run(Errand errand) {
    steps.toSign(UUID.fromString(errand.subject())).ifPresent(this::sign);
    return Outcome.DONE;
  }

  private void sign(ReviewResult result) {
    Signer.VerificationKey key = signer.key(Signer.Use.REVIEW);
    EcKey open = EcKey.ofSpki(key.encoded().bytes());
    String input = CompactJws.signingInput(ReviewResult.TYPE, open.kid(), result.payload());
    Signer.Signature signature =
        signer.sign(Signer.Use.REVIEW, input.getBytes(StandardCharsets.US_ASCII));
    if (!signature.keyId().equals(key.id())) {
      throw new IllegalStateException("the key changed between question and signature");
    }
    steps.signed(
        result.review().id(),
        CompactJws.join(input, signature.bytes().bytes()),
        new String(open.jwk(), StandardCharsets.UTF_8));
  }
}
