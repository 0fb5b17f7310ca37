package org.lockkeeper.compliance.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lockkeeper.compliance.audit.AuditEntry;
import org.lockkeeper.compliance.audit.AuditStore;
import org.lockkeeper.compliance.audit.AuditTrail;
import org.lockkeeper.kernel.Actor;
import org.lockkeeper.kernel.Ids;
import org.lockkeeper.kernel.SellerId;

class SignInTest {

  private static final SellerId SELLER = SellerId.of("01900000-0000-7000-8000-00000000000a");
  private static final UUID PERSON = UUID.fromString("01900000-0000-7000-8000-0000000000d1");
  private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
  private static final String NETWORK = "203.0.113.7";

  /** Made once, since a hash is slow on purpose. */
  private static final Passwords PASSWORDS = new Passwords();

  private static final String HASH = PASSWORDS.hash("right".toCharArray());

  private final Map<ByteBuffer, Window> windows = new HashMap<>();
  private final List<AuditEntry> entries = new ArrayList<>();
  private final List<Instant> signedIn = new ArrayList<>();
  private boolean disabled;

  private record Window(int failures, Instant endsAt) {}

  private final SignInThrottle throttle =
      new SignInThrottle() {
        @Override
        public int failures(byte[] subject, Instant now) {
          return Optional.ofNullable(windows.get(ByteBuffer.wrap(subject)))
              .filter(window -> window.endsAt().isAfter(now))
              .map(Window::failures)
              .orElse(0);
        }

        @Override
        public void failed(byte[] subject, Instant now, Instant windowEndsAt) {
          int before = failures(subject, now);
          windows.compute(
              ByteBuffer.wrap(subject),
              (key, window) ->
                  window == null || before == 0
                      ? new Window(1, windowEndsAt)
                      : new Window(before + 1, window.endsAt()));
        }

        @Override
        public void clear(byte[] subject) {
          windows.remove(ByteBuffer.wrap(subject));
        }
      };

  private final Accounts accounts =
      new Accounts() {
        private Account account() {
          return new Account(
              SELLER,
              PERSON,
              "grace@seller.example",
              "Grace",
              Role.SELLER_OWNER,
              disabled,
              ZoneId.of("UTC"),
              Locale.ENGLISH,
              Account.Theme.SYSTEM);
        }

        @Override
        public java.util.List<Account> all(SellerId seller) {
          throw new UnsupportedOperationException();
        }

        @Override
        public Optional<WithHash> byLogin(String login) {
          return login.equals("grace@seller.example")
              ? Optional.of(new WithHash(account(), HASH))
              : Optional.empty();
        }

        @Override
        public Optional<Account> byId(UUID id) {
          return id.equals(PERSON) ? Optional.of(account()) : Optional.empty();
        }

        @Override
        public void add(Account account, String passwordHash, Instant at) {
          throw new UnsupportedOperationException();
        }

        @Override
        public void signedIn(Account account, Instant at) {
          signedIn.add(at);
        }

        @Override
        public void prefer(Account account, ZoneId zone, Locale language, Account.Theme theme) {
          throw new UnsupportedOperationException();
        }
      };

  private final AuditStore audit =
      new AuditStore() {
        @Override
        public void append(SellerId seller, List<AuditEntry> added) {
          entries.addAll(added);
        }

        @Override
        public List<AuditEntry> about(SellerId seller, String object) {
          return List.copyOf(entries);
        }
      };

  private SignIn at(Instant now) {
    Clock clock = Clock.fixed(now, ZoneOffset.UTC);
    return new SignIn(
        accounts,
        throttle,
        PASSWORDS,
        new AuditTrail(audit, new Ids(clock, new SecureRandom()), clock),
        clock);
  }

  private SignIn.Result attempt(Instant now, String login, String password, String network) {
    return at(now).attempt(login, password.toCharArray(), network);
  }

  private void fail(int times, String login, String network) {
    byte[] subject = SignIn.digest(login);
    for (int i = 0; i < times; i++) {
      throttle.failed(subject, NOON, NOON.plus(SignIn.WINDOW));
    }
    assertThat(network).isNotEmpty();
  }

  @Test
  void the_right_password_lets_in_and_is_in_the_audit_log() {
    SignIn.Result result = attempt(NOON, " Grace@Seller.EXAMPLE ", "right", NETWORK);
    assertThat(result).isInstanceOf(SignIn.Result.Welcome.class);
    assertThat(signedIn).containsExactly(NOON);
    assertThat(entries).extracting(AuditEntry::action).containsExactly("sign-in.succeeded");
    assertThat(entries.getFirst().actor()).isEqualTo(new Actor.Person(PERSON));
  }

  @Test
  void an_unknown_login_a_wrong_password_and_a_disabled_account_look_the_same() {
    SignIn.Result unknown = attempt(NOON, "nobody@seller.example", "right", NETWORK);
    SignIn.Result wrong = attempt(NOON, "grace@seller.example", "wrong", NETWORK);
    disabled = true;
    SignIn.Result shut = attempt(NOON, "grace@seller.example", "right", NETWORK);
    assertThat(List.of(unknown, wrong, shut)).containsOnly(new SignIn.Result.Refused());
    assertThat(signedIn).isEmpty();
    assertThat(windows).hasSize(3);
    assertThat(entries.toString()).doesNotContain("grace@", "nobody@", "wrong");
  }

  @Test
  void a_password_is_wiped_whatever_became_of_the_attempt() {
    for (String password : List.of("right", "wrong")) {
      char[] typed = password.toCharArray();
      at(NOON).attempt("grace@seller.example", typed, NETWORK);
      assertThat(typed).containsOnly('\0');
    }
    char[] typed = "right".toCharArray();
    at(NOON).attempt("nobody@seller.example", typed, NETWORK);
    assertThat(typed).containsOnly('\0');

    fail(SignIn.FAILURES_OF_A_LOGIN, "login:grace@seller.example", NETWORK);
    char[] late = "right".toCharArray();
    assertThat(at(NOON).attempt("grace@seller.example", late, NETWORK))
        .isEqualTo(new SignIn.Result.TooMany());
    assertThat(late).containsOnly('\0');
  }

  @ParameterizedTest(name = "after {0} failures of the login: {1}")
  @CsvSource({"0, Welcome", "4, Welcome", "5, TooMany", "6, TooMany"})
  void nobody_is_asked_after_five_failures_of_a_login(int failures, String result) {
    fail(failures, "login:grace@seller.example", NETWORK);
    assertThat(
            attempt(NOON.plusSeconds(1), "grace@seller.example", "right", NETWORK)
                .getClass()
                .getSimpleName())
        .isEqualTo(result);
  }

  @ParameterizedTest(name = "after {0} failures of the network: {1}")
  @CsvSource({"29, Welcome", "30, TooMany", "31, TooMany"})
  void nobody_is_asked_after_thirty_failures_of_a_network(int failures, String result) {
    fail(failures, "network:" + NETWORK, NETWORK);
    assertThat(
            attempt(NOON.plusSeconds(1), "grace@seller.example", "right", NETWORK)
                .getClass()
                .getSimpleName())
        .isEqualTo(result);
    assertThat(attempt(NOON, "grace@seller.example", "right", "198.51.100.1"))
        .isInstanceOf(SignIn.Result.Welcome.class);
  }

  @Test
  void the_fifth_failure_is_refused_and_the_sixth_attempt_is_not_made() {
    for (int i = 1; i <= 5; i++) {
      assertThat(attempt(NOON, "grace@seller.example", "wrong", NETWORK))
          .isEqualTo(new SignIn.Result.Refused());
    }
    assertThat(attempt(NOON, "grace@seller.example", "right", NETWORK))
        .isEqualTo(new SignIn.Result.TooMany());
    assertThat(entries).hasSize(5);
  }

  @ParameterizedTest(name = "{0} after the first failure: {1}")
  @CsvSource({"PT14M59S, TooMany", "PT14M59.999S, TooMany", "PT15M, Welcome", "PT15M1S, Welcome"})
  void the_door_opens_again_after_exactly_fifteen_minutes(Duration since, String result) {
    fail(5, "login:grace@seller.example", NETWORK);
    assertThat(
            attempt(NOON.plus(since), "grace@seller.example", "right", NETWORK)
                .getClass()
                .getSimpleName())
        .isEqualTo(result);
  }

  @Test
  void a_success_forgets_the_failures_of_the_login_and_not_of_the_network() {
    fail(4, "login:grace@seller.example", NETWORK);
    fail(29, "network:" + NETWORK, NETWORK);
    attempt(NOON, "grace@seller.example", "right", NETWORK);
    assertThat(throttle.failures(SignIn.digest("login:grace@seller.example"), NOON)).isZero();
    assertThat(throttle.failures(SignIn.digest("network:" + NETWORK), NOON)).isEqualTo(29);
  }

  @Test
  void a_password_is_kept_as_argon2id_of_19_mib_and_two_passes() {
    assertThat(HASH).startsWith("$argon2id$v=19$m=19456,t=2,p=1$").doesNotContain("right");
    assertThat(PASSWORDS.hash("right".toCharArray())).isNotEqualTo(HASH);
    char[] typed = "right".toCharArray();
    assertThat(PASSWORDS.matches(HASH, typed)).isTrue();
    assertThat(typed).containsOnly('\0');
    assertThat(PASSWORDS.matches(HASH, "Right".toCharArray())).isFalse();
  }

  @Test
  void an_account_does_not_print_its_hash() {
    assertThat(accounts.byLogin("grace@seller.example").orElseThrow().toString())
        .doesNotContain("argon2", "grace");
  }
}
