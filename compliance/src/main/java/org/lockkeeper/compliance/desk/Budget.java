package org.lockkeeper.compliance.desk;

import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.UUID;
import org.lockkeeper.compliance.access.Account;
import org.lockkeeper.compliance.access.Role;
import org.lockkeeper.compliance.audit.AuditTrail;
import org.lockkeeper.compliance.notices.Notice;
import org.lockkeeper.compliance.notices.TellPeople;
import org.lockkeeper.compliance.settings.Setting;
import org.lockkeeper.compliance.settings.SettingsInForce;
import org.lockkeeper.kernel.OrderId;
import org.lockkeeper.kernel.SellerId;
import org.lockkeeper.kernel.UseCase;

/**
 * The budgets of people who look at buyers: so many a day, so many within a few
 * minutes, so many sellers, so many orders an hour. Whoever meets a limit is stopped, and their
 * organisation is told at once, once a day. Each call is one transaction under the person's own
 * organisation.
 */
@UseCase
public class Budget {

  private final DeskTallies tallies;
  private final RevealRequests requests;
  private final DeskPolicy policy;
  private final SettingsInForce settings;
  private final AuditTrail audit;
  private final TellPeople tell;
  private final Clock clock;

  @Inject
  public Budget(
      DeskTallies tallies,
      RevealRequests requests,
      DeskPolicy policy,
      SettingsInForce settings,
      AuditTrail audit,
      TellPeople tell,
      Clock clock) {
    this.tallies = tallies;
    this.requests = requests;
    this.policy = policy;
    this.settings = settings;
    this.audit = audit;
    this.tell = tell;
    this.clock = clock;
  }

  /** What came of taking one. */
  enum Taken {
    /** Out of the day's budget. */
    YES,
    /** Beyond the day's budget, out of what another person granted. */
    BEYOND,
    /** Nothing is left today. */
    DAY_OVER,
    /** Too many within a few minutes. */
    TOO_FAST,
    /** Too many sellers today. */
    TOO_MANY_SELLERS,
    /** Too many different orders within the hour. */
    TOO_MANY_ORDERS
  }

  /** Whether an order may be opened. */
  public enum Opened {
    YES,
    /** More sellers than one person works for in a day. */
    TOO_MANY_SELLERS,
    /** More different orders than one person opens within an hour. */
    TOO_MANY_ORDERS
  }

  /**
   * How a person stands today.
   *
   * @param reveals fields seen
   * @param mostReveals fields that may be seen, with what was granted
   * @param granted how many of these another person granted
   */
  public record Standing(
      int reveals, int mostReveals, int granted, int searches, int mostSearches) {

    /** Fields that may still be seen. */
    public int left() {
      return Math.max(0, mostReveals - reveals);
    }
  }

  /** How the person stands. */
  public Standing of(Account who) {
    Instant now = clock.instant();
    Instant day = day(now);
    int granted = granted(who, now);
    return new Standing(
        tallies.used(who.seller(), who.id(), DeskTallies.Kind.REVEAL, day),
        reveals(who.role()) + granted,
        granted,
        tallies.used(who.seller(), who.id(), DeskTallies.Kind.SEARCH, day),
        who.role() == Role.SUPPORT ? policy.searches() : 0);
  }

  /** What the policy says, or less if our admins have set so. */
  private int reveals(Role role) {
    return settings.atMost(
        role.ofSeller() ? Setting.SELLER_REVEALS : Setting.SUPPORT_REVEALS, policy.reveals(role));
  }

  /** When the present day's budget begins anew. */
  public Instant nextDay() {
    return day(clock.instant()).plus(1, ChronoUnit.DAYS);
  }

  /** Whether the person may work for one more seller today. */
  Taken workFor(Account who, SellerId seller) {
    Instant now = clock.instant();
    if (who.role() != Role.SUPPORT
        || tallies.note(
            who.seller(),
            who.id(),
            DeskTallies.Kind.SELLER,
            day(now),
            seller.value(),
            policy.sellers())) {
      return Taken.YES;
    }
    return stopped(who, Taken.TOO_MANY_SELLERS, now);
  }

  /**
   * Whether the person may open one more order: the cap against walking through all there are
   * (F60). An order that is open already costs nothing.
   */
  public Opened open(Account who, SellerId seller, OrderId order) {
    if (who.role() != Role.SUPPORT) {
      return Opened.YES;
    }
    if (workFor(who, seller) != Taken.YES) {
      return Opened.TOO_MANY_SELLERS;
    }
    Instant now = clock.instant();
    if (tallies.note(
        who.seller(),
        who.id(),
        DeskTallies.Kind.ORDER,
        now.truncatedTo(ChronoUnit.HOURS),
        order.value(),
        policy.orders())) {
      return Opened.YES;
    }
    stopped(who, Taken.TOO_MANY_ORDERS, now);
    return Opened.TOO_MANY_ORDERS;
  }

  /** From when on orders may be opened again. */
  public Instant nextHour() {
    return clock.instant().truncatedTo(ChronoUnit.HOURS).plus(1, ChronoUnit.HOURS);
  }

  /** Takes one. */
  Taken take(Account who, Use use) {
    Instant now = clock.instant();
    boolean reveal = use == Use.REVEAL;
    int base = reveal ? reveals(who.role()) : policy.searches();
    int most = reveal ? base + granted(who, now) : base;
    int burst = reveal ? policy.burstReveals() : policy.burstSearches();
    DeskTallies.Kind daily = reveal ? DeskTallies.Kind.REVEAL : DeskTallies.Kind.SEARCH;
    DeskTallies.Kind bursting =
        reveal ? DeskTallies.Kind.REVEAL_BURST : DeskTallies.Kind.SEARCH_BURST;
    if (tallies.used(who.seller(), who.id(), daily, day(now)) >= most) {
      return stopped(who, Taken.DAY_OVER, now);
    }
    if (!tallies.take(who.seller(), who.id(), bursting, window(now), burst)) {
      return stopped(who, Taken.TOO_FAST, now);
    }
    if (!tallies.take(who.seller(), who.id(), daily, day(now), most)) {
      return stopped(who, Taken.DAY_OVER, now);
    }
    int used = tallies.used(who.seller(), who.id(), daily, day(now));
    return used > base ? Taken.BEYOND : Taken.YES;
  }

  /** Gives one field back that could not be shown. */
  void giveBack(Account who) {
    tallies.giveBack(who.seller(), who.id(), DeskTallies.Kind.REVEAL, day(clock.instant()));
  }

  private Taken stopped(Account who, Taken why, Instant now) {
    audit.record(
        who.seller(),
        who.actor(),
        "desk.limit-refused",
        "account:" + who.id(),
        Map.of("limit", why.name()));
    String id = who.id().toString();
    tell.of(
        who.seller(),
        Notice.Kind.DESK_LIMIT,
        "account:" + id,
        "lockkeeper",
        pseudonym(who.id()),
        day(now),
        0);
    return why;
  }

  /** The last four signs of an account's id: chance, the same ever after, and no name. */
  public static String pseudonym(UUID account) {
    String id = account.toString();
    return id.substring(id.length() - 4).toUpperCase(java.util.Locale.ROOT);
  }

  private int granted(Account who, Instant now) {
    return requests.of(who.seller(), who.id(), now).stream()
        .filter(r -> r.decision().filter(RevealRequest.Decision::granted).isPresent())
        .mapToInt(RevealRequest::more)
        .sum();
  }

  private static Instant day(Instant now) {
    return now.truncatedTo(ChronoUnit.DAYS);
  }

  private Instant window(Instant now) {
    long length = policy.window().toSeconds();
    return Instant.ofEpochSecond(now.getEpochSecond() / length * length);
  }
}
