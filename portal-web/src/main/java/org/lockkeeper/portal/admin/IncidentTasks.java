package org.lockkeeper.portal.admin;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.lockkeeper.compliance.access.Permission;
import org.lockkeeper.incidents.RootCause;
import org.lockkeeper.incidents.WorkIncident;
import org.lockkeeper.portal.session.SignedIn;
import org.lockkeeper.portal.texts.Choices;
import org.lockkeeper.portal.texts.Texts;

/** In the room: what has to be done, why it happened, and what was learned. */
@Named
@RequestScoped
public class IncidentTasks extends RoomSection {

  private final WorkIncident work;
  private final Clock clock;
  private final OurPeople people;
  private final SignedIn signedIn;
  private final Texts texts;

  @Inject
  IncidentTasks(
      RoomView view,
      WorkIncident work,
      OurPeople people,
      Clock clock,
      SignedIn signedIn,
      Texts texts) {
    super(view);
    this.work = work;
    this.people = people;
    this.clock = clock;
    this.signedIn = signedIn;
    this.texts = texts;
  }

  public List<Choices.Choice> causes() {
    return Choices.of(
        RootCause.Category.values(),
        "common.incident.cause.",
        texts,
        incident().rootCause().map(RootCause::category).orElse(RootCause.Category.ATTACK));
  }

  /** One task. */
  public record Job(String id, String what, String owner, Instant due, boolean open) {}

  public List<Job> tasks() {
    return incident().tasks().stream()
        .map(t -> new Job(t.id().toString(), t.what(), name(t.owner()), t.due(), t.open()))
        .toList();
  }

  /** Adds a task. */
  public void addTask() {
    signedIn.need(Permission.INCIDENTS_WORK);
    String what = sent("what");
    if (!plain(what)) {
      return;
    }
    said(
        work.task(
                which(),
                what,
                uuid("owner").filter(people::isAdmin).orElse(me().id()),
                clock.instant().plus(Duration.ofDays(7)),
                true,
                me().actor())
            .isPresent());
  }

  /** A task is done. */
  public void taskDone(String task) {
    signedIn.need(Permission.INCIDENTS_WORK);
    said(FormFields.asId(task).isPresent() && work.done(which(), UUID.fromString(task), me().id()));
  }

  /** Says why it happened. */
  public void because() {
    signedIn.need(Permission.INCIDENTS_WORK);
    String why = sent("why");
    if (!plain(why)) {
      return;
    }
    said(
        work.because(
            which(),
            Choices.read(RootCause.Category.values(), sent("category"))
                .orElse(RootCause.Category.ATTACK),
            why,
            me().id()));
  }

  /** Writes the review. */
  public void review() {
    signedIn.need(Permission.INCIDENTS_WORK);
    for (String part : List.of("impact", "remediation", "lessons", "plan")) {
      if (!plain(sent(part))) {
        return;
      }
    }
    said(
        work.review(
            which(),
            sent("impact"),
            sent("remediation"),
            sent("lessons"),
            sent("plan"),
            me().id()));
  }
}
