package org.lockkeeper.compliance.pack.proofs;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Constructor;
import java.lang.reflect.Proxy;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.lockkeeper.compliance.access.people.Leavers;
import org.lockkeeper.compliance.clocks.ClockMarks;
import org.lockkeeper.compliance.drills.Drill;
import org.lockkeeper.compliance.drills.Drills;
import org.lockkeeper.compliance.pack.Editions;
import org.lockkeeper.compliance.pack.PackFacts;
import org.lockkeeper.compliance.pack.PackFacts.Figure;
import org.lockkeeper.compliance.pack.Proof;
import org.lockkeeper.compliance.pack.ProofSource;
import org.lockkeeper.incidents.EvidenceLocker;
import org.lockkeeper.incidents.FindIncident;
import org.lockkeeper.incidents.IncidentPolicy;
import org.lockkeeper.incidents.Incidents;
import org.lockkeeper.incidents.Reading;
import org.lockkeeper.retention.RetentionSchedule;

/** That nothing happened is said as what it is, with the day since when it would be known. */
class NothingHappenedTest {

  private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");

  private final Map<Figure, Long> figures = new EnumMap<>(Figure.class);
  private final List<Leavers.Leaver> left = new ArrayList<>();
  private final List<Drill> drills = new ArrayList<>();
  private Instant begun = Instant.parse("2026-11-01T08:00:00Z");

  NothingHappenedTest() {
    for (Figure figure : Figure.values()) {
      figures.put(figure, 0L);
    }
  }

  private static <T> T port(Class<T> port, java.util.function.Supplier<?> answer) {
    return port.cast(
        Proxy.newProxyInstance(
            port.getClassLoader(),
            new Class<?>[] {port},
            (proxy, method, arguments) -> answer.get()));
  }

  private @Nullable Object of(Class<?> port) {
    if (port == PackFacts.class) {
      return port(PackFacts.class, () -> figures);
    }
    if (port == ClockMarks.class) {
      return port(ClockMarks.class, () -> begun);
    }
    if (port == Leavers.class) {
      return port(Leavers.class, () -> left);
    }
    if (port == Drills.class) {
      return port(Drills.class, () -> drills);
    }
    if (port == RetentionSchedule.class) {
      return RetentionSchedule.edition(LocalDate.of(2026, 11, 22));
    }
    if (port == IncidentPolicy.class) {
      return IncidentPolicy.edition(LocalDate.of(2026, 11, 22));
    }
    if (port == FindIncident.class) {
      return new FindIncident(
          port(Incidents.class, List::of),
          port(EvidenceLocker.class, List::of),
          IncidentPolicy.edition(LocalDate.of(2026, 11, 22)),
          () -> new Reading(NOON, NOON));
    }
    return null;
  }

  private Proof.Seen seen(Class<? extends ProofSource> source, String name)
      throws ReflectiveOperationException {
    Constructor<?> constructor = source.getDeclaredConstructors()[0];
    constructor.setAccessible(true);
    Object[] ports = new Object[constructor.getParameterCount()];
    for (int i = 0; i < ports.length; i++) {
      ports[i] = of(constructor.getParameterTypes()[i]);
    }
    return ((ProofSource) constructor.newInstance(ports))
        .proofs().stream()
            .filter(proof -> proof.name().equals(name))
            .findFirst()
            .orElseThrow()
            .looking()
            .at(NOON, new Editions(Clock.fixed(NOON, ZoneOffset.UTC)).inForce());
  }

  @Test
  void nobody_has_left_is_said_with_the_day_since_when() throws ReflectiveOperationException {
    Proof.Seen seen = seen(PeopleProofs.class, "leavers");
    assertThat(seen.holds()).isTrue();
    assertThat(seen.figures()).containsEntry("left", "nobody has left since 2026-11-01");
    begun = Instant.parse("2024-01-01T00:00:00Z");
    assertThat(seen(PeopleProofs.class, "leavers").figures())
        .as("what is older than a year may be gone")
        .containsEntry("left", "nobody has left since 2025-11-22");
  }

  @Test
  void a_leaver_who_was_out_too_late_makes_the_yes_a_no() throws ReflectiveOperationException {
    Instant went = NOON.minus(Duration.ofDays(3));
    left.add(leaver(went, went.plus(Duration.ofMinutes(7))));
    Proof.Seen seen = seen(PeopleProofs.class, "leavers");
    assertThat(seen.holds()).isTrue();
    assertThat(seen.figures())
        .containsEntry(
            "left", "1 person left since 2026-11-01, the slowest was out after 7 minutes");
    left.add(leaver(went, went.plus(Duration.ofHours(25))));
    assertThat(seen(PeopleProofs.class, "leavers").holds()).isFalse();
  }

  private static Leavers.Leaver leaver(Instant leftAt, Instant disabledAt) {
    UUID id = UUID.randomUUID();
    return new Leavers.Leaver(
        id, id, id, "", leftAt, leftAt, disabledAt, Optional.empty(), 1, 0, 0, 0, Optional.empty());
  }

  @Test
  void cases_certificates_and_requests_that_never_came_are_said_so()
      throws ReflectiveOperationException {
    assertThat(seen(RetentionProofs.class, "deletion-cases").figures())
        .containsEntry("cases", "no deletion case came since 2026-11-01");
    assertThat(seen(RetentionProofs.class, "certificates").figures())
        .containsEntry("issued", "no certificate was due since 2026-11-01");
    assertThat(seen(RetentionProofs.class, "buyer-requests").figures())
        .containsEntry("asked", "no request of a buyer came since 2026-11-01");
    figures.put(Figure.DELETION_CASES, 2L);
    figures.put(Figure.DELETION_CASES_OPEN, 1L);
    assertThat(seen(RetentionProofs.class, "deletion-cases").figures())
        .containsEntry("cases", "2 deletion cases on record, 1 open");
  }

  @Test
  void a_case_that_was_carried_out_and_has_no_certificate_makes_the_yes_a_no()
      throws ReflectiveOperationException {
    assertThat(seen(RetentionProofs.class, "certificates").holds()).isTrue();
    figures.put(Figure.CASES_WITHOUT_CERTIFICATE, 1L);
    assertThat(seen(RetentionProofs.class, "certificates").holds()).isFalse();
  }

  @Test
  void no_incident_and_no_drill_is_said_and_is_no_drill() throws ReflectiveOperationException {
    assertThat(seen(IncidentProofs.class, "incident-duties").figures())
        .containsEntry("record", "no incident and no drill since 2026-11-01");
    assertThat(seen(IncidentProofs.class, "incident-drill").holds()).isFalse();
    drills.add(drill(Drill.State.PLANNED, NOON));
    drills.add(drill(Drill.State.CANCELED, NOON));
    assertThat(seen(IncidentProofs.class, "incident-drill").holds()).isFalse();
    drills.add(drill(Drill.State.DONE, Instant.parse("2026-05-22T09:00:00Z")));
    Proof.Seen seen = seen(IncidentProofs.class, "incident-drill");
    assertThat(seen.holds()).isTrue();
    assertThat(seen.observedAt()).isEqualTo("2026-05-22T09:00:00Z");
    assertThat(seen.figures()).containsEntry("result", "1 of 3 measures in time");
    drills.removeLast();
    drills.add(drill(Drill.State.DONE, Instant.parse("2026-05-21T09:00:00Z")));
    assertThat(seen(IncidentProofs.class, "incident-drill").holds()).isFalse();
  }

  private static Drill drill(Drill.State state, Instant at) {
    UUID id = UUID.randomUUID();
    return new Drill(
        id,
        "stolen-laptop",
        LocalDate.EPOCH,
        at,
        id,
        at,
        new Drill.Targets(10, 10, 10),
        state,
        at,
        Optional.empty(),
        Optional.empty(),
        new Drill.Took(Optional.of(10L), Optional.of(11L), Optional.empty()));
  }

  @Test
  void an_order_on_hold_that_was_placed_makes_the_yes_a_no() throws ReflectiveOperationException {
    assertThat(seen(OrderProofs.class, "channel-holds").figures())
        .containsEntry("held", "No order is");
    figures.put(Figure.ORDERS_HELD, 2L);
    assertThat(seen(OrderProofs.class, "channel-holds").holds()).isTrue();
    figures.put(Figure.ORDERS_HELD_PLACED, 1L);
    assertThat(seen(OrderProofs.class, "channel-holds").holds()).isFalse();
  }

  @Test
  void a_wish_to_cancel_past_its_time_makes_the_yes_a_no() throws ReflectiveOperationException {
    figures.put(Figure.CANCELS_WAITING, 2L);
    assertThat(seen(OrderProofs.class, "cancel-requests").holds()).isTrue();
    figures.put(Figure.CANCELS_LATE, 1L);
    assertThat(seen(OrderProofs.class, "cancel-requests").holds()).isFalse();
  }

  @Test
  void five_refused_trackings_of_a_seller_or_one_foreign_parcel_make_the_yes_a_no()
      throws ReflectiveOperationException {
    assertThat(seen(OrderProofs.class, "channel-tracking").figures())
        .containsEntry("told", "no parcel was told since 2026-11-01");
    figures.put(Figure.PARCELS_TOLD, 9L);
    figures.put(Figure.TRACKING_REFUSED_MOST, 4L);
    assertThat(seen(OrderProofs.class, "channel-tracking").holds()).isTrue();
    figures.put(Figure.TRACKING_REFUSED_MOST, 5L);
    assertThat(seen(OrderProofs.class, "channel-tracking").holds()).isFalse();
    figures.put(Figure.TRACKING_REFUSED_MOST, 0L);
    figures.put(Figure.PARCELS_FOREIGN, 1L);
    assertThat(seen(OrderProofs.class, "channel-tracking").holds()).isFalse();
  }
}
