package org.lockkeeper.compliance.secrets;

import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.lockkeeper.compliance.access.Account;
import org.lockkeeper.compliance.access.Role;
import org.lockkeeper.compliance.access.TwoPeople;
import org.lockkeeper.compliance.audit.AuditTrail;
import org.lockkeeper.compliance.audit.Grounds;
import org.lockkeeper.kernel.Errand;
import org.lockkeeper.kernel.Errands;
import org.lockkeeper.kernel.Ids;
import org.lockkeeper.kernel.SellerId;
import org.lockkeeper.kernel.UseCase;

/** The steps of breaking the glass; each is in the audit log with its change. */
@UseCase
public class BreakGlassSteps {

  private static final Duration SHOWN_FOR = Duration.ofDays(1);

  private final BreakGlassCases cases;
  private final TwoPeople two;
  private final Errands errands;
  private final AuditTrail audit;
  private final Ids ids;
  private final Clock clock;

  @Inject
  public BreakGlassSteps(
      BreakGlassCases cases,
      TwoPeople two,
      Errands errands,
      AuditTrail audit,
      Ids ids,
      Clock clock) {
    this.cases = cases;
    this.two = two;
    this.errands = errands;
    this.audit = audit;
    this.ids = ids;
    this.clock = clock;
  }

  /**
   * Asks to see a secret.
   *
   * @return false if reason or ticket are missing
   * @throws SecurityException if the person is no admin
   */
  public boolean request(
      Account admin, BreakGlassCase.Target target, String reason, String ticket) {
    check(admin);
    if (!Grounds.given(reason, ticket)) {
      return false;
    }
    BreakGlassCase fresh =
        BreakGlassCase.requested(ids.next(), target, admin.id(), reason, ticket, clock.instant());
    cases.add(fresh);
    record(admin, fresh.snapshot(), "break-glass.requested");
    return true;
  }

  /** Another person says yes. */
  public boolean approve(Account admin, UUID id) {
    check(admin);
    return change(
        admin,
        id,
        "break-glass.approved",
        found ->
            two.differ(admin, found.snapshot().requester())
                && found.approve(admin.id(), clock.instant()));
  }

  /** Whether that admin is the second person to a wish. */
  public boolean mayApprove(Account admin, BreakGlassCase.Snapshot wish) {
    return two.differ(admin, wish.requester());
  }

  /** An admin says no, or the requester takes it back. */
  public boolean refuse(Account admin, UUID id) {
    check(admin);
    return change(
        admin, id, "break-glass.refused", found -> found.refuse(admin.id(), clock.instant()));
  }

  /**
   * The requester is about to look: from now on the case is used up, and the secret is replaced
   * soon, whether the page reaches the person or not.
   */
  Optional<BreakGlassCase.Target> look(Account admin, UUID id) {
    check(admin);
    Optional<BreakGlassCase> found = cases.find(id);
    if (found.isEmpty() || !found.get().show(admin.id(), clock.instant())) {
      found.ifPresent(known -> record(admin, known.snapshot(), "break-glass.denied"));
      return Optional.empty();
    }
    cases.save(found.get());
    record(admin, found.get().snapshot(), "break-glass.shown");
    errands.soon(new Errand(ReplaceSeenSecret.KIND, SellerId.PLATFORM, id.toString()));
    return Optional.of(found.get().snapshot().target());
  }

  /** Whose secret was seen, for the replacing. */
  Optional<BreakGlassCase.Target> seen(UUID id) {
    return cases
        .find(id)
        .map(BreakGlassCase::snapshot)
        .filter(found -> found.state() instanceof BreakGlassCase.State.Shown)
        .map(BreakGlassCase.Snapshot::target);
  }

  /** What began during the last day, the newest first. */
  public List<BreakGlassCase.Snapshot> recent() {
    return cases.since(clock.instant().minus(SHOWN_FOR));
  }

  private interface Change {
    boolean on(BreakGlassCase found);
  }

  private boolean change(Account admin, UUID id, String action, Change change) {
    Optional<BreakGlassCase> found = cases.find(id);
    if (found.isEmpty()) {
      return false;
    }
    if (!change.on(found.get())) {
      record(admin, found.get().snapshot(), "break-glass.denied");
      return false;
    }
    cases.save(found.get());
    record(admin, found.get().snapshot(), action);
    return true;
  }

  private void record(Account admin, BreakGlassCase.Snapshot found, String action) {
    audit.record(
        SellerId.PLATFORM,
        admin.actor(),
        action,
        "break-glass:" + found.id(),
        Map.of(
            "seller",
            found.target().seller().toString(),
            "secret",
            found.target().ref().path(),
            "ticket",
            found.ticket()));
  }

  private static void check(Account admin) {
    if (admin.role() != Role.ADMIN || !admin.seller().equals(SellerId.PLATFORM)) {
      throw new SecurityException("secrets are for admins");
    }
  }

  /** The instant by which the present step has to be taken. */
  public static Instant until(BreakGlassCase.Snapshot found) {
    return found.state().at().plus(BreakGlassCase.PATIENCE);
  }
}
