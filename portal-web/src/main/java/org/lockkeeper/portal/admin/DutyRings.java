package org.lockkeeper.portal.admin;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.lockkeeper.incidents.Incident;
import org.lockkeeper.incidents.NotificationDuty;
import org.lockkeeper.portal.texts.Choices;
import org.lockkeeper.portal.texts.Clocks;
import org.lockkeeper.portal.texts.Texts;
import org.lockkeeper.portal.texts.Times;

/** The rings of duties: drawn by the incident's own clock, which no other clock can push back. */
@RequestScoped
public class DutyRings {

  private final PickReader reader;
  private final Texts texts;
  private final Times times;

  @Inject
  DutyRings(PickReader reader, Texts texts, Times times) {
    this.reader = reader;
    this.texts = texts;
    this.times = times;
  }

  /** The ring of the duty that comes first; empty if none is open. */
  Optional<Clocks.Ring> next(Incident.Snapshot incident) {
    return incident.next().map(duty -> of(incident, duty));
  }

  /** The ring of one duty. */
  Clocks.Ring of(Incident.Snapshot incident, NotificationDuty duty) {
    Instant end = incident.clock().end(duty.span());
    Duration left = incident.clock().left(duty.span());
    String party = whom(duty);
    return switch (duty.standing()) {
      case NotificationDuty.Met met ->
          new Clocks.Ring(
              Clocks.Tone.GONE,
              0,
              texts.with(
                  duty.missedAt().isPresent()
                      ? "common.incident.ring.late"
                      : "common.incident.ring.met",
                  party,
                  times.exact(met.at())),
              met.at());
      case NotificationDuty.Excused excused ->
          new Clocks.Ring(
              Clocks.Tone.GONE,
              0,
              texts.with("common.incident.ring.excused", party, times.exact(excused.at())),
              excused.at());
      case NotificationDuty.Owed owed ->
          left.isNegative() || left.isZero()
              ? new Clocks.Ring(
                  Clocks.Tone.DANGER,
                  100,
                  texts.with("common.incident.ring.overdue", party, times.exact(end)),
                  end)
              : new Clocks.Ring(
                  left.multipliedBy(5).compareTo(duty.leaves()) > 0
                      ? Clocks.Tone.GOOD
                      : Clocks.Tone.WARNING,
                  Math.clamp(left.toMillis() * 100 / duty.leaves().toMillis(), 1, 100),
                  texts.with(
                      "common.incident.ring.left", party, times.span(left), times.exact(end)),
                  end);
    };
  }

  /** Whom a duty is about. */
  String whom(NotificationDuty duty) {
    return duty.seller()
        .map(seller -> texts.with("common.incident.party.found-late", reader.name(seller)))
        .orElseGet(() -> texts.get("common.incident.party." + Choices.word(duty.party())));
  }
}
