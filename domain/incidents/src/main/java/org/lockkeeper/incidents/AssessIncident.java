package org.lockkeeper.incidents;

import jakarta.inject.Inject;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.lockkeeper.kernel.Actor;
import org.lockkeeper.kernel.DomainEvents;
import org.lockkeeper.kernel.Ids;
import org.lockkeeper.kernel.SellerId;
import org.lockkeeper.kernel.UseCase;

/**
 * What kind of incident it is, how bad, since when, and whose data is concerned. None of it makes a
 * deadline later (F58).
 */
@UseCase
public class AssessIncident {

  private final Changes changes;
  private final EvidenceLocker locker;
  private final IncidentPolicy policy;
  private final Ids ids;

  @Inject
  public AssessIncident(
      Incidents incidents,
      EvidenceLocker locker,
      IncidentPolicy policy,
      TwoClocks clocks,
      DomainEvents events,
      Ids ids) {
    this.changes = new Changes(incidents, clocks, events);
    this.locker = locker;
    this.policy = policy;
    this.ids = ids;
  }

  /**
   * Says of what kind it is and how bad.
   *
   * @return false if there is no such incident
   */
  public boolean reclassify(IncidentId id, IncidentKind kind, Severity severity, Actor actor) {
    return changes
        .make(
            id,
            (incident, at) -> {
              incident.reclassify(kind, severity, policy, actor, at);
              changes.tell(
                  id,
                  "reclassified",
                  actor,
                  Map.of("kind", kind.name(), "severity", severity.name()));
              return true;
            })
        .orElse(false);
  }

  /**
   * It was noticed at another moment than was said; only an earlier one counts.
   *
   * @return false if there is no such incident
   */
  public boolean noticed(IncidentId id, Instant when, Actor actor) {
    return changes
        .make(
            id,
            (incident, at) -> {
              incident.noticed(when, actor, at);
              changes.tell(id, "noticed-at", actor, Map.of("noticed", when.toString()));
              return true;
            })
        .orElse(false);
  }

  /**
   * Says whether a party's data is concerned.
   *
   * @param evidence ids of what is in the locker
   * @return empty if there is no such incident, no such evidence, or a ruling out has none
   */
  public Optional<UUID> find(
      IncidentId id,
      Party party,
      Finding finding,
      String reason,
      List<UUID> evidence,
      UUID person) {
    Set<UUID> held = locker.of(id).stream().map(Evidence::id).collect(Collectors.toSet());
    if (!held.containsAll(evidence)) {
      return Optional.empty();
    }
    UUID assessment = ids.next();
    Actor actor = new Actor.Person(person);
    return changes
        .make(
            id,
            (incident, at) -> {
              boolean taken =
                  incident.assess(
                      new Assessment(
                          assessment,
                          party,
                          finding,
                          reason.strip(),
                          evidence,
                          person,
                          at,
                          Optional.empty(),
                          Optional.empty()),
                      policy,
                      actor);
              if (taken) {
                changes.tell(
                    id,
                    "assessed",
                    actor,
                    Map.of("party", party.name(), "finding", finding.name()));
              }
              return taken;
            })
        .filter(taken -> taken)
        .map(taken -> assessment);
  }

  /** A second person agrees to a ruling out. */
  public Incident.Signature sign(IncidentId id, UUID assessment, UUID person) {
    return changes
        .make(
            id,
            (incident, at) -> {
              Incident.Signature said = incident.sign(assessment, person, policy, at);
              if (said != Incident.Signature.REFUSED) {
                changes.tell(
                    id,
                    "assessment-signed",
                    new Actor.Person(person),
                    Map.of("assessment", assessment.toString(), "outcome", said.name()));
              }
              return said;
            })
        .orElse(Incident.Signature.REFUSED);
  }

  /**
   * Sellers turn out to be concerned; who is found after the others were told is owed a notice of
   * its own.
   *
   * @return who is; empty if there is no such incident or it is closed
   */
  public Optional<List<SellerId>> found(IncidentId id, Collection<SellerId> sellers, Actor actor) {
    return changes.make(
        id,
        (incident, at) -> {
          List<SellerId> owed = incident.found(sellers, actor, at);
          owed.forEach(
              seller ->
                  changes.tell(id, "seller-found", actor, Map.of("seller", seller.toString())));
          return owed;
        });
  }
}
