package org.lockkeeper.compliance.disposal;

import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.lockkeeper.compliance.access.Account;
import org.lockkeeper.compliance.audit.AuditTrail;
import org.lockkeeper.kernel.Ids;
import org.lockkeeper.kernel.SellerId;
import org.lockkeeper.kernel.UseCase;
import org.lockkeeper.retention.DataKind;
import org.lockkeeper.retention.HoldRegister;
import org.lockkeeper.retention.LegalHold;
import org.lockkeeper.retention.RetentionSchedule;

/**
 * Places a legal hold: from its commit on, nothing removes what it names. It always has an end,
 * which a new decision may put off, each time by no more than the policy allows.
 */
@UseCase
public class PlaceHold {

  private static final Set<DataKind> OF_SELLERS_ONLY = Set.of(DataKind.CALL_LOG, DataKind.DELIVERY);

  private final HoldRegister holds;
  private final RetentionSchedule schedule;
  private final AuditTrail audit;
  private final Ids ids;
  private final Clock clock;

  @Inject
  public PlaceHold(
      HoldRegister holds, RetentionSchedule schedule, AuditTrail audit, Ids ids, Clock clock) {
    this.holds = holds;
    this.schedule = schedule;
    this.audit = audit;
    this.ids = ids;
    this.clock = clock;
  }

  /** Why this cannot be placed; empty if it can. */
  public Optional<HoldDecision.Refusal> refusal(HoldDecision wanted) {
    if (wanted.kinds().isEmpty()) {
      return Optional.of(HoldDecision.Refusal.NO_KIND);
    }
    if (wanted.reason().length() < 20 || wanted.reason().length() > 500) {
      return Optional.of(HoldDecision.Refusal.REASON);
    }
    if (wanted.basis().length() < 3 || wanted.basis().length() > 200) {
      return Optional.of(HoldDecision.Refusal.BASIS);
    }
    Optional<HoldDecision.Refusal> end = refusal(wanted.endsAt());
    if (end.isPresent()) {
      return end;
    }
    if (!(wanted.scope() instanceof LegalHold.Scope.WholeSeller)
        && wanted.kinds().stream().anyMatch(OF_SELLERS_ONLY::contains)) {
      return Optional.of(HoldDecision.Refusal.TOO_NARROW);
    }
    return holds.exists(wanted.seller(), wanted.scope())
        ? Optional.empty()
        : Optional.of(HoldDecision.Refusal.UNKNOWN);
  }

  private Optional<HoldDecision.Refusal> refusal(Instant endsAt) {
    Instant now = clock.instant();
    if (!endsAt.isAfter(now)) {
      return Optional.of(HoldDecision.Refusal.END_PAST);
    }
    return endsAt.isAfter(now.plus(schedule.term(RetentionSchedule.Term.HOLD_LONGEST)))
        ? Optional.of(HoldDecision.Refusal.END_TOO_FAR)
        : Optional.empty();
  }

  /** What it would keep back. */
  public HoldRegister.Suspended preview(HoldDecision wanted) {
    return holds.suspended(wanted.seller(), wanted.scope(), clock.instant(), wanted.endsAt());
  }

  /**
   * Places it.
   *
   * @return why not; empty if it is in force
   * @throws SecurityException if the person is no admin
   */
  public Optional<HoldDecision.Refusal> of(HoldDecision wanted, Account admin) {
    Admins.check(admin);
    Optional<HoldDecision.Refusal> refusal = refusal(wanted);
    if (refusal.isEmpty()) {
      LegalHold hold =
          new LegalHold(
              ids.next(),
              wanted.seller(),
              wanted.scope(),
              wanted.kinds(),
              wanted.reason(),
              wanted.basis(),
              admin.id(),
              clock.instant(),
              wanted.endsAt());
      holds.add(hold);
      Map<String, String> facts = new HashMap<>();
      facts.put("scope", scope(hold.scope()));
      facts.put(
          "kinds", hold.kinds().stream().map(Enum::name).sorted().collect(Collectors.joining(",")));
      facts.put("reason", hold.reason());
      facts.put("basis", hold.basis());
      facts.put("ends_at", hold.endsAt().toString());
      audit.record(hold.seller(), admin.actor(), "hold.placed", "hold:" + hold.id(), facts);
    }
    return refusal;
  }

  /**
   * Decides anew until when a hold lasts.
   *
   * @return why not; empty if the new end holds
   * @throws SecurityException if the person is no admin
   */
  public Optional<HoldDecision.Refusal> extend(
      SellerId seller, UUID id, Instant endsAt, String reason, Account admin) {
    Admins.check(admin);
    String why = reason.strip();
    Optional<LegalHold> known =
        holds.find(seller, id).filter(hold -> hold.endsAt().isAfter(clock.instant()));
    if (known.isEmpty()) {
      return Optional.of(HoldDecision.Refusal.UNKNOWN);
    }
    if (why.length() < 20 || why.length() > 500) {
      return Optional.of(HoldDecision.Refusal.REASON);
    }
    Optional<HoldDecision.Refusal> refusal = refusal(endsAt);
    if (refusal.isEmpty()) {
      holds.endsAt(seller, id, endsAt);
      audit.record(
          seller,
          admin.actor(),
          "hold.extended",
          "hold:" + id,
          Map.of(
              "from",
              known.get().endsAt().toString(),
              "ends_at",
              endsAt.toString(),
              "reason",
              why));
    }
    return refusal;
  }

  /** A scope as one word and an id. */
  static String scope(LegalHold.Scope scope) {
    return switch (scope) {
      case LegalHold.Scope.WholeSeller w -> "seller";
      case LegalHold.Scope.OneConnection c -> "connection:" + c.connection();
      case LegalHold.Scope.OneOrder o -> "order:" + o.order();
    };
  }
}
