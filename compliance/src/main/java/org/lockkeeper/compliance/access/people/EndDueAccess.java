package org.lockkeeper.compliance.access.people;

import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.lockkeeper.compliance.access.Account;
import org.lockkeeper.compliance.access.Assignments;
import org.lockkeeper.kernel.Actor;
import org.lockkeeper.kernel.UseCase;
import org.lockkeeper.kernel.Workflow;

/**
 * Closes what has ended by itself: accounts, such as auditors', and assignments. It counts
 * no more from its end on; closing it makes that visible, to the database too.
 */
@Workflow
public class EndDueAccess {

  static final Actor.Task TASK = new Actor.Task("end-due-access");

  /** How many assignments are looked at in one run; they come with what ends first. */
  private static final int MOST = 500;

  private final Steps steps;
  private final AssignStaff assign;

  @Inject
  public EndDueAccess(Steps steps, AssignStaff assign) {
    this.steps = steps;
    this.assign = assign;
  }

  /** Closes what is past its end; a step for each. */
  public void asOf(Instant now) {
    for (Roster.Key key : steps.pastEnd(now)) {
      steps.end(key);
    }
    for (Assignments.Open open : assign.open(MOST)) {
      if (!now.isBefore(open.endsAt())) {
        assign.close(open.seller(), open.id(), open.staff(), TASK, "END");
      }
    }
  }

  /** One transaction for each account, because one transaction belongs to one seller. */
  @UseCase
  public static class Steps {

    private final Roster roster;
    private final EndAccount end;
    private final Clock clock;

    @Inject
    public Steps(Roster roster, EndAccount end, Clock clock) {
      this.roster = roster;
      this.end = end;
      this.clock = clock;
    }

    List<Roster.Key> pastEnd(Instant now) {
      return roster.pastEnd(now);
    }

    void end(Roster.Key key) {
      Instant now = clock.instant();
      roster
          .hold(key.seller(), key.id())
          .map(Roster.Member::account)
          .filter(a -> a.status() != Account.Status.LEFT)
          .filter(a -> a.endsAt().filter(end -> !now.isBefore(end)).isPresent())
          .ifPresent(
              a ->
                  end.now(
                      a,
                      TASK,
                      "account.ended",
                      Map.of("ends_at", a.endsAt().orElse(now).toString())));
    }
  }
}
