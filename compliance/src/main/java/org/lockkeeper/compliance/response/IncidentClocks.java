package org.lockkeeper.compliance.response;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.lockkeeper.compliance.clocks.live.LiveClock;
import org.lockkeeper.incidents.FindIncident;
import org.lockkeeper.incidents.NotificationDuty;
import org.lockkeeper.incidents.Party;

/** The clocks of incidents: who has still to be told, practice left out. */
@Singleton
public class IncidentClocks implements LiveClock {

  private final FindIncident find;

  @Inject
  public IncidentClocks(FindIncident find) {
    this.find = find;
  }

  @Override
  public Optional<Figures> of(String clock, Instant now) {
    return switch (clock) {
      case "amazon-notice" -> Optional.of(open(Party.AMAZON, now));
      case "legal-demand" -> Optional.of(open(Party.AMAZON_LEGAL, now));
      default -> Optional.empty();
    };
  }

  private Figures open(Party party, Instant now) {
    List<Instant> due =
        find.open().stream()
            .filter(incident -> !incident.drill())
            .flatMap(
                incident ->
                    incident.duties().stream()
                        .filter(duty -> duty.party() == party && duty.open())
                        .map(NotificationDuty::span)
                        .flatMap(span -> Stream.of(incident.clock().end(span))))
            .toList();
    return Figures.cases(
        due.size(),
        due.stream().filter(at -> !now.isBefore(at)).count(),
        due.stream().min(Comparator.naturalOrder()));
  }
}
