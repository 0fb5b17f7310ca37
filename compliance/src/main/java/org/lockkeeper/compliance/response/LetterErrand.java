package org.lockkeeper.compliance.response;

import java.util.UUID;
import org.lockkeeper.incidents.IncidentId;
import org.lockkeeper.kernel.Errand;
import org.lockkeeper.kernel.SellerId;

/** The errand that sends one letter. */
record LetterErrand(IncidentId incident, UUID letter) {

  static final String KIND = "incident-letter";

  static Errand of(IncidentId incident, UUID letter) {
    return new Errand(KIND, SellerId.PLATFORM, incident + "/" + letter);
  }

  static LetterErrand read(Errand errand) {
    int slash = errand.subject().indexOf('/');
    return new LetterErrand(
        IncidentId.of(errand.subject().substring(0, slash)),
        UUID.fromString(errand.subject().substring(slash + 1)));
  }
}
