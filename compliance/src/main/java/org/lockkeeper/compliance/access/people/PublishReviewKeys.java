package org.lockkeeper.compliance.access.people;

import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.lockkeeper.kernel.UseCase;
import org.lockkeeper.proof.jose.Json;

/**
 * The public keys that signed results of access reviews, as a JWK set (RFC 7517, section 5): what
 * any JOSE tool needs to check a result, and to be got by another way than the result itself.
 */
@UseCase
public class PublishReviewKeys {

  private final Reviews reviews;

  @Inject
  public PublishReviewKeys(Reviews reviews) {
    this.reviews = reviews;
  }

  /** All of them, of every year, in canonical form. */
  public byte[] document() {
    List<Json> keys =
        reviews.keys().stream()
            .<Json>map(jwk -> Json.parse(jwk.getBytes(StandardCharsets.UTF_8)))
            .toList();
    return new Json.Members(Map.of("keys", new Json.Items(keys))).canonical();
  }
}
