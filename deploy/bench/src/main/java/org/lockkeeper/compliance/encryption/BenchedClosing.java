package org.lockkeeper.compliance.encryption;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.lockkeeper.bench.Node;
import org.lockkeeper.compliance.audit.AuditTrail;
import org.lockkeeper.kernel.Actor;
import org.lockkeeper.kernel.Ids;

/** The real closing of cohorts over a key service that counts its calls. */
public final class BenchedClosing {

  private BenchedClosing() {}

  /**
   * Closes what can be closed.
   *
   * @return how often which operation of the key service was called
   */
  public static Map<String, Integer> close(
      Node node,
      Cohorts cohorts,
      SellerKeys sellerKeys,
      OrderKeys orderKeys,
      LookUpTokens tokens,
      SellerVolumes volumes,
      AuditTrail audit,
      Ids ids,
      Clock clock,
      Instant now) {
    Counting custodian = new Counting(now);
    CurrentActor actor = () -> new Actor.Task("tend-keys");
    SealingSettings settings = new SealingSettings("bench", Duration.ofMinutes(5));
    SecureRandom random = new SecureRandom();
    OwnTransaction own =
        new OwnTransaction() {
          @Override
          public <T> T of(Supplier<T> step) {
            return node.in(step);
          }
        };
    SellerKeyRing ring =
        new SellerKeyRing(
            custodian,
            sellerKeys,
            cohorts,
            volumes,
            settings,
            own,
            ids,
            clock,
            System::nanoTime,
            random);
    new KeyCare(
            custodian,
            cohorts,
            sellerKeys,
            orderKeys,
            tokens,
            Node.unused(SealedRecipients.class),
            volumes,
            ring,
            new RecipientEnvelope(orderKeys, ring, audit, actor, settings, random),
            audit,
            actor,
            own,
            clock)
        .closeCohorts(now);
    return custodian.calls;
  }

  private static final class Counting implements KeyCustodian {

    private final Instant at;
    private final Map<String, Integer> calls = new TreeMap<>();

    Counting(Instant at) {
      this.at = at;
    }

    private void count(String operation) {
      calls.merge(operation, 1, Integer::sum);
    }

    @Override
    public CustodianKeyId create(Cohort cohort) {
      count("create");
      return new CustodianKeyId("bench");
    }

    @Override
    public DataKey generate(CustodianKeyId key, Map<String, String> context) {
      count("generate");
      throw new KeyUnusable(key);
    }

    @Override
    public byte[] unwrap(CustodianKeyId key, Opaque wrapped, Map<String, String> context) {
      count("unwrap");
      throw new KeyUnusable(key);
    }

    @Override
    public void disable(CustodianKeyId key) {
      count("disable");
    }

    @Override
    public Instant scheduleDeletion(CustodianKeyId key, int pendingDays) {
      count("schedule deletion");
      return at.plus(Duration.ofDays(pendingDays));
    }

    @Override
    public State state(CustodianKeyId key) {
      count("read state");
      return new State.Enabled();
    }
  }
}
