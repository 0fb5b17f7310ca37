package org.lockkeeper.compliance.evidence;

import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.lockkeeper.compliance.access.Account;
import org.lockkeeper.compliance.access.TwoPeople;
import org.lockkeeper.compliance.audit.AuditTrail;
import org.lockkeeper.compliance.audit.Grounds;
import org.lockkeeper.compliance.encryption.Cohort;
import org.lockkeeper.compliance.encryption.Cohorts;
import org.lockkeeper.compliance.encryption.Destruction;
import org.lockkeeper.compliance.encryption.Destructions;
import org.lockkeeper.compliance.encryption.KeyCare;
import org.lockkeeper.kernel.Ids;
import org.lockkeeper.kernel.SellerId;
import org.lockkeeper.kernel.UseCase;

/** The steps of destroying a key by hand; each is in the audit log with its change. */
@UseCase
public class DestructionSteps {

  private static final Duration SHOWN_FOR = Duration.ofDays(30);

  private final Destructions wishes;
  private final Cohorts cohorts;
  private final TwoPeople two;
  private final AuditTrail audit;
  private final Ids ids;
  private final Clock clock;

  @Inject
  public DestructionSteps(
      Destructions wishes, Cohorts cohorts, TwoPeople two, AuditTrail audit, Ids ids, Clock clock) {
    this.wishes = wishes;
    this.cohorts = cohorts;
    this.two = two;
    this.audit = audit;
    this.ids = ids;
    this.clock = clock;
  }

  /** What became of a proposal. */
  public enum Proposed {
    /** It waits for another admin. */
    DONE,
    /** Reason or ticket are missing or too long. */
    NOT_SAID,
    /** There is no such cohort, or its key is on its way out already. */
    NOT_OPEN,
    /** Its week is not over: orders are still sealed under it. */
    TOO_EARLY,
    /** Orders live in it. */
    LIVING
  }

  /**
   * Asks for the destruction of a cohort's key.
   *
   * @throws SecurityException if the person is no admin
   */
  public Proposed propose(Account admin, Cohort cohort, String reason, String ticket) {
    Admins.check(admin);
    if (!Grounds.given(reason, ticket)) {
      return Proposed.NOT_SAID;
    }
    if (cohorts.find(cohort).filter(row -> row.state() == Cohorts.State.OPEN).isEmpty()) {
      return Proposed.NOT_OPEN;
    }
    if (clock.instant().isBefore(KeyCare.byHandFrom(cohort))) {
      return Proposed.TOO_EARLY;
    }
    Destruction fresh =
        Destruction.proposed(ids.next(), cohort, admin.id(), reason, ticket, clock.instant());
    long live = cohorts.liveOrderKeys(cohort);
    if (live > 0) {
      record(admin, fresh.snapshot(), "cohort.destroy-refused", Map.of("live", "" + live));
      return Proposed.LIVING;
    }
    wishes.add(fresh);
    record(admin, fresh.snapshot(), "cohort.destroy-proposed", Map.of());
    return Proposed.DONE;
  }

  /**
   * Another person says yes.
   *
   * @return the cohort, if that was a yes
   */
  Optional<Cohort> confirm(Account admin, UUID id, String typed) {
    Admins.check(admin);
    Optional<Destruction> found = wishes.find(id);
    if (found.isEmpty()) {
      return Optional.empty();
    }
    if (!mayConfirm(admin, found.get().snapshot())
        || !found.get().confirm(admin.id(), typed, clock.instant())) {
      record(admin, found.get().snapshot(), "cohort.destroy-denied", Map.of());
      return Optional.empty();
    }
    wishes.save(found.get());
    record(admin, found.get().snapshot(), "cohort.destroy-confirmed", Map.of());
    return Optional.of(found.get().snapshot().cohort());
  }

  /** Whether that admin is the second person to a wish. */
  public boolean mayConfirm(Account admin, Destruction.Snapshot wish) {
    return two.differ(admin, wish.requester());
  }

  /** An admin says no, or the requester takes it back. */
  public boolean refuse(Account admin, UUID id) {
    Admins.check(admin);
    Optional<Destruction> found = wishes.find(id);
    if (found.isEmpty() || !found.get().refuse(admin.id(), clock.instant())) {
      return false;
    }
    wishes.save(found.get());
    record(admin, found.get().snapshot(), "cohort.destroy-withdrawn", Map.of());
    return true;
  }

  /** What began during the last thirty days, the newest first. */
  public List<Destruction.Snapshot> recent() {
    return wishes.since(clock.instant().minus(SHOWN_FOR));
  }

  private void record(
      Account admin, Destruction.Snapshot wish, String action, Map<String, String> more) {
    Map<String, String> facts = new java.util.TreeMap<>(more);
    facts.put("wish", wish.id().toString());
    facts.put("ticket", wish.ticket());
    audit.record(SellerId.PLATFORM, admin.actor(), action, "cohort:" + wish.cohort(), facts);
  }
}
