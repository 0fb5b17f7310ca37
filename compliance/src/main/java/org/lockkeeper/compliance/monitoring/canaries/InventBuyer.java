package org.lockkeeper.compliance.monitoring.canaries;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.security.SecureRandom;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.lockkeeper.orders.RecipientDetails;

/**
 * Makes up a buyer who is nobody: a name that nobody bears, at an address of mail that reaches
 * nobody. Nobody looks for such a person by chance.
 */
@ApplicationScoped
class InventBuyer {

  private final CanaryPolicy policy;
  private final SecureRandom random;

  @Inject
  InventBuyer(CanaryPolicy policy, SecureRandom random) {
    this.policy = policy;
    this.random = random;
  }

  RecipientDetails next() {
    String given = one(policy.given());
    String family = one(policy.family());
    CanaryPolicy.Place place = one(policy.place());
    String mail =
        (given + "." + family + (100 + random.nextInt(900)) + "@" + one(policy.mail()))
            .toLowerCase(Locale.ROOT);
    return new RecipientDetails(
        given + " " + family,
        Optional.empty(),
        List.of((11 + random.nextInt(4889)) + " " + one(policy.street()) + " " + one(policy.way())),
        Optional.of(place.city()),
        Optional.of(place.region()),
        Optional.of(place.postalCode()),
        "US",
        Optional.empty(),
        Optional.of(mail));
  }

  /** An order's number as a channel would give it. */
  String number() {
    StringBuilder digits = new StringBuilder();
    digits.append(5 + random.nextInt(2));
    for (int i = 1; i < 13; i++) {
      digits.append(random.nextInt(10));
    }
    return digits.toString();
  }

  /** A short number as buyers know it. */
  String label() {
    return "#" + (1000 + random.nextInt(9000));
  }

  int upTo(int most) {
    return random.nextInt(most);
  }

  private <T> T one(List<T> of) {
    return of.get(random.nextInt(of.size()));
  }
}
