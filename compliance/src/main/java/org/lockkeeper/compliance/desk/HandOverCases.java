package org.lockkeeper.compliance.desk;

import jakarta.inject.Inject;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.lockkeeper.compliance.audit.AuditTrail;
import org.lockkeeper.kernel.Actor;
import org.lockkeeper.kernel.UseCase;

/** Hands open cases on, such as when somebody leaves; each is in its seller's audit log. */
@UseCase
public class HandOverCases {

  private final HeldCases cases;
  private final AuditTrail audit;
  private final Clock clock;

  @Inject
  public HandOverCases(HeldCases cases, AuditTrail audit, Clock clock) {
    this.cases = cases;
    this.audit = audit;
    this.clock = clock;
  }

  /** The open cases that somebody holds, over all sellers; ids only. */
  public List<HeldCases.Held> of(UUID account) {
    return cases.of(account);
  }

  /** Hands one on, in a transaction of its seller. */
  public void one(HeldCases.Held held, UUID from, Optional<UUID> to, Actor actor) {
    if (cases.handOver(held, from, to, clock.instant())) {
      Map<String, String> facts = new HashMap<>();
      facts.put("from", Budget.pseudonym(from));
      to.ifPresent(heir -> facts.put("to", Budget.pseudonym(heir)));
      audit.record(
          held.seller(),
          actor,
          "support-case.handed-over",
          "support-case:" + held.id(),
          Map.copyOf(facts));
    }
  }
}
