package org.lockkeeper.compliance.access.passwords;

import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import org.lockkeeper.compliance.access.Account;
import org.lockkeeper.compliance.access.Accounts;
import org.lockkeeper.compliance.access.NetworkPart;
import org.lockkeeper.compliance.access.PasswordFault;
import org.lockkeeper.compliance.access.PasswordPolicy;
import org.lockkeeper.compliance.access.PasswordRules;
import org.lockkeeper.compliance.access.Passwords;
import org.lockkeeper.compliance.access.Register;
import org.lockkeeper.compliance.access.Role;
import org.lockkeeper.compliance.access.SignIn;
import org.lockkeeper.compliance.access.SignInThrottle;
import org.lockkeeper.compliance.audit.AuditTrail;
import org.lockkeeper.compliance.encryption.Opaque;
import org.lockkeeper.kernel.Actor;
import org.lockkeeper.kernel.Ids;
import org.lockkeeper.kernel.SellerId;
import org.lockkeeper.kernel.UseCase;
import org.lockkeeper.proof.certificate.Digests;
import org.lockkeeper.proof.jose.Base64Url;
import org.lockkeeper.proof.jose.Malformed;

/**
 * A new installation has nobody and no default login (R-05, F62). Whoever can read what its start
 * says to the machine's own keeper names themselves, once, and is the first admin from then on.
 */
@UseCase
public class FirstAdmin {

  /** How long a code opens something. */
  public static final Duration OPEN_FOR = Duration.ofHours(24);

  private static final int CODE = 32;
  private static final Actor TASK = new Actor.Task("first-admin");
  private static final Pattern LOGIN =
      Pattern.compile("[a-z0-9._%+-]{1,64}@[a-z0-9-]+(\\.[a-z0-9-]+)+");

  /** Names of nobody. */
  private static final Pattern SHARED =
      Pattern.compile(
          "(?i).*\\b(admin|administrator|root|test|tester|user|users|support|info|office|team|shared"
              + "|system|service|postmaster|webmaster|operations|ops|it|helpdesk|noreply)\\b.*");

  /** Given name and family name. */
  private static final Pattern NAME =
      Pattern.compile("\\p{L}[\\p{L}\\p{M}.'’-]*( [\\p{L}\\p{M}.'’-]+)+");

  private final Register register;
  private final Accounts accounts;
  private final FirstAdminCodes codes;
  private final PasswordRules rules;
  private final Passwords passwords;
  private final PasswordPolicy policy;
  private final SignInThrottle throttle;
  private final AuditTrail audit;
  private final Ids ids;
  private final SecureRandom random;
  private final Clock clock;

  @Inject
  public FirstAdmin(
      Register register,
      Accounts accounts,
      FirstAdminCodes codes,
      PasswordRules rules,
      Passwords passwords,
      PasswordPolicy policy,
      SignInThrottle throttle,
      AuditTrail audit,
      Ids ids,
      SecureRandom random,
      Clock clock) {
    this.register = register;
    this.accounts = accounts;
    this.codes = codes;
    this.rules = rules;
    this.passwords = passwords;
    this.policy = policy;
    this.throttle = throttle;
    this.audit = audit;
    this.ids = ids;
    this.random = random;
    this.clock = clock;
  }

  /** What became of naming oneself. */
  public sealed interface Outcome {

    record Named(Account account) implements Outcome {}

    /** There is no such code, its time is over, or there is an admin already. */
    record Ended() implements Outcome {}

    /** The login is no e-mail address, or one that several people share. */
    record NotOnePerson() implements Outcome {}

    record NotTaken(Set<PasswordFault> faults) implements Outcome {}
  }

  /** Makes a code, if there is no admin; the code is told to nobody else. */
  public Optional<String> code() {
    register.seller(SellerId.PLATFORM, "Lockkeeper", TASK);
    if (anAdminIsThere()) {
      return Optional.empty();
    }
    byte[] bytes = new byte[CODE];
    random.nextBytes(bytes);
    Instant now = clock.instant();
    codes.add(new Opaque(Digests.sha256(bytes)), now, now.plus(OPEN_FOR));
    audit.record(SellerId.PLATFORM, TASK, "account.first-code-made", "role:ADMIN", Map.of());
    return Optional.of(Base64Url.encode(bytes));
  }

  private boolean anAdminIsThere() {
    return accounts.all(SellerId.PLATFORM).stream()
        .anyMatch(account -> account.role() == Role.ADMIN);
  }

  /**
   * Names the first admin; the password is wiped.
   *
   * @param network the caller's address
   */
  public Outcome name(
      String code, String login, String displayName, char[] password, String network) {
    try {
      return named(code, SignIn.folded(login), displayName.strip(), password, network);
    } finally {
      Arrays.fill(password, '\0');
    }
  }

  private Outcome named(
      String code, String login, String displayName, char[] password, String network) {
    Optional<Opaque> digest = open(code, network);
    if (digest.isEmpty() || anAdminIsThere()) {
      return new Outcome.Ended();
    }
    if (!isOnePerson(login, displayName)) {
      return new Outcome.NotOnePerson();
    }
    Set<PasswordFault> faults = EnumSet.noneOf(PasswordFault.class);
    faults.addAll(
        rules.faults(new PasswordRules.Owner(Role.ADMIN, login, displayName, "", false), password));
    if (!faults.isEmpty()) {
      return new Outcome.NotTaken(faults);
    }
    if (!codes.use(digest.get())) {
      // Somebody was faster; undone with this transaction.
      throw new IllegalStateException("the code was used meanwhile");
    }
    UUID id = ids.next();
    Account account =
        new Account(
            SellerId.PLATFORM,
            id,
            login,
            displayName,
            Role.ADMIN,
            false,
            ZoneId.of("UTC"),
            Locale.ENGLISH,
            Account.Theme.SYSTEM);
    accounts.add(account, passwords.hash(password), clock.instant());
    audit.record(
        SellerId.PLATFORM,
        account.actor(),
        "account.first-admin-named",
        "account:" + id,
        Map.of("role", Role.ADMIN.name()));
    return new Outcome.Named(account);
  }

  private static boolean isOnePerson(String login, String displayName) {
    return login.length() <= 200
        && LOGIN.matcher(login).matches()
        && !SHARED.matcher(login.substring(0, login.indexOf('@')).replace('_', ' ')).matches()
        && displayName.length() <= 120
        && NAME.matcher(displayName).matches()
        && !SHARED.matcher(displayName).matches();
  }

  private Optional<Opaque> open(String code, String network) {
    Instant now = clock.instant();
    byte[] byNetwork =
        Digests.sha256(("first-admin/" + NetworkPart.of(network)).getBytes(StandardCharsets.UTF_8));
    if (throttle.counted(byNetwork, now, now.plus(policy.lock().lasts()))
        > policy.lock().afterOfNetwork()) {
      return Optional.empty();
    }
    try {
      return Optional.of(new Opaque(Digests.sha256(Base64Url.decode(code.strip(), CODE))))
          .filter(digest -> codes.open(digest, now));
    } catch (Malformed e) {
      return Optional.empty();
    }
  }
}
