package org.lockkeeper.compliance.access.factors;

import jakarta.inject.Inject;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.lockkeeper.compliance.access.Account;
import org.lockkeeper.compliance.access.SignInThrottle;
import org.lockkeeper.compliance.audit.AuditTrail;
import org.lockkeeper.kernel.UseCase;
import org.lockkeeper.proof.certificate.Digests;

/**
 * Asks a person for a second factor and checks the answer. Each code, each challenge and
 * each recovery code is good once, on all nodes together. After five wrong answers within fifteen
 * minutes nobody is asked until these are over; only who has the password gets that far, so nobody
 * else can lock a person out.
 */
@UseCase
public class SecondFactors {

  private static final System.Logger LOG = System.getLogger(SecondFactors.class.getName());

  static final int FAILURES = 5;
  static final Duration WINDOW = Duration.ofMinutes(15);

  private final Factors factors;
  private final OneTimeCodes codes;
  private final Passkeys passkeys;
  private final FactorSettings settings;
  private final SignInThrottle throttle;
  private final FactorNews news;
  private final AuditTrail audit;
  private final Clock clock;

  @Inject
  public SecondFactors(
      Factors factors,
      OneTimeCodes codes,
      Passkeys passkeys,
      FactorSettings settings,
      SignInThrottle throttle,
      FactorNews news,
      AuditTrail audit,
      Clock clock) {
    this.factors = factors;
    this.codes = codes;
    this.passkeys = passkeys;
    this.settings = settings;
    this.throttle = throttle;
    this.news = news;
    this.audit = audit;
    this.clock = clock;
  }

  /**
   * With what a person may answer.
   *
   * @param codes how many recovery codes are left; 0 where they may not be used
   */
  public record Ways(boolean totp, boolean passkey, int codes) {

    /** Whether the person has no factor and has to take one on first. */
    public boolean none() {
      return !totp && !passkey;
    }
  }

  /** What a person answers. */
  public sealed interface Answer {

    /** Something typed: six digits of an app, or a recovery code. */
    record Code(String typed) implements Answer {
      @Override
      public String toString() {
        return "Code[withheld]";
      }
    }

    /**
     * What the browser got from an authenticator.
     *
     * @param response the JSON form of WebAuthn's {@code AuthenticationResponseJSON}
     */
    record Passkey(String response) implements Answer {
      @Override
      public String toString() {
        return "Passkey[withheld]";
      }
    }
  }

  /** With what a person came in. */
  public enum By {
    TOTP,
    PASSKEY,
    RECOVERY_CODE
  }

  /** What became of an answer. */
  public sealed interface Result {

    /**
     * Right, and used up.
     *
     * @param factor which one it was; empty for a recovery code
     */
    record Right(By by, Optional<UUID> factor) implements Result {}

    /** Wrong, used before or too late; which, is not told. */
    record Wrong() implements Result {}

    /** Too many wrong answers; ask again in fifteen minutes. */
    record TooMany() implements Result {}
  }

  /** With what the person may answer now. */
  public Ways ways(Account account) {
    List<Factor> all = usable(account);
    boolean any = !all.isEmpty();
    return new Ways(
        all.stream().anyMatch(f -> f.kind() == Factor.Kind.TOTP),
        all.stream().anyMatch(f -> f.kind() == Factor.Kind.PASSKEY),
        any && settings.mayType(account) ? factors.codesLeft(account.seller(), account.id()) : 0);
  }

  /**
   * Asks for one of the person's passkeys: what a page hands to {@code navigator.credentials.get},
   * as JSON. Good for five minutes and one answer.
   *
   * @return empty if the person has none
   */
  public Optional<String> ask(Account account) {
    List<Factor> mine =
        usable(account).stream().filter(f -> f.kind() == Factor.Kind.PASSKEY).toList();
    return mine.isEmpty() ? Optional.empty() : Optional.of(passkeys.ask(account, mine));
  }

  /** Checks an answer. */
  public Result check(Account account, Answer answer) {
    return check(account, answer, Optional.empty());
  }

  /** Checks an answer that has to come from another factor than the one that is to go. */
  Result checkOther(Account account, Answer answer, UUID leaving) {
    return check(account, answer, Optional.of(leaving));
  }

  private Result check(Account account, Answer answer, Optional<UUID> leaving) {
    Instant now = clock.instant();
    byte[] subject = subject(account);
    // Counted before it is looked at: many answers at once are no more than one after the other.
    if (throttle.counted(subject, now, now.plus(WINDOW)) > FAILURES) {
      record(account, "sign-in.factor-refused", Map.of("why", "too-many"));
      return new Result.TooMany();
    }
    List<Factor> mine =
        usable(account).stream().filter(f -> !leaving.equals(Optional.of(f.id()))).toList();
    Finding finding =
        switch (answer) {
          case Answer.Code code -> code(account, mine, code.typed(), now);
          case Answer.Passkey passkey -> passkeys.check(account, mine, passkey.response(), now);
        };
    return switch (finding) {
      case Finding.Yes yes -> {
        throttle.clear(subject);
        record(account, "sign-in.factor-accepted", yes.facts());
        if (yes.by() == By.RECOVERY_CODE) {
          news.tell(account, FactorNews.What.CODE_USED);
        }
        yield new Result.Right(yes.by(), yes.factor());
      }
      case Finding.No no -> {
        record(account, "sign-in.factor-refused", Map.of("why", no.why()));
        if (no.weight() != Finding.Weight.MISTAKE) {
          LOG.log(Level.WARNING, "factor.suspicious account={0} why={1}", account.id(), no.why());
        }
        if (no.weight() == Finding.Weight.ALARM) {
          news.tell(account, FactorNews.What.SUSPICIOUS);
        }
        yield new Result.Wrong();
      }
    };
  }

  private Finding code(Account account, List<Factor> mine, String typed, Instant now) {
    if (!settings.mayType(account)) {
      return Finding.no("kind");
    }
    String plain = typed.replaceAll("[\\s-]", "");
    if (plain.matches("[0-9]{" + Totp.DIGITS + "}")) {
      return codes.check(mine, plain, now);
    }
    return RecoveryCodes.digest(account.id(), plain)
        .filter(digest -> factors.useCode(account.seller(), account.id(), digest, now))
        .<Finding>map(used -> new Finding.Yes(By.RECOVERY_CODE, Optional.empty()))
        .orElseGet(() -> Finding.no("code"));
  }

  private List<Factor> usable(Account account) {
    return factors.all(account.seller(), account.id()).stream()
        .filter(factor -> settings.mayUse(account, factor.kind()))
        .toList();
  }

  private void record(Account account, String action, Map<String, String> facts) {
    audit.record(account.seller(), account.actor(), action, "account:" + account.id(), facts);
  }

  private static byte[] subject(Account account) {
    return Digests.sha256(("factor:" + account.id()).getBytes(StandardCharsets.UTF_8));
  }

  /** What a check found. */
  sealed interface Finding {

    record Yes(By by, Optional<UUID> factor) implements Finding {
      Map<String, String> facts() {
        return factor
            .map(id -> Map.of("by", by.name(), "factor", id.toString()))
            .orElseGet(() -> Map.of("by", by.name()));
      }
    }

    /** How bad it is. */
    enum Weight {
      /** A person mistypes. */
      MISTAKE,
      /** No browser of ours does that; the log of operators says so. */
      ODD,
      /** Somebody may try to come in as this person, who is told by mail. */
      ALARM
    }

    /**
     * It does not let anybody in.
     *
     * @param why a word for the audit log
     */
    record No(String why, Weight weight) implements Finding {}

    static Finding no(String why) {
      return new No(why, Weight.MISTAKE);
    }

    static Finding odd(String why) {
      return new No(why, Weight.ODD);
    }

    static Finding alarm(String why) {
      return new No(why, Weight.ALARM);
    }
  }
}
