package org.lockkeeper.compliance.encryption;

import static java.lang.System.Logger.Level.ERROR;
import static java.lang.System.Logger.Level.INFO;
import static java.lang.System.Logger.Level.WARNING;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.lockkeeper.compliance.audit.AuditTrail;
import org.lockkeeper.kernel.OrderId;
import org.lockkeeper.kernel.SellerId;
import org.lockkeeper.orders.Recipient;
import org.lockkeeper.orders.RecipientVault;

/**
 * Moves order keys to the cohort they are to die with, deletes them, and closes cohorts in which
 * nothing lives any more.
 *
 * <p>A move re-wraps 32 bytes; no field is written. Each transaction leaves every order openable,
 * so a process may die between any two of them, and the next run goes on.
 */
@ApplicationScoped
public class KeyCare {

  private static final System.Logger LOG = System.getLogger(KeyCare.class.getName());

  /** From this age on, counted from its end, a provisional cohort hands its orders on. */
  static final Duration ROLL_AFTER = Duration.ofDays(28);

  /** From this age on, counted from its end, a provisional cohort is closed. */
  static final Duration CLOSE_PROVISIONAL_AFTER = Duration.ofDays(35);

  /** So long after its end an expiry cohort is left to the strip that is due in its last minute. */
  static final Duration CLOSE_EXPIRY_AFTER = Duration.ofHours(1);

  /** The shortest waiting time that the custodian of our choice offers. */
  static final int PENDING_DAYS = 7;

  private static final int PAGE = 100;
  private static final OrderId BEFORE_ALL = new OrderId(new UUID(0, 0));

  /**
   * How far a rolling came.
   *
   * @param moved orders whose key is in the current cohort now
   * @param notAuthentic orders that did not open, alarmed one by one; they stay where they are
   * @param sellersLeft sellers whose keys were not to be had; the next run does them
   */
  public record Rolled(int moved, int notAuthentic, List<SellerId> sellersLeft) {
    public Rolled {
      sellersLeft = List.copyOf(sellersLeft);
    }
  }

  /**
   * How far a closing came.
   *
   * @param closed cohorts whose key is out of use and waits for its deletion since this run
   * @param destroyed cohorts whose deletion the custodian confirmed in this run
   * @param refused cohorts past their end in which orders still live; alarmed
   * @param keyLost cohorts in which orders live although the custodian's key is not enabled;
   *     alarmed
   * @param waiting cohorts for which the custodian did not answer; the next run does them
   */
  public record Closed(
      List<Cohort> closed,
      List<Cohort> destroyed,
      List<Cohort> refused,
      List<Cohort> keyLost,
      List<Cohort> waiting) {
    public Closed {
      closed = List.copyOf(closed);
      destroyed = List.copyOf(destroyed);
      refused = List.copyOf(refused);
      keyLost = List.copyOf(keyLost);
      waiting = List.copyOf(waiting);
    }
  }

  private final KeyCustodian custodian;
  private final Cohorts cohorts;
  private final SellerKeys sellerKeys;
  private final OrderKeys orderKeys;
  private final LookUpTokens tokens;
  private final SealedRecipients recipients;
  private final SellerVolumes volumes;
  private final SellerKeyRing ring;
  private final RecipientEnvelope envelope;
  private final AuditTrail audit;
  private final CurrentActor actor;
  private final OwnTransaction own;
  private final Clock clock;

  @Inject
  KeyCare(
      KeyCustodian custodian,
      Cohorts cohorts,
      SellerKeys sellerKeys,
      OrderKeys orderKeys,
      LookUpTokens tokens,
      SealedRecipients recipients,
      SellerVolumes volumes,
      SellerKeyRing ring,
      RecipientEnvelope envelope,
      AuditTrail audit,
      CurrentActor actor,
      OwnTransaction own,
      Clock clock) {
    this.custodian = custodian;
    this.cohorts = cohorts;
    this.sellerKeys = sellerKeys;
    this.orderKeys = orderKeys;
    this.tokens = tokens;
    this.recipients = recipients;
    this.volumes = volumes;
    this.ring = ring;
    this.envelope = envelope;
    this.audit = audit;
    this.actor = actor;
    this.own = own;
    this.clock = clock;
  }

  /**
   * Moves an order's key into the cohort of the week in which its strip is due, and its look-up
   * tokens with it, in the caller's transaction. Nothing happens if it is there already. A strip
   * that was due before now counts as due now, because an older cohort may be closed.
   *
   * @throws RecipientVault.SealingUnavailable if a seller key is neither in memory nor to be had
   * @throws RecipientVault.NotAuthentic if key or fields are not genuine
   * @throws IllegalStateException if another transaction moved or deleted the key meanwhile
   */
  @Transactional(Transactional.TxType.MANDATORY)
  public void toExpiry(SellerId seller, OrderId order, Recipient.Sealed sealed, Instant stripAt) {
    Instant now = clock.instant();
    Cohort target = Cohort.expiry(stripAt.isBefore(now) ? now : stripAt);
    OrderKeys.Row row =
        orderKeys
            .find(seller, order)
            .orElseThrow(() -> new IllegalStateException("order " + order + " has no key"));
    if (!row.cohort().equals(target) && !move(row, Optional.of(sealed), target)) {
      throw new IllegalStateException("the key of order " + order + " was moved meanwhile");
    }
  }

  /**
   * Moves what is still in a provisional cohort four weeks after its end into the current one. Each
   * batch commits by itself; a run that was cut short is simply run again.
   *
   * @param now the product's present; orders move into its provisional cohort
   */
  @Transactional(Transactional.TxType.NOT_SUPPORTED)
  public Rolled rollProvisional(Instant now) {
    return rollAll(
        (seller, after) -> orderKeys.page(seller, now.minus(ROLL_AFTER), after, PAGE),
        now,
        "provisional");
  }

  /** Which of a seller's orders come next. */
  private interface Page {
    List<OrderId> of(SellerId seller, OrderId after);
  }

  private Rolled rollAll(Page pages, Instant now, String which) {
    int moved = 0;
    int notAuthentic = 0;
    List<SellerId> left = new ArrayList<>();
    for (SellerId seller : own.of(volumes::sellers)) {
      OrderId after = BEFORE_ALL;
      boolean more = true;
      while (more) {
        OrderId from = after;
        try {
          Batch batch = own.of(() -> roll(seller, pages.of(seller, from), from, now));
          moved += batch.moved();
          notAuthentic += batch.notAuthentic();
          after = batch.last();
          more = batch.full();
        } catch (RecipientVault.SealingUnavailable trouble) {
          LOG.log(WARNING, "key-care.roll-waits seller={0}", seller);
          left.add(seller);
          more = false;
        }
      }
    }
    LOG.log(
        INFO,
        "key-care.rolled which={0} moved={1} notAuthentic={2} left={3}",
        which,
        moved,
        notAuthentic,
        left.size());
    return new Rolled(moved, notAuthentic, left);
  }

  /**
   * Moves the keys of orders that a legal hold keeps beyond the end of their cohort into the
   * current provisional one, so that the cohort can be closed and the held orders still open. Each
   * batch commits by itself; a run that was cut short is simply run again.
   *
   * @param now the product's present
   */
  @Transactional(Transactional.TxType.NOT_SUPPORTED)
  public Rolled rollHeld(Instant now) {
    return rollAll((seller, after) -> orderKeys.heldPage(seller, now, after, PAGE), now, "held");
  }

  /**
   * Closes the cohorts past their end in which no order key lives, step by step: found empty,
   * counted again, custodian's key disabled, its deletion scheduled, its deletion confirmed. What
   * is done is written down after each step, and each step may be done twice. A cohort with a
   * living order is never closed. Run it about once a day: each run writes its alarms anew.
   *
   * @param now the product's present
   */
  @Transactional(Transactional.TxType.NOT_SUPPORTED)
  public Closed closeCohorts(Instant now) {
    Report report = new Report();
    for (Cohorts.Row row : own.of(cohorts::unfinished)) {
      try {
        close(row, now, closableFrom(row.cohort()), report);
      } catch (KeyCustodian.Unavailable trouble) {
        LOG.log(WARNING, "key-care.close-waits cohort={0}", row.cohort());
        report.waiting.add(row.cohort());
      }
    }
    return report.done();
  }

  /**
   * Closes one cohort before its usual time, because two people want it. It has to be past its
   * week, so that nobody seals under it any more, and empty, as always.
   *
   * @param now the product's present
   * @throws IllegalStateException if its week is not over
   */
  @Transactional(Transactional.TxType.NOT_SUPPORTED)
  public Closed closeByHand(Cohort cohort, Instant now) {
    if (now.isBefore(byHandFrom(cohort))) {
      throw new IllegalStateException("the week of cohort " + cohort + " is not over");
    }
    Report report = new Report();
    Optional<Cohorts.Row> row = own.of(() -> cohorts.find(cohort));
    if (row.isPresent()) {
      try {
        close(row.get(), now, byHandFrom(cohort), report);
      } catch (KeyCustodian.Unavailable trouble) {
        LOG.log(WARNING, "key-care.close-waits cohort={0}", cohort);
        report.waiting.add(cohort);
      }
    }
    return report.done();
  }

  /** From when a cohort may be closed by hand: an hour after its week, as its last strips take. */
  public static Instant byHandFrom(Cohort cohort) {
    return cohort.endsAt().plus(CLOSE_EXPIRY_AFTER);
  }

  /** From when a provisional cohort hands its orders on; empty for the others. */
  public static Optional<Instant> rollsFrom(Cohort cohort) {
    return cohort.kind() == Cohort.Kind.PROVISIONAL
        ? Optional.of(cohort.endsAt().plus(ROLL_AFTER))
        : Optional.empty();
  }

  /**
   * Deletes the keys and the look-up tokens of orders in the caller's transaction; from its commit
   * on their recipients do not open. Those that have none are no trouble.
   *
   * @return how many order keys were deleted
   */
  @Transactional(Transactional.TxType.MANDATORY)
  public int erase(SellerId seller, List<OrderId> orders) {
    tokens.delete(seller, orders);
    return orderKeys.delete(seller, orders);
  }

  private record Batch(int moved, int notAuthentic, OrderId last, boolean full) {}

  private Batch roll(SellerId seller, List<OrderId> page, OrderId after, Instant now) {
    if (page.isEmpty()) {
      return new Batch(0, 0, after, false);
    }
    Map<OrderId, Recipient.Sealed> sealed = recipients.of(seller, page);
    Cohort target = Cohort.provisional(now);
    int moved = 0;
    int notAuthentic = 0;
    for (OrderId order : page) {
      Optional<OrderKeys.Row> row = orderKeys.find(seller, order);
      try {
        if (row.isPresent() && move(row.get(), Optional.ofNullable(sealed.get(order)), target)) {
          moved++;
        }
      } catch (RecipientVault.NotAuthentic alreadyAudited) {
        notAuthentic++;
      }
    }
    return new Batch(moved, notAuthentic, page.getLast(), page.size() == PAGE);
  }

  /** Answers whether the row was still the one that was read. */
  private boolean move(OrderKeys.Row row, Optional<Recipient.Sealed> sealed, Cohort target) {
    try (OrderKey key = envelope.keyOf(row)) {
      SellerKey sellerKey = ring.toSeal(row.seller(), target);
      List<LookUpTokens.Token> moved =
          sealed
              .map(recipient -> BlindIndex.tokens(sellerKey, envelope.open(key, recipient)))
              .orElseGet(List::of);
      OrderKeys.Row fresh = key.wrap(sellerKey, row.revision() + 1);
      if (!orderKeys.replace(fresh, row.revision())) {
        return false;
      }
      tokens.replaceAll(row.seller(), row.order(), target, moved);
      Map<String, String> facts = new TreeMap<>();
      facts.put("from", row.cohort().toString());
      facts.put("cohort", target.toString());
      sealed.ifPresent(recipient -> facts.putAll(envelope.fingerprints(sellerKey, recipient)));
      audit.record(row.seller(), actor.actor(), "recipient.rekeyed", "order:" + row.order(), facts);
      return true;
    }
  }

  private static final class Report {
    final List<Cohort> closed = new ArrayList<>();
    final List<Cohort> destroyed = new ArrayList<>();
    final List<Cohort> refused = new ArrayList<>();
    final List<Cohort> keyLost = new ArrayList<>();
    final List<Cohort> waiting = new ArrayList<>();

    Closed done() {
      return new Closed(closed, destroyed, refused, keyLost, waiting);
    }
  }

  private void close(Cohorts.Row begun, Instant now, Instant from, Report report) {
    Optional<Cohorts.Row> row = Optional.of(begun);
    while (row.isPresent()) {
      Cohorts.Row at = row.get();
      row =
          switch (at.state()) {
            case OPEN -> begin(at, now, from, report);
            case CLOSING -> disable(at, now, report);
            case DISABLED -> schedule(at, report);
            case DELETION_SCHEDULED -> confirm(at, now, report);
            case DESTROYED -> Optional.empty();
          };
    }
  }

  private Optional<Cohorts.Row> begin(Cohorts.Row row, Instant now, Instant from, Report report) {
    Cohort cohort = row.cohort();
    long live = own.of(() -> cohorts.liveOrderKeys(cohort));
    KeyCustodian.State state = custodian.state(row.key());
    if (live > 0 && !(state instanceof KeyCustodian.State.Enabled)) {
      LOG.log(ERROR, "cohort.key-lost cohort={0} live={1}", cohort, live);
      alarm("cohort.key-lost", cohort, live);
      report.keyLost.add(cohort);
    }
    if (now.isBefore(from)) {
      return Optional.empty();
    }
    if (live == 0) {
      // The count is one figure; ask each seller as well before a key goes that cannot come back.
      for (SellerId seller : own.of(volumes::sellers)) {
        live += own.of(() -> orderKeys.count(seller, cohort));
      }
    }
    if (live > 0) {
      return refuse(cohort, live, report);
    }
    return own.of(
        () -> {
          Cohorts.Row locked = locked(cohort);
          long last = cohorts.liveOrderKeys(cohort);
          if (last > 0) {
            return refuse(cohort, last, report);
          }
          return locked.state() == Cohorts.State.OPEN
              ? Optional.of(step(locked, Cohorts.State.CLOSING, Optional.empty(), "cohort.closing"))
              : Optional.of(locked);
        });
  }

  private Optional<Cohorts.Row> disable(Cohorts.Row row, Instant now, Report report) {
    long live = own.of(() -> cohorts.liveOrderKeys(row.cohort()));
    if (live > 0) {
      return refuse(row.cohort(), live, report);
    }
    custodian.disable(row.key());
    ring.forget(row.cohort());
    return stepFrom(row, Cohorts.State.DISABLED, Optional.of(now), "cohort.key-disabled");
  }

  private Optional<Cohorts.Row> schedule(Cohorts.Row row, Report report) {
    Instant due = custodian.scheduleDeletion(row.key(), PENDING_DAYS);
    report.closed.add(row.cohort());
    return stepFrom(
        row, Cohorts.State.DELETION_SCHEDULED, Optional.of(due), "cohort.key-deletion-scheduled");
  }

  private Optional<Cohorts.Row> confirm(Cohorts.Row row, Instant now, Report report) {
    Instant due = row.deletionDueAt().orElse(Instant.MAX);
    if (now.isBefore(due)
        || !(custodian.state(row.key()) instanceof KeyCustodian.State.Destroyed)) {
      return Optional.empty();
    }
    for (SellerId seller : own.of(volumes::sellers)) {
      own.of(
          () -> {
            sellerKeys.forget(seller, row.cohort());
            return seller;
          });
    }
    report.destroyed.add(row.cohort());
    return stepFrom(row, Cohorts.State.DESTROYED, Optional.of(now), "cohort.key-destroyed");
  }

  private Optional<Cohorts.Row> stepFrom(
      Cohorts.Row row, Cohorts.State next, Optional<Instant> at, String action) {
    return own.of(
        () -> {
          Cohorts.Row locked = locked(row.cohort());
          // Another node may have been as far; then there is nothing to write.
          return Optional.of(
              locked.state() == row.state() ? step(locked, next, at, action) : locked);
        });
  }

  private Cohorts.Row step(
      Cohorts.Row row, Cohorts.State next, Optional<Instant> at, String action) {
    Cohorts.Row stepped =
        new Cohorts.Row(
            row.cohort(),
            row.key(),
            next,
            next == Cohorts.State.DISABLED ? at : row.disabledAt(),
            next == Cohorts.State.DELETION_SCHEDULED ? at : row.deletionDueAt(),
            next == Cohorts.State.DESTROYED ? at : row.confirmedAt());
    cohorts.update(stepped);
    Map<String, String> facts = new TreeMap<>();
    facts.put("key", row.key().value());
    at.ifPresent(instant -> facts.put("at", instant.toString()));
    audit.record(SellerId.PLATFORM, actor.actor(), action, "cohort:" + row.cohort(), facts);
    LOG.log(INFO, "{0} cohort={1}", action, row.cohort());
    return stepped;
  }

  private Cohorts.Row locked(Cohort cohort) {
    return cohorts
        .lock(cohort)
        .orElseThrow(() -> new IllegalStateException("cohort " + cohort + " has no row"));
  }

  private Optional<Cohorts.Row> refuse(Cohort cohort, long live, Report report) {
    LOG.log(ERROR, "cohort.close-refused cohort={0} live={1}", cohort, live);
    alarm("cohort.close-refused", cohort, live);
    report.refused.add(cohort);
    return Optional.empty();
  }

  private void alarm(String action, Cohort cohort, long live) {
    audit.recordFirst(
        SellerId.PLATFORM,
        actor.actor(),
        action,
        "cohort:" + cohort,
        Map.of("live", Long.toString(live)));
  }

  private static Instant closableFrom(Cohort cohort) {
    return cohort
        .endsAt()
        .plus(
            switch (cohort.kind()) {
              case EXPIRY -> CLOSE_EXPIRY_AFTER;
              case PROVISIONAL -> CLOSE_PROVISIONAL_AFTER;
            });
  }
}
