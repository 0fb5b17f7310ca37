package org.lockkeeper.compliance.access.factors;

import jakarta.inject.Inject;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import org.lockkeeper.compliance.access.Account;
import org.lockkeeper.compliance.access.Accounts;
import org.lockkeeper.compliance.access.Session;
import org.lockkeeper.compliance.access.sessions.EndSessions;
import org.lockkeeper.compliance.audit.AuditTrail;
import org.lockkeeper.credentials.Secret;
import org.lockkeeper.kernel.Actor;
import org.lockkeeper.kernel.Ids;
import org.lockkeeper.kernel.UseCase;

/**
 * Takes second factors on: the first one before the first page, others from the profile. An
 * app counts once it has shown a code, a passkey once it has signed.
 */
@UseCase
public class EnrollFactors {

  /** How many one person may have. */
  static final int MOST = 10;

  /** How long a shown key waits for its first code. */
  static final Duration OFFER = Duration.ofMinutes(30);

  private static final String ISSUER = "Lockkeeper";

  private final Factors factors;
  private final Challenges challenges;
  private final Passkeys passkeys;
  private final FactorSeal seal;
  private final FactorSettings settings;
  private final Accounts accounts;
  private final EndSessions sessions;
  private final FactorNews news;
  private final AuditTrail audit;
  private final Ids ids;
  private final SecureRandom random;
  private final Clock clock;

  @Inject
  public EnrollFactors(
      Factors factors,
      Challenges challenges,
      Passkeys passkeys,
      FactorSeal seal,
      FactorSettings settings,
      Accounts accounts,
      EndSessions sessions,
      FactorNews news,
      AuditTrail audit,
      Ids ids,
      SecureRandom random,
      Clock clock) {
    this.factors = factors;
    this.challenges = challenges;
    this.passkeys = passkeys;
    this.seal = seal;
    this.settings = settings;
    this.accounts = accounts;
    this.sessions = sessions;
    this.news = news;
    this.audit = audit;
    this.ids = ids;
    this.random = random;
    this.clock = clock;
  }

  /**
   * A key that an app may take.
   *
   * @param key for typing: 32 letters and digits in groups of four
   * @param address for a picture that the app reads ({@code otpauth:})
   */
  public record AppKey(String key, URI address) {
    @Override
    public String toString() {
      return "AppKey[withheld]";
    }
  }

  /** What became of an enrollment. */
  public sealed interface Result {

    /**
     * It counts from now on.
     *
     * @param first whether it is the person's only one, so that recovery codes are due
     */
    record Added(UUID factor, boolean first) implements Result {}

    /** The code or the signature was not right; try again. */
    record Refused() implements Result {}

    /** The key was shown too long ago; there is another one now. */
    record TooLate() implements Result {}

    /** The person has as many as one may have, or this one already. */
    record Enough() implements Result {}
  }

  /**
   * Whether the password alone suffices to take a factor on: while there is none at all. Whoever
   * has one shows it first.
   */
  public boolean mayBegin(Account account) {
    return factors.all(account.seller(), account.id()).isEmpty();
  }

  /**
   * The key for an app; the same until it is used or its time is over. Empty if apps may not be.
   */
  public Optional<AppKey> appKey(Account account) {
    if (!settings.mayUse(account, Factor.Kind.TOTP)) {
      return Optional.empty();
    }
    Instant now = clock.instant();
    Optional<Challenges.Offer> standing = challenges.offer(account.seller(), account.id(), now);
    Optional<Secret> open = standing.flatMap(offer -> open(account, offer));
    try (Secret secret = open.orElseGet(() -> fresh(account, now))) {
      String key = secret.<String>reveal(Base32::encode);
      return Optional.of(new AppKey(grouped(key), address(account, key)));
    }
  }

  private Secret fresh(Account account, Instant now) {
    byte[] bytes = new byte[Totp.SECRET_BYTES];
    random.nextBytes(bytes);
    Secret secret = new Secret(bytes);
    UUID factor = ids.next();
    challenges.offer(
        account.seller(),
        account.id(),
        new Challenges.Offer(
            factor, seal.close(account.seller(), account.id(), factor, secret), now.plus(OFFER)));
    return secret;
  }

  private Optional<Secret> open(Account account, Challenges.Offer offer) {
    return seal.open(account.seller(), account.id(), offer.factor(), offer.closed());
  }

  /**
   * Takes the app on that shows this code. The person's other sessions end.
   *
   * @param here where the person does it
   */
  public Result app(Account account, Session here, String name, String code) {
    Instant now = clock.instant();
    Optional<Challenges.Offer> offer = challenges.offer(account.seller(), account.id(), now);
    Optional<Secret> opened = offer.flatMap(standing -> open(account, standing));
    if (opened.isEmpty() || !settings.mayUse(account, Factor.Kind.TOTP)) {
      return new Result.TooLate();
    }
    OptionalLong step;
    try (Secret secret = opened.get()) {
      step = OneTimeCodes.step(secret, code.replaceAll("\\s", ""), now);
    }
    if (step.isEmpty()) {
      refused(account, Factor.Kind.TOTP, "code");
      return new Result.Refused();
    }
    challenges.withdraw(account.seller(), account.id());
    Challenges.Offer taken = offer.orElseThrow();
    return addHere(
        account,
        here,
        taken.factor(),
        name,
        new Factor.Means.Totp(taken.closed(), step.getAsLong()),
        now);
  }

  /** What a page hands to {@code navigator.credentials.create}, as JSON; good for five minutes. */
  public String passkeyOffer(Account account) {
    return passkeys.offer(account, factors.all(account.seller(), account.id()));
  }

  /**
   * Takes a passkey on. The person's other sessions end.
   *
   * @param here where the person does it
   * @param response the JSON form of WebAuthn's {@code RegistrationResponseJSON}
   */
  public Result passkey(Account account, Session here, String name, String response) {
    Instant now = clock.instant();
    return switch (passkeys.enroll(account, response, now)) {
      case Passkeys.Enrolled.Yes yes -> addHere(account, here, ids.next(), name, yes.means(), now);
      case Passkeys.Enrolled.No no -> {
        refused(account, Factor.Kind.PASSKEY, no.why());
        yield new Result.Refused();
      }
    };
  }

  /**
   * Gives a person of a new installation an app's key that somebody else knows already, unless the
   * person has a factor. For demonstrations.
   *
   * @param key as {@link AppKey#key} has it
   * @throws IllegalArgumentException if it is no such key
   */
  public void given(String login, String name, String key, Actor actor) {
    byte[] bytes =
        Base32.decode(key)
            .filter(decoded -> decoded.length >= Totp.SECRET_BYTES)
            .orElseThrow(() -> new IllegalArgumentException("an app's key has 32 characters"));
    Optional<Account> person = accounts.byLogin(login).map(Accounts.WithHash::account);
    if (person.isEmpty() || !factors.all(person.get().seller(), person.get().id()).isEmpty()) {
      return;
    }
    Account account = person.get();
    UUID id = ids.next();
    try (Secret secret = new Secret(bytes)) {
      String closed = seal.close(account.seller(), account.id(), id, secret);
      add(account, id, name, new Factor.Means.Totp(closed, 0), actor, clock.instant());
    }
  }

  private Result addHere(
      Account account, Session here, UUID id, String name, Factor.Means means, Instant now) {
    if (here.level() == Session.Level.PASSWORD && !mayBegin(account)) {
      refused(
          account,
          means instanceof Factor.Means.Totp ? Factor.Kind.TOTP : Factor.Kind.PASSKEY,
          "not-first");
      return new Result.Refused();
    }
    Result result = add(account, id, name, means, account.actor(), now);
    if (result instanceof Result.Added) {
      sessions.others(here, EndSessions.Why.FACTOR);
      news.tell(account, FactorNews.What.ADDED);
    }
    return result;
  }

  private Result add(
      Account account, UUID id, String name, Factor.Means means, Actor actor, Instant now) {
    List<Factor> before = factors.all(account.seller(), account.id());
    Factor factor =
        new Factor(account.seller(), id, account.id(), fit(name), means, now, Optional.empty());
    if (before.size() >= MOST || !factors.add(factor)) {
      return new Result.Enough();
    }
    audit.record(
        account.seller(),
        actor,
        "account.factor-added",
        "account:" + account.id(),
        Map.of("kind", factor.kind().name(), "factor", id.toString()));
    return new Result.Added(id, before.isEmpty());
  }

  private void refused(Account account, Factor.Kind kind, String why) {
    audit.record(
        account.seller(),
        account.actor(),
        "account.factor-refused",
        "account:" + account.id(),
        Map.of("kind", kind.name(), "why", why));
  }

  static String fit(String name) {
    String plain = name.strip();
    return plain.length() <= Factor.LONGEST_NAME ? plain : plain.substring(0, Factor.LONGEST_NAME);
  }

  private static String grouped(String key) {
    return key.replaceAll("(.{4})(?!$)", "$1 ");
  }

  private static URI address(Account account, String key) {
    String label = ISSUER + ":" + account.login();
    return URI.create(
        "otpauth://totp/"
            + URLEncoder.encode(label, StandardCharsets.UTF_8).replace("+", "%20")
            + "?secret="
            + key
            + "&issuer="
            + ISSUER
            + "&algorithm=SHA1&digits="
            + Totp.DIGITS
            + "&period="
            + Totp.SECONDS);
  }
}
