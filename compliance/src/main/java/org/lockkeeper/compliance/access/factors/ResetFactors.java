package org.lockkeeper.compliance.access.factors;

import jakarta.inject.Inject;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.lockkeeper.compliance.access.Account;
import org.lockkeeper.compliance.access.sessions.EndSessions;
import org.lockkeeper.compliance.audit.AuditTrail;
import org.lockkeeper.kernel.Actor;
import org.lockkeeper.kernel.UseCase;

/** Takes all second factors away from somebody who has lost them. */
@UseCase
public class ResetFactors {

  private final Factors factors;
  private final Challenges challenges;
  private final EndSessions sessions;
  private final FactorNews news;
  private final AuditTrail audit;
  private final Clock clock;

  @Inject
  public ResetFactors(
      Factors factors,
      Challenges challenges,
      EndSessions sessions,
      FactorNews news,
      AuditTrail audit,
      Clock clock) {
    this.factors = factors;
    this.challenges = challenges;
    this.sessions = sessions;
    this.news = news;
    this.audit = audit;
    this.clock = clock;
  }

  /**
   * Takes everything away; the next sign-in takes a new factor on. All sessions of the person end,
   * and the person is written to. Whoever calls this has made sure of the person, and that the
   * actor may.
   *
   * @param actor who does it; never the person
   */
  public void of(Account account, Actor actor) {
    if (Objects.equals(account.actor(), actor)) {
      throw new IllegalArgumentException("nobody sets the own factors back");
    }
    for (Factor factor : factors.all(account.seller(), account.id())) {
      factors.remove(account.seller(), factor.id());
    }
    factors.replaceCodes(account.seller(), account.id(), List.of(), clock.instant());
    challenges.withdraw(account.seller(), account.id());
    audit.record(
        account.seller(), actor, "account.factors-reset", "account:" + account.id(), Map.of());
    sessions.of(account.seller(), account.id(), EndSessions.Why.FACTOR, actor);
    news.tell(account, FactorNews.What.RESET);
  }
}
