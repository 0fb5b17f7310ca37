package org.lockkeeper.compliance.access.factors;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.lockkeeper.compliance.access.factors.SecondFactors.By;
import org.lockkeeper.compliance.access.factors.SecondFactors.Finding;
import org.lockkeeper.credentials.Secret;

/**
 * Checks codes of apps. The step before and the one after count as well, for clocks that differ; a
 * step that was used, and all before it, do not count again.
 */
@ApplicationScoped
class OneTimeCodes {

  static final int DRIFT = 1;

  private final Factors factors;
  private final FactorSeal seal;

  @Inject
  OneTimeCodes(Factors factors, FactorSeal seal) {
    this.factors = factors;
    this.seal = seal;
  }

  Finding check(List<Factor> mine, String code, Instant now) {
    boolean late = false;
    for (Factor factor : mine) {
      if (factor.means() instanceof Factor.Means.Totp totp) {
        Optional<Secret> opened =
            seal.open(factor.seller(), factor.account(), factor.id(), totp.closed());
        if (opened.isEmpty()) {
          return Finding.no("key-lost");
        }
        try (Secret secret = opened.get()) {
          OptionalLong step = step(secret, code, now);
          if (step.isPresent()) {
            if (factors.useStep(factor.seller(), factor.id(), step.getAsLong(), now)) {
              return new Finding.Yes(By.TOTP, Optional.of(factor.id()));
            }
            late = true;
          }
        }
      }
    }
    return Finding.no(late ? "used" : "code");
  }

  /** The step whose code this is, if it is near enough. */
  static OptionalLong step(Secret secret, String code, Instant now) {
    long here = Totp.step(now);
    byte[] said = code.getBytes(StandardCharsets.US_ASCII);
    OptionalLong found = OptionalLong.empty();
    for (long step = here - DRIFT; step <= here + DRIFT; step++) {
      long tried = step;
      byte[] right =
          secret
              .<String>reveal(bytes -> Totp.code(bytes, tried))
              .getBytes(StandardCharsets.US_ASCII);
      if (MessageDigest.isEqual(right, said)) {
        found = OptionalLong.of(step);
      }
    }
    return found;
  }
}
