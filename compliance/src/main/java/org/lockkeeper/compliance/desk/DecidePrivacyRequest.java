package org.lockkeeper.compliance.desk;

import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.lockkeeper.compliance.access.Account;
import org.lockkeeper.compliance.audit.AuditTrail;
import org.lockkeeper.compliance.notices.Notice;
import org.lockkeeper.compliance.notices.TellPeople;
import org.lockkeeper.kernel.Ids;
import org.lockkeeper.kernel.SellerId;
import org.lockkeeper.kernel.UseCase;
import org.lockkeeper.retention.DataRequest;
import org.lockkeeper.retention.DataRequests;

/**
 * What the desk says to a buyer's wish to know what is held: that it may be answered,
 * that something has to be asked first, or that it is denied, on a ground. The clock of the wish
 * runs on, whatever is said; the seller is told each time, and the log has it.
 */
@UseCase
public class DecidePrivacyRequest {

  private final PrivacyDecisions decisions;
  private final DataRequests requests;
  private final AuditTrail audit;
  private final TellPeople tell;
  private final Ids ids;
  private final Clock clock;

  @Inject
  public DecidePrivacyRequest(
      PrivacyDecisions decisions,
      DataRequests requests,
      AuditTrail audit,
      TellPeople tell,
      Ids ids,
      Clock clock) {
    this.decisions = decisions;
    this.requests = requests;
    this.audit = audit;
    this.tell = tell;
    this.ids = ids;
    this.clock = clock;
  }

  /** What comes of it. */
  public enum Outcome {
    DONE,
    /** There is no such wish of this seller, or it has been answered. */
    GONE,
    /** A denial needs its ground. */
    NO_GROUND
  }

  /** Says it. */
  public Outcome decide(
      Account who,
      SellerId seller,
      UUID request,
      PrivacyDecision.Kind kind,
      Optional<PrivacyDecision.Ground> ground) {
    Optional<DataRequest> wish =
        requests.find(seller, request).filter(found -> found.answeredAt().isEmpty());
    if (wish.isEmpty()) {
      return Outcome.GONE;
    }
    boolean denied = kind == PrivacyDecision.Kind.DENIED;
    if (denied && ground.isEmpty()) {
      return Outcome.NO_GROUND;
    }
    Instant now = clock.instant();
    PrivacyDecision decision =
        new PrivacyDecision(
            seller, ids.next(), request, kind, denied ? ground : Optional.empty(), who.id(), now);
    decisions.add(decision);
    Map<String, String> facts = new HashMap<>();
    facts.put("decision", kind.name());
    decision.ground().ifPresent(g -> facts.put("ground", g.name()));
    audit.record(
        seller, who.actor(), "privacy.decided", "data-request:" + request, Map.copyOf(facts));
    tell.of(
        seller,
        switch (kind) {
          case APPROVED -> Notice.Kind.REQUEST_APPROVED;
          case ASKED -> Notice.Kind.REQUEST_ASKED;
          case DENIED -> Notice.Kind.REQUEST_DENIED;
        },
        "data-request:" + decision.id(),
        wish.get().channel(),
        wish.get().request(),
        wish.get().dueBy(),
        0);
    return Outcome.DONE;
  }

  /** What was said last to each wish of a seller. */
  public Map<UUID, PrivacyDecision> latest(SellerId seller) {
    List<PrivacyDecision> all = decisions.all(seller);
    Map<UUID, PrivacyDecision> latest = new HashMap<>();
    all.forEach(decision -> latest.putIfAbsent(decision.request(), decision));
    return Map.copyOf(latest);
  }
}
