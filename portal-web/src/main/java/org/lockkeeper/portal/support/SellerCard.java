package org.lockkeeper.portal.support;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.lockkeeper.credentials.Authorization;
import org.lockkeeper.orders.ExceptionClass;
import org.lockkeeper.orders.OrderBoard;
import org.lockkeeper.portal.seller.ChannelNames;
import org.lockkeeper.portal.texts.Texts;

/** {@code /support/seller}: a seller's channels and health, to be read and never changed. */
@Named
@RequestScoped
public class SellerCard {

  private static final Duration LATE_AFTER = Duration.ofDays(2);

  private final DeskReader reader;
  private final Desk desk;
  private final Texts texts;
  private final Clock clock;
  private DeskReader.@Nullable Standing standing;

  @Inject
  SellerCard(DeskReader reader, Desk desk, Texts texts, Clock clock) {
    this.reader = reader;
    this.desk = desk;
    this.texts = texts;
    this.clock = clock;
  }

  /** A channel or Amazon account. */
  public record Connection(
      String platform, String account, String standing, String look, @Nullable Instant consent) {}

  /** Orders that stand still for one cause. */
  public record Cause(String cause, String owner, long orders) {}

  /** Answers that there is no such page without a seller of one's own. */
  public void check() {
    desk.checkChosen();
  }

  private DeskReader.Standing standing() {
    DeskReader.Standing known = standing;
    if (known == null) {
      known = reader.standing(desk.seller().orElseThrow(), clock.instant(), LATE_AFTER);
      standing = known;
    }
    return known;
  }

  public List<Connection> connections() {
    return standing().grants().stream()
        .map(
            grant ->
                new Connection(
                    ChannelNames.name(grant.platform().toString()),
                    grant.label(),
                    texts.get("support.seller.standing." + word(grant)),
                    grant.usable() ? "delivered" : grant.listening() ? "exception" : "cancelled",
                    grant.consentUntil().orElse(null)))
        .toList();
  }

  private static String word(Authorization.Snapshot grant) {
    return grant.standing().getClass().getSimpleName().toLowerCase(Locale.ROOT);
  }

  public OrderBoard.Today today() {
    return standing().today();
  }

  public long orders() {
    return standing().orders();
  }

  public @Nullable Instant closedAt() {
    return standing().closedAt().orElse(null);
  }

  /** What stands still, the most first. */
  public List<Cause> causes() {
    return today().byCause().entrySet().stream()
        .sorted(Map.Entry.<ExceptionClass, Long>comparingByValue().reversed())
        .map(
            each ->
                new Cause(
                    texts.of(each.getKey()), texts.of(each.getKey().owner()), each.getValue()))
        .toList();
  }
}
