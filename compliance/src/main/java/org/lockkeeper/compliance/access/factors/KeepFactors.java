package org.lockkeeper.compliance.access.factors;

import jakarta.inject.Inject;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.lockkeeper.compliance.access.Account;
import org.lockkeeper.compliance.access.Session;
import org.lockkeeper.compliance.access.sessions.EndSessions;
import org.lockkeeper.compliance.audit.AuditTrail;
import org.lockkeeper.kernel.Actor;
import org.lockkeeper.kernel.UseCase;

/** What a person does with the own factors afterwards. */
@UseCase
public class KeepFactors {

  private final Factors factors;
  private final SecondFactors check;
  private final FactorSettings settings;
  private final EndSessions sessions;
  private final FactorNews news;
  private final AuditTrail audit;
  private final SecureRandom random;
  private final Clock clock;

  @Inject
  public KeepFactors(
      Factors factors,
      SecondFactors check,
      FactorSettings settings,
      EndSessions sessions,
      FactorNews news,
      AuditTrail audit,
      SecureRandom random,
      Clock clock) {
    this.factors = factors;
    this.check = check;
    this.settings = settings;
    this.sessions = sessions;
    this.news = news;
    this.audit = audit;
    this.random = random;
    this.clock = clock;
  }

  /** What became of a removal. */
  public enum Removal {
    REMOVED,
    /** It is the only one that lets the person in: add another first. */
    LAST_ONE,
    /** There is no such factor of this person. */
    UNKNOWN,
    /** The answer was wrong, or came from the factor that is to go. */
    WRONG,
    /** Too many wrong answers. */
    TOO_MANY
  }

  /** The person's factors, oldest first. */
  public List<Factor> all(Account account) {
    return factors.all(account.seller(), account.id());
  }

  /** How many recovery codes are left. */
  public int codesLeft(Account account) {
    return factors.codesLeft(account.seller(), account.id());
  }

  /**
   * Calls a factor something else.
   *
   * @return false if the person has no such factor
   */
  public boolean rename(Account account, UUID id, String name) {
    boolean own = own(account, id).isPresent();
    if (own) {
      factors.rename(account.seller(), id, EnrollFactors.fit(name));
      record(account, account.actor(), "account.factor-renamed", Map.of("factor", id.toString()));
    }
    return own;
  }

  /**
   * Takes a factor away from who shows another one. The person's other sessions end.
   *
   * @param here where the person does it
   */
  public Removal remove(Account account, Session here, UUID id, SecondFactors.Answer answer) {
    Optional<Factor> leaving = own(account, id);
    if (leaving.isEmpty()) {
      return Removal.UNKNOWN;
    }
    boolean others =
        all(account).stream()
            .anyMatch(f -> !f.id().equals(id) && settings.mayUse(account, f.kind()));
    if (!others) {
      return Removal.LAST_ONE;
    }
    return switch (check.checkOther(account, answer, id)) {
      case SecondFactors.Result.Right right -> {
        factors.remove(account.seller(), id);
        record(
            account,
            account.actor(),
            "account.factor-removed",
            Map.of("kind", leaving.get().kind().name(), "factor", id.toString()));
        sessions.others(here, EndSessions.Why.FACTOR);
        news.tell(account, FactorNews.What.REMOVED);
        yield Removal.REMOVED;
      }
      case SecondFactors.Result.Wrong wrong -> Removal.WRONG;
      case SecondFactors.Result.TooMany tooMany -> Removal.TOO_MANY;
    };
  }

  /** Ten new recovery codes in the place of all old ones. They are told here and never again. */
  public List<String> renewCodes(Account account) {
    List<String> codes = RecoveryCodes.fresh(random);
    factors.replaceCodes(
        account.seller(),
        account.id(),
        codes.stream().map(code -> RecoveryCodes.digest(account.id(), code).orElseThrow()).toList(),
        clock.instant());
    record(account, account.actor(), "account.recovery-codes-made", Map.of());
    news.tell(account, FactorNews.What.CODES_RENEWED);
    return codes;
  }

  private Optional<Factor> own(Account account, UUID id) {
    return all(account).stream().filter(factor -> factor.id().equals(id)).findFirst();
  }

  private void record(Account account, Actor actor, String action, Map<String, String> facts) {
    audit.record(account.seller(), actor, action, "account:" + account.id(), facts);
  }
}
