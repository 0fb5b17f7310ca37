package org.lockkeeper.incidents;

import jakarta.inject.Inject;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.lockkeeper.kernel.Actor;
import org.lockkeeper.kernel.DomainEvents;
import org.lockkeeper.kernel.Ids;
import org.lockkeeper.kernel.UseCase;

/**
 * What people do in the room: roles, checklist, tasks, notes, cause and review. The words that they
 * write have been looked through for personal data and secrets by the caller.
 */
@UseCase
public class WorkIncident {

  private final Changes changes;
  private final Ids ids;

  @Inject
  public WorkIncident(Incidents incidents, TwoClocks clocks, DomainEvents events, Ids ids) {
    this.changes = new Changes(incidents, clocks, events);
    this.ids = ids;
  }

  /**
   * Gives a role to somebody, who had it or not.
   *
   * @return false if there is no such incident
   */
  public boolean assign(IncidentId id, ResponseRole role, UUID to, Actor actor) {
    return changes
        .make(
            id,
            (incident, at) -> {
              incident.assign(role, to, actor, at);
              changes.tell(
                  id, "role-assigned", actor, Map.of("role", role.name(), "to", "account:" + to));
              return true;
            })
        .orElse(false);
  }

  /**
   * A step of the containment is done, or is not needed.
   *
   * @return false if there is no such incident or step
   */
  public boolean check(
      IncidentId id, ContainmentStep step, ChecklistItem.State state, UUID person, String note) {
    return changes
        .make(
            id,
            (incident, at) -> {
              boolean there = incident.check(step, state, person, note, at);
              if (there) {
                changes.tell(
                    id,
                    "step-checked",
                    new Actor.Person(person),
                    Map.of("step", step.name(), "state", state.name()));
              }
              return there;
            })
        .orElse(false);
  }

  /** Adds what somebody writes to the timeline. */
  public boolean note(IncidentId id, String text, Actor actor) {
    return changes
        .make(
            id,
            (incident, at) -> {
              incident.note(actor, text, at);
              return true;
            })
        .orElse(false);
  }

  /**
   * Something is to be done before it is over.
   *
   * @return its id; empty if there is no such incident
   */
  public Optional<UUID> task(
      IncidentId id, String what, UUID owner, Instant due, boolean corrective, Actor actor) {
    UUID task = ids.next();
    return changes.make(
        id,
        (incident, at) -> {
          incident.task(
              new Task(
                  task, what.strip(), owner, due, corrective, Optional.empty(), Optional.empty()),
              actor,
              at);
          changes.tell(id, "task-added", actor, Map.of("task", task.toString()));
          return task;
        });
  }

  /**
   * It is done.
   *
   * @return false if there is no such open task
   */
  public boolean done(IncidentId id, UUID task, UUID person) {
    return changes
        .make(
            id,
            (incident, at) -> {
              boolean open = incident.done(task, person, at);
              if (open) {
                changes.tell(
                    id, "task-done", new Actor.Person(person), Map.of("task", task.toString()));
              }
              return open;
            })
        .orElse(false);
  }

  /** Says why it happened. */
  public boolean because(IncidentId id, RootCause.Category category, String text, UUID person) {
    return changes
        .make(
            id,
            (incident, at) -> {
              incident.because(new RootCause(category, text.strip(), person, at));
              changes.tell(
                  id,
                  "root-cause-found",
                  new Actor.Person(person),
                  Map.of("category", category.name()));
              return true;
            })
        .orElse(false);
  }

  /**
   * Writes down what was learned.
   *
   * @return false if there is no such incident or a field is empty
   */
  public boolean review(
      IncidentId id,
      String impact,
      String remediation,
      String lessons,
      String planChange,
      UUID person) {
    if (impact.isBlank() || remediation.isBlank() || lessons.isBlank() || planChange.isBlank()) {
      return false;
    }
    return changes
        .make(
            id,
            (incident, at) -> {
              incident.reviewed(
                  new Review(
                      impact.strip(),
                      remediation.strip(),
                      lessons.strip(),
                      planChange.strip(),
                      person,
                      at));
              changes.tell(id, "reviewed", new Actor.Person(person), Map.of());
              return true;
            })
        .orElse(false);
  }
}
