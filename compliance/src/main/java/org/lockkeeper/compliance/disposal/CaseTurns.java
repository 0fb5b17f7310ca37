package org.lockkeeper.compliance.disposal;

import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.lockkeeper.kernel.DomainEvents;
import org.lockkeeper.kernel.Errands;
import org.lockkeeper.kernel.UseCase;
import org.lockkeeper.retention.BackupsUnreadable;
import org.lockkeeper.retention.CaseRules;
import org.lockkeeper.retention.DeletionCase;
import org.lockkeeper.retention.DeletionCaseMoved;
import org.lockkeeper.retention.DeletionCases;
import org.lockkeeper.retention.OpenDeletionCase;
import org.lockkeeper.retention.Stage;

/** One case's turn, in one transaction. */
@UseCase
public class CaseTurns {

  private final DeletionCases cases;
  private final OpenDeletionCase open;
  private final Errands errands;
  private final DomainEvents events;
  private final CaseRules rules;

  @Inject
  public CaseTurns(
      DeletionCases cases,
      OpenDeletionCase open,
      Errands errands,
      DomainEvents events,
      CaseRules rules) {
    this.cases = cases;
    this.open = open;
    this.errands = errands;
    this.events = events;
    this.rules = rules;
  }

  /** Cases on which the passing of time has an effect. */
  public List<DeletionCases.Of> ripe(Instant now, Instant dueBefore, int limit) {
    return cases.ripe(now, dueBefore, limit);
  }

  /**
   * Does what is due for one case.
   *
   * @return the case, if our own people have to be told of it
   */
  public Optional<DeletionCase.Snapshot> turn(DeletionCases.Of one, Instant now) {
    Optional<DeletionCase> found = cases.findForUpdate(one.seller(), one.id());
    if (found.isEmpty()) {
      return Optional.empty();
    }
    DeletionCase it = found.get();
    switch (it.stage()) {
      case Stage.CoolingOff c -> {
        if (!now.isBefore(c.until())) {
          errands.now(OpenDeletionCase.run(one.seller(), one.id()));
        }
      }
      case Stage.Open o -> again(it, now);
      case Stage.Erasing e -> again(it, now);
      case Stage.Verified v -> verified(it, now);
      case Stage.Proposed p -> {}
      case Stage.Closed c -> {}
      case Stage.Withdrawn w -> {}
    }
    return Optional.of(it.snapshot()).filter(state -> DeletionCase.restore(state).warn(rules, now));
  }

  private void again(DeletionCase it, Instant now) {
    if (it.snapshot().waiting().filter(w -> !now.isBefore(w.until())).isPresent()) {
      errands.now(OpenDeletionCase.run(it.snapshot().seller(), it.id()));
    }
  }

  private void verified(DeletionCase it, Instant now) {
    DeletionCase.Snapshot state = it.snapshot();
    if (state.resumeAt().filter(at -> !now.isBefore(at)).isPresent()) {
      it.resumed();
      cases.save(it);
      open.of(state.seller(), state.scope(), state.trigger(), state.channels(), CaseSteps.ACTOR);
    }
    if (state.backupsEndAt().filter(at -> !now.isBefore(at)).isPresent()
        && it.closed(Optional.empty(), now)) {
      cases.save(it);
      events.announce(
          new DeletionCaseMoved(state.seller(), state.id(), DeletionCaseMoved.Step.CLOSED, now));
      events.announce(new BackupsUnreadable(state.seller(), state.id(), now));
    }
  }

  /** Our own people were told. */
  public void warned(DeletionCases.Of one, Instant now) {
    cases
        .findForUpdate(one.seller(), one.id())
        .filter(it -> it.warn(rules, now))
        .ifPresent(cases::save);
  }
}
