package org.lockkeeper.portal.support;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.lockkeeper.compliance.audit.AuditRecords;
import org.lockkeeper.compliance.desk.GrantReveals;
import org.lockkeeper.compliance.evidence.ReadAuditLog;
import org.lockkeeper.kernel.OrderId;
import org.lockkeeper.kernel.SellerId;
import org.lockkeeper.portal.log.LogWords;
import org.lockkeeper.portal.session.SignedIn;
import org.lockkeeper.portal.texts.Texts;
import org.lockkeeper.portal.texts.Times;

/**
 * {@code /support/activity}: what one has searched and seen, read from the audit log itself, what
 * is left of the budget, and the wishes for more.
 */
@Named
@RequestScoped
public class Activity {

  private static final Duration SPAN = Duration.ofDays(7);
  private static final int ROWS = 100;

  private final ReadAuditLog log;
  private final GrantReveals grant;
  private final DeskReader reader;
  private final LogWords words;
  private final SignedIn signedIn;
  private final Texts texts;
  private final Times times;
  private final Clock clock;
  private @Nullable List<Row> rows;

  @Inject
  Activity(
      ReadAuditLog log,
      GrantReveals grant,
      DeskReader reader,
      LogWords words,
      SignedIn signedIn,
      Texts texts,
      Times times,
      Clock clock) {
    this.log = log;
    this.grant = grant;
    this.reader = reader;
    this.words = words;
    this.signedIn = signedIn;
    this.texts = texts;
    this.times = times;
    this.clock = clock;
  }

  /** One thing one did. */
  public record Row(
      Instant at, String seller, String action, String object, String path, String facts) {}

  /** Of the last seven days, newest first; of sellers that one still works for. */
  public List<Row> rows() {
    List<Row> known = rows;
    if (known == null) {
      AuditRecords.Filter filter =
          new AuditRecords.Filter(
              clock.instant().minus(SPAN),
              Optional.empty(),
              Optional.empty(),
              Optional.of(signedIn.account().id()),
              Optional.empty(),
              Optional.empty(),
              Optional.empty());
      known =
          log.page(Optional.empty(), filter, Optional.empty(), ROWS).stream()
              .filter(line -> ofTheDesk(line.entry().action()))
              .map(this::row)
              .toList();
      rows = known;
    }
    return known;
  }

  /**
   * Not signing in and out, which stands on the profile, nor what the product read for a search,
   * which has an entry of its own.
   */
  private static boolean ofTheDesk(String action) {
    return Stream.of("desk.", "support-", "privacy.", "incident.", "access.", "order.")
            .anyMatch(action::startsWith)
        || action.equals("recipient.revealed");
  }

  private Row row(ReadAuditLog.Line line) {
    SellerId seller = line.entry().seller();
    String object = line.entry().object();
    boolean order =
        object.startsWith("order:")
            && Desk.ID.matcher(object.substring("order:".length())).matches();
    return new Row(
        line.entry().at(),
        seller.equals(SellerId.PLATFORM) ? "" : reader.name(seller).orElse(""),
        words.action(line.entry().action()),
        words.object(object),
        order && !seller.equals(SellerId.PLATFORM)
            ? DeskOrder.path(seller, OrderId.of(object.substring("order:".length())))
            : "",
        words.story(line.entry()));
  }

  /** A wish for more. */
  public record Wish(Instant askedAt, String state, String look, String ends) {}

  public List<Wish> wishes() {
    return grant.own(signedIn.account()).stream()
        .map(
            wish ->
                new Wish(
                    wish.askedAt(),
                    texts.get(
                        "support.activity.wish."
                            + wish.decision()
                                .map(d -> d.granted() ? "granted" : "declined")
                                .orElse("waits")),
                    wish.decision().map(d -> d.granted() ? "delivered" : "lost").orElse("waiting"),
                    times.exact(wish.endsAt())))
        .toList();
  }
}
