package org.lockkeeper.compliance.drills;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.lockkeeper.incidents.Incident;
import org.lockkeeper.incidents.IncidentId;

/**
 * One drill: planned, run, missed or called off. It keeps the targets with which it was planned, so
 * that a new edition of the book judges nothing that was before.
 *
 * @param plannedFor from when it begins by itself
 * @param begun who or what began it, as in the audit log, and when
 * @param incident the incident that is practiced
 * @param took what was measured, whether or not it is over
 */
public record Drill(
    UUID id,
    String scenario,
    LocalDate edition,
    Instant plannedFor,
    UUID plannedBy,
    Instant plannedAt,
    Targets targets,
    State state,
    Instant stateAt,
    Optional<Begun> begun,
    Optional<IncidentId> incident,
    Took took) {

  /** How far it is. Stored by its name. */
  public enum State {
    PLANNED,
    RUNNING,
    /** Its incident is closed, and it was measured. */
    DONE,
    /** Its time went by and it did not begin. */
    MISSED,
    CANCELED
  }

  /** Who or what began it. */
  public record Begun(String by, Instant at) {}

  /** How many minutes each may take. */
  public record Targets(int assess, int contain, int tell) {

    static Targets of(Scenario scenario) {
      return new Targets(
          Math.toIntExact(scenario.assess().toMinutes()),
          Math.toIntExact(scenario.contain().toMinutes()),
          Math.toIntExact(scenario.tell().toMinutes()));
    }
  }

  /** How many whole minutes each took; empty where it has not come so far. */
  public record Took(Optional<Long> assess, Optional<Long> contain, Optional<Long> tell) {

    /** Nothing was measured yet. */
    public static final Took NOTHING =
        new Took(Optional.empty(), Optional.empty(), Optional.empty());

    static Took of(Incident.Score score) {
      return new Took(score.assess(), score.contain(), score.told());
    }
  }

  /** What is measured. */
  public enum What {
    ASSESS,
    CONTAIN,
    TELL
  }

  /**
   * One measure against its target.
   *
   * @param target in minutes
   * @param took in whole minutes; empty if it was never reached
   */
  public record Measure(What what, int target, Optional<Long> took) {

    /** Whether it was reached within its target, the last minute included. */
    public boolean passed() {
      return took.filter(minutes -> minutes <= target).isPresent();
    }
  }

  /** All measures. */
  public List<Measure> measures() {
    return List.of(
        new Measure(What.ASSESS, targets.assess(), took.assess()),
        new Measure(What.CONTAIN, targets.contain(), took.contain()),
        new Measure(What.TELL, targets.tell(), took.tell()));
  }

  /** Whether all of them were reached in time. */
  public boolean passed() {
    return measures().stream().allMatch(Measure::passed);
  }

  /** Whether its time has come, that instant included. */
  boolean due(Instant now) {
    return state == State.PLANNED && !now.isBefore(plannedFor);
  }

  /** Whether it is too late to begin it by itself. */
  boolean tooLate(Instant now, Duration within) {
    return state == State.PLANNED && now.isAfter(plannedFor.plus(within));
  }

  Drill moved(State to, Instant at) {
    return new Drill(
        id,
        scenario,
        edition,
        plannedFor,
        plannedBy,
        plannedAt,
        targets,
        to,
        at,
        begun,
        incident,
        took);
  }

  Drill began(String by, IncidentId practiced, Instant at) {
    return new Drill(
        id,
        scenario,
        edition,
        plannedFor,
        plannedBy,
        plannedAt,
        targets,
        State.RUNNING,
        at,
        Optional.of(new Begun(by, at)),
        Optional.of(practiced),
        took);
  }

  /** The same, with what the incident's score says. */
  Drill measured(Incident.Score score) {
    return new Drill(
        id,
        scenario,
        edition,
        plannedFor,
        plannedBy,
        plannedAt,
        targets,
        state,
        stateAt,
        begun,
        incident,
        Took.of(score));
  }
}
