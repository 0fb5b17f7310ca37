package org.lockkeeper.compliance.disposal;

import jakarta.inject.Inject;
import java.time.Instant;
import java.util.Optional;
import org.lockkeeper.compliance.notices.Notice;
import org.lockkeeper.compliance.notices.TellPeople;
import org.lockkeeper.kernel.SellerId;
import org.lockkeeper.kernel.Workflow;
import org.lockkeeper.retention.CaseRules;
import org.lockkeeper.retention.DeletionCase;
import org.lockkeeper.retention.DeletionCases;

/**
 * What the passing of time does to deletion cases: they begin when the cooling-off is over, go on
 * when a wait is, are told of when they come near their due instant, and are closed when no backup
 * holds anything any more.
 */
@Workflow
public class CaseClock {

  private static final int MOST = 500;

  private final CaseTurns turns;
  private final TellPeople tell;
  private final CaseRules rules;

  @Inject
  public CaseClock(CaseTurns turns, TellPeople tell, CaseRules rules) {
    this.turns = turns;
    this.tell = tell;
    this.rules = rules;
  }

  /** Does what is due at {@code now}, one case after the other. */
  public void asOf(Instant now) {
    for (DeletionCases.Of one : turns.ripe(now, now.plus(rules.warnBefore()), MOST)) {
      Optional<DeletionCase.Snapshot> late = turns.turn(one, now);
      late.ifPresent(
          it -> {
            tell.of(
                SellerId.PLATFORM,
                Notice.Kind.DELETION_LATE,
                "deletion-case:" + it.id(),
                "lockkeeper",
                it.seller().toString(),
                it.dueBy(),
                Math.toIntExact(rules.warnBefore().toDays()));
            turns.warned(one, now);
          });
    }
  }
}
