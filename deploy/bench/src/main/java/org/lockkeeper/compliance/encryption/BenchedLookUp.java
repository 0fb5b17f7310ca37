package org.lockkeeper.compliance.encryption;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import org.lockkeeper.bench.Node;
import org.lockkeeper.compliance.audit.AuditTrail;
import org.lockkeeper.kernel.Actor;
import org.lockkeeper.kernel.Ids;
import org.lockkeeper.kernel.OrderId;
import org.lockkeeper.kernel.SellerId;
import org.lockkeeper.orders.Recipient;
import org.lockkeeper.orders.RecipientDetails;

/** Really sealed orders of one seller in many cohorts, and the real look-up over them. */
public final class BenchedLookUp {

  /** As many cohorts are open at a time as 90 days have weeks, and the present one. */
  public static final int COHORTS = 14;

  private static final Instant FIRST = Instant.parse("2026-08-24T12:00:00Z");

  private final Node node;
  private final SellerId seller;
  private final SecureRandom random = new SecureRandom();
  private final SellerKeyRing ring;
  private final RecipientEnvelope envelope;
  private final Function<AuditTrail, FindByRecipient> finders;
  private final List<SellerKey> keys = new ArrayList<>();

  /** Makes the seller's keys; so many orders are to stand in each cohort. */
  public BenchedLookUp(
      Node node,
      SellerId seller,
      Cohorts cohorts,
      SellerKeys sellerKeys,
      OrderKeys orderKeys,
      LookUpTokens tokens,
      SealedRecipients recipients,
      AuditTrail audit,
      Ids ids,
      long ordersInCohort) {
    this.node = node;
    this.seller = seller;
    CurrentActor actor = () -> new Actor.Task("bench");
    SealingSettings settings = new SealingSettings("bench", Duration.ofMinutes(60));
    OwnTransaction own =
        new OwnTransaction() {
          @Override
          public <T> T of(Supplier<T> step) {
            return step.get();
          }
        };
    SellerVolumes volumes =
        new SellerVolumes() {
          @Override
          public List<SellerId> sellers() {
            return List.of(seller);
          }

          @Override
          public long ordersPerWeek(SellerId of) {
            return ordersInCohort;
          }
        };
    this.ring =
        new SellerKeyRing(
            new InProcessKeyService(random),
            sellerKeys,
            cohorts,
            volumes,
            settings,
            own,
            ids,
            Clock.fixed(FIRST, ZoneOffset.UTC),
            System::nanoTime,
            random);
    this.envelope = new RecipientEnvelope(orderKeys, ring, audit, actor, settings, random);
    this.finders =
        log ->
            new FindByRecipient(
                ring,
                sellerKeys,
                cohorts,
                tokens,
                orderKeys,
                recipients,
                new RecipientEnvelope(orderKeys, ring, log, actor, settings, random),
                new CanaryTrap() {
                  @Override
                  public boolean springs(SellerId of, OrderId order, String way) {
                    return false;
                  }

                  @Override
                  public boolean guards(SellerId of, OrderId order) {
                    return false;
                  }
                },
                log,
                actor);
    for (int week = 0; week < COHORTS; week++) {
      Cohort cohort = Cohort.provisional(FIRST.plus(Duration.ofDays(7L * week)));
      keys.add(node.in(() -> ring.toSeal(seller, cohort)));
    }
  }

  /**
   * An order as its tables hold it.
   *
   * @param wrapping the order's wrapped key, then its commitment
   * @param tokens field and value
   */
  public record Made(
      UUID order,
      String cohort,
      UUID sellerKey,
      List<byte[]> wrapping,
      List<byte[]> sealed,
      List<String> fields,
      List<Integer> tokens) {}

  /** The address of the buyer of that number. */
  public static String email(int number) {
    return "buyer" + number + "@example" + number % 97 + ".org";
  }

  /** The order of that number, sealed. */
  public Made seal(UUID id, int number) {
    SellerKey sellerKey = keys.get(number % COHORTS);
    OrderId order = new OrderId(id);
    RecipientDetails details =
        new RecipientDetails(
            "Given" + number % 4999 + " Family" + number % 90_001,
            Optional.empty(),
            List.of(number % 9999 + " Long Street"),
            Optional.of("Boise"),
            Optional.of("ID"),
            Optional.of("8" + (1000 + number % 9000)),
            "US",
            Optional.of("208" + (2_000_000 + number % 7_999_999)),
            Optional.of(email(number)));
    try (OrderKey key = OrderKey.fresh(seller, order, random)) {
      OrderKeys.Row row = key.wrap(sellerKey, 1);
      Recipient.Sealed sealed = envelope.seal(key, 1, details);
      List<LookUpTokens.Token> tokens = BlindIndex.tokens(sellerKey, details);
      return new Made(
          id,
          row.cohort().toString(),
          row.sellerKey(),
          List.of(row.wrapped().bytes(), row.commitment().bytes()),
          List.of(
              sealed.name().bytes(),
              sealed.address().bytes(),
              sealed.phone().orElseThrow().bytes(),
              sealed.email().orElseThrow().bytes(),
              sealed.masked().bytes()),
          tokens.stream().map(token -> token.field().name()).toList(),
          tokens.stream().map(LookUpTokens.Token::value).toList());
    }
  }

  /** The look-up by e-mail that writes down to that log. */
  public Function<String, List<OrderId>> finder(AuditTrail log) {
    FindByRecipient finder = finders.apply(log);
    return email -> node.in(() -> finder.of(seller, new Search.ByEmail(email)).orders());
  }
}
