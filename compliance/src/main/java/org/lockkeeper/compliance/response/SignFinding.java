package org.lockkeeper.compliance.response;

import jakarta.inject.Inject;
import java.util.UUID;
import org.lockkeeper.compliance.access.Account;
import org.lockkeeper.compliance.access.TwoPeople;
import org.lockkeeper.incidents.AssessIncident;
import org.lockkeeper.incidents.FindIncident;
import org.lockkeeper.incidents.Incident;
import org.lockkeeper.incidents.IncidentId;
import org.lockkeeper.kernel.UseCase;

/**
 * The second signature that excuses a duty: of another person, not merely of another account
 * of the same one.
 */
@UseCase
public class SignFinding {

  private final FindIncident incidents;
  private final AssessIncident assess;
  private final TwoPeople two;

  @Inject
  public SignFinding(FindIncident incidents, AssessIncident assess, TwoPeople two) {
    this.incidents = incidents;
    this.assess = assess;
    this.two = two;
  }

  /** Signs, or refuses who ruled it out, whichever account is used. */
  public Incident.Signature of(IncidentId incident, UUID assessment, Account by) {
    boolean another =
        incidents.of(incident).stream()
            .flatMap(found -> found.assessments().stream())
            .filter(one -> one.id().equals(assessment))
            .anyMatch(one -> two.differ(by, one.by()));
    return another ? assess.sign(incident, assessment, by.id()) : Incident.Signature.REFUSED;
  }
}
