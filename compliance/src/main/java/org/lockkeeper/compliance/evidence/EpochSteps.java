package org.lockkeeper.compliance.evidence;

import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.lockkeeper.compliance.access.Account;
import org.lockkeeper.compliance.access.TwoPeople;
import org.lockkeeper.compliance.audit.AuditTrail;
import org.lockkeeper.compliance.audit.EpochStart;
import org.lockkeeper.compliance.audit.Grounds;
import org.lockkeeper.kernel.Ids;
import org.lockkeeper.kernel.SellerId;
import org.lockkeeper.kernel.UseCase;

/** The steps of beginning an epoch by hand; each is in the audit log with its change. */
@UseCase
public class EpochSteps {

  private static final Duration SHOWN_FOR = Duration.ofDays(30);

  private final EpochWishes wishes;
  private final TwoPeople two;
  private final AuditTrail audit;
  private final Ids ids;
  private final Clock clock;

  @Inject
  public EpochSteps(EpochWishes wishes, TwoPeople two, AuditTrail audit, Ids ids, Clock clock) {
    this.wishes = wishes;
    this.two = two;
    this.audit = audit;
    this.ids = ids;
    this.clock = clock;
  }

  /**
   * Asks for a new epoch.
   *
   * @return false if reason or ticket are missing or too long
   */
  boolean propose(Account admin, String reason, String ticket) {
    Admins.check(admin);
    if (!Grounds.given(reason, ticket)) {
      return false;
    }
    EpochWish fresh = EpochWish.proposed(ids.next(), admin.id(), reason, ticket, clock.instant());
    wishes.add(fresh);
    record(admin, fresh, "log.epoch-proposed", Map.of());
    return true;
  }

  /**
   * Another person agrees.
   *
   * @return the wish, if that counted
   */
  Optional<EpochWish> confirm(Account admin, UUID id) {
    Admins.check(admin);
    Optional<EpochWish> found = wishes.find(id);
    Optional<EpochWish> agreed =
        found
            .filter(w -> mayConfirm(admin, w))
            .flatMap(w -> w.confirmed(admin.id(), clock.instant()));
    agreed.ifPresentOrElse(
        w -> {
          wishes.save(w);
          record(admin, w, "log.epoch-confirmed", Map.of());
        },
        () -> found.ifPresent(w -> record(admin, w, "log.epoch-denied", Map.of())));
    return agreed;
  }

  /** Whether that admin is the second person to a wish. */
  public boolean mayConfirm(Account admin, EpochWish wish) {
    return two.differ(admin, wish.requester());
  }

  /** An admin says no, or the requester takes it back. */
  public boolean refuse(Account admin, UUID id) {
    Admins.check(admin);
    Optional<EpochWish> over = wishes.find(id).flatMap(w -> w.refused(admin.id(), clock.instant()));
    over.ifPresent(
        w -> {
          wishes.save(w);
          record(admin, w, "log.epoch-withdrawn", Map.of());
        });
    return over.isPresent();
  }

  /** Notes what began. */
  void begun(Account admin, EpochWish wish, EpochStart.Begun begun) {
    record(
        admin,
        wish,
        "log.epoch-begun",
        Map.of("epoch", String.valueOf(begun.epoch()), "lost", String.valueOf(begun.lost())));
  }

  /** What began during the last thirty days, the newest first. */
  public List<EpochWish> recent() {
    return wishes.since(clock.instant().minus(SHOWN_FOR));
  }

  private void record(Account admin, EpochWish wish, String action, Map<String, String> more) {
    Map<String, String> facts = new TreeMap<>(more);
    facts.put("wish", wish.id().toString());
    facts.put("ticket", wish.ticket());
    audit.record(SellerId.PLATFORM, admin.actor(), action, "audit:log", facts);
  }
}
