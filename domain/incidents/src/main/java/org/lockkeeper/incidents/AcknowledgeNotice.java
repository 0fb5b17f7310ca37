package org.lockkeeper.incidents;

import jakarta.inject.Inject;
import java.util.Map;
import org.lockkeeper.kernel.Actor;
import org.lockkeeper.kernel.DomainEvents;
import org.lockkeeper.kernel.SellerId;
import org.lockkeeper.kernel.UseCase;

/** A party has been told, and something shows it. */
@UseCase
public class AcknowledgeNotice {

  private final Changes changes;

  @Inject
  public AcknowledgeNotice(Incidents incidents, TwoClocks clocks, DomainEvents events) {
    this.changes = new Changes(incidents, clocks, events);
  }

  /**
   * Notes it.
   *
   * @param proof what shows it, such as {@code notice:…} or {@code reference:…}
   * @return false if there is no such open duty
   */
  public boolean of(IncidentId id, Party party, String proof, Actor actor) {
    return changes
        .make(
            id,
            (incident, at) -> {
              boolean fresh = incident.told(party, proof, actor, at);
              if (fresh) {
                changes.tell(id, "notified", actor, Map.of("party", party.name(), "proof", proof));
              }
              return fresh;
            })
        .orElse(false);
  }

  /**
   * Notes that a seller was told who was found to be concerned after the others had been.
   *
   * @param proof what shows it, such as {@code notice:…}
   * @return false if no notice of its own is owed to that seller
   */
  public boolean of(IncidentId id, SellerId seller, String proof, Actor actor) {
    return changes
        .make(
            id,
            (incident, at) -> {
              boolean fresh = incident.told(seller, proof, actor, at);
              if (fresh) {
                changes.tell(
                    id, "notified", actor, Map.of("seller", seller.toString(), "proof", proof));
              }
              return fresh;
            })
        .orElse(false);
  }
}
