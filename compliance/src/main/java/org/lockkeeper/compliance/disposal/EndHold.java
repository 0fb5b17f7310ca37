package org.lockkeeper.compliance.disposal;

import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.lockkeeper.compliance.access.Account;
import org.lockkeeper.compliance.audit.AuditEntry;
import org.lockkeeper.compliance.audit.AuditStore;
import org.lockkeeper.compliance.audit.AuditTrail;
import org.lockkeeper.kernel.SellerId;
import org.lockkeeper.kernel.UseCase;
import org.lockkeeper.retention.HoldRegister;
import org.lockkeeper.retention.LegalHold;

/** Ends a legal hold before its time: what it kept back is due with the next run. */
@UseCase
public class EndHold {

  private final HoldRegister holds;
  private final AuditTrail audit;
  private final AuditStore entries;
  private final Clock clock;

  @Inject
  public EndHold(HoldRegister holds, AuditTrail audit, AuditStore entries, Clock clock) {
    this.holds = holds;
    this.audit = audit;
    this.entries = entries;
    this.clock = clock;
  }

  /**
   * Ends it now.
   *
   * @param reason 20 to 500 characters
   * @return false if there is none in force, or no reason
   * @throws SecurityException if the person is no admin
   */
  public boolean of(SellerId seller, UUID id, String reason, Account admin) {
    Admins.check(admin);
    Instant now = clock.instant();
    String why = reason.strip();
    Optional<LegalHold> known = holds.find(seller, id).filter(hold -> hold.endsAt().isAfter(now));
    if (known.isEmpty() || why.length() < 20 || why.length() > 500) {
      return false;
    }
    holds.endsAt(seller, id, now);
    audit.record(
        seller,
        admin.actor(),
        "hold.ended",
        "hold:" + id,
        Map.of("would_have_ended_at", known.get().endsAt().toString(), "reason", why));
    return true;
  }

  /** A hold of one seller. */
  public Optional<LegalHold> find(SellerId seller, UUID id) {
    return holds.find(seller, id);
  }

  /** Every decision about a hold, the latest first. */
  public List<AuditEntry> history(SellerId seller, UUID id) {
    return new ArrayList<>(entries.about(seller, "hold:" + id)).reversed();
  }
}
