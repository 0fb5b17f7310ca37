package org.lockkeeper.compliance.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lockkeeper.kernel.Actor;
import org.lockkeeper.kernel.SellerId;

class SignInTest {

  private static final String NETWORK = "203.0.113.7";
  private static final String WRONG = "Basalt-otter-8";
  private static final Duration LOCK = Duration.ofMinutes(15);

  private final People people = new People();
  private final Account grace = people.grace();

  private SignIn.Result attempt(String login, String password, SignIn.Caller caller) {
    return people.signIn().attempt(login, password.toCharArray(), caller);
  }

  private SignIn.Result attempt(String login, String password) {
    return attempt(login, password, new SignIn.Caller(NETWORK, Optional.empty()));
  }

  private SignIn.Result fromDevice(String device, String password) {
    return attempt(People.GRACE, password, new SignIn.Caller(NETWORK, Optional.of(device)));
  }

  private void fail(int times, String subject) {
    for (int i = 0; i < times; i++) {
      people.throttle.failed(SignIn.digest(subject), people.now, people.now.plus(LOCK));
    }
  }

  private static String name(SignIn.Result result) {
    return result.getClass().getSimpleName();
  }

  @Test
  @Tag("ASVS-V16.2.1")
  @Tag("ASVS-V16.3.1")
  void the_right_password_lets_in_and_is_in_the_audit_log() {
    assertThat(attempt(" Grace@Seller.EXAMPLE ", People.RIGHT))
        .isEqualTo(new SignIn.Result.Welcome(grace));
    assertThat(people.actions()).containsExactly("sign-in.succeeded");
    assertThat(people.entries.getFirst().actor()).isEqualTo(new Actor.Person(grace.id()));
  }

  @Test
  void an_unknown_login_a_wrong_password_and_a_disabled_account_look_the_same() {
    SignIn.Result unknown = attempt("nobody@seller.example", People.RIGHT);
    SignIn.Result wrong = attempt(People.GRACE, WRONG);
    people.disabled.add(grace.id());
    SignIn.Result shut = attempt(People.GRACE, People.RIGHT);
    assertThat(List.of(unknown, wrong, shut)).containsOnly(new SignIn.Result.Refused());
    assertThat(people.actions()).containsOnly("sign-in.refused").hasSize(3);
    assertThat(people.entries.toString()).doesNotContain("grace@", "nobody@", WRONG);
  }

  @Test
  void a_password_is_wiped_whatever_became_of_the_attempt() {
    for (String login : List.of(People.GRACE, "nobody@seller.example")) {
      for (String password : List.of(People.RIGHT, WRONG)) {
        char[] typed = password.toCharArray();
        people.signIn().attempt(login, typed, NETWORK);
        assertThat(typed).containsOnly('\0');
      }
    }
    fail(5, "login:" + People.GRACE);
    char[] late = People.RIGHT.toCharArray();
    assertThat(people.signIn().attempt(People.GRACE, late, NETWORK))
        .isEqualTo(new SignIn.Result.TooMany());
    assertThat(late).containsOnly('\0');
  }

  @ParameterizedTest(name = "after {0} failures of the login: {1}")
  @CsvSource({"0, Welcome", "4, Welcome", "5, TooMany", "6, TooMany"})
  @Tag("ASVS-V6.3.1")
  void nobody_is_asked_after_five_failures_of_a_login(int failures, String result) {
    fail(failures, "login:" + People.GRACE);
    assertThat(name(attempt(People.GRACE, People.RIGHT))).isEqualTo(result);
  }

  @ParameterizedTest(name = "after {0} failures of the network: {1}")
  @CsvSource({"29, Welcome", "30, TooMany", "31, TooMany"})
  @Tag("ASVS-V6.3.1")
  void nobody_is_asked_after_thirty_failures_of_a_network(int failures, String result) {
    fail(failures, "network:" + NETWORK);
    assertThat(name(attempt(People.GRACE, People.RIGHT))).isEqualTo(result);
    people.throttle.clear(SignIn.ofLogin(People.GRACE));
    SignIn.Caller elsewhere = new SignIn.Caller("198.51.100.1", Optional.empty());
    assertThat(name(attempt(People.GRACE, People.RIGHT, elsewhere))).isEqualTo("Welcome");
  }

  @Test
  void a_network_that_is_refused_locks_nobody() {
    fail(30, "network:" + NETWORK);
    for (int i = 0; i < 6; i++) {
      assertThat(attempt(People.GRACE, WRONG)).isEqualTo(new SignIn.Result.TooMany());
    }
    assertThat(people.held).isEmpty();
    SignIn.Caller elsewhere = new SignIn.Caller("198.51.100.1", Optional.empty());
    assertThat(name(attempt(People.GRACE, People.RIGHT, elsewhere))).isEqualTo("Welcome");
  }

  @ParameterizedTest
  @CsvSource({
    "203.0.113.7, 203.0.113.7",
    "2001:db8:0:7:1::1, 2001:db8:0:7::/64",
    "2001:0db8:0000:0007:ffff:0:0:1, 2001:db8:0:7::/64",
    "2001:db8::1, 2001:db8:0:0::/64",
    "::1, 0:0:0:0::/64",
    "1::, 1:0:0:0::/64",
    "fe80::1%eth0, fe80:0:0:0::/64",
  })
  void a_caller_has_one_network_however_many_addresses_it_owns(String address, String network) {
    assertThat(NetworkPart.of(address)).isEqualTo(network);
  }

  @Test
  @Tag("ASVS-V16.3.1")
  @Tag("ASVS-V16.3.3")
  void the_fifth_failure_locks_and_the_lock_is_in_the_audit_log() {
    for (int i = 1; i <= 5; i++) {
      assertThat(people.held).isEmpty();
      assertThat(attempt(People.GRACE, WRONG)).isEqualTo(new SignIn.Result.Refused());
    }
    assertThat(people.held)
        .singleElement()
        .extracting(LockOuts.LockOut::account)
        .isEqualTo(grace.id());
    assertThat(attempt(People.GRACE, People.RIGHT)).isEqualTo(new SignIn.Result.TooMany());
    assertThat(people.actions())
        .containsExactly(
            "sign-in.refused",
            "sign-in.refused",
            "sign-in.refused",
            "sign-in.refused",
            "sign-in.refused",
            "sign-in.locked");
    assertThat(people.held).hasSize(1);
  }

  @Test
  void a_login_that_nobody_has_is_locked_like_one_that_somebody_has() {
    for (int i = 1; i <= 5; i++) {
      assertThat(attempt("nobody@seller.example", WRONG)).isEqualTo(new SignIn.Result.Refused());
    }
    assertThat(attempt("nobody@seller.example", WRONG)).isEqualTo(new SignIn.Result.TooMany());
    assertThat(people.held).isEmpty();
  }

  @ParameterizedTest(name = "{0} after the first failure: {1}")
  @CsvSource({"PT14M59S, TooMany", "PT14M59.999S, TooMany", "PT15M, Welcome", "PT15M1S, Welcome"})
  void the_door_opens_again_after_exactly_fifteen_minutes(Duration since, String result) {
    fail(5, "login:" + People.GRACE);
    people.now = People.NOON.plus(since);
    assertThat(name(attempt(People.GRACE, People.RIGHT))).isEqualTo(result);
  }

  @Test
  void a_success_forgets_the_failures_of_the_login_and_not_of_the_network() {
    fail(4, "login:" + People.GRACE);
    fail(29, "network:" + NETWORK);
    attempt(People.GRACE, People.RIGHT);
    assertThat(people.throttle.failures(SignIn.ofLogin(People.GRACE), people.now)).isZero();
    assertThat(people.throttle.failures(SignIn.digest("network:" + NETWORK), people.now))
        .isEqualTo(29);
  }

  @Test
  void a_device_of_the_account_gets_in_while_strangers_lock_it() {
    String device = people.remember().of(grace, Optional.empty());
    for (int i = 0; i < 40; i++) {
      attempt(People.GRACE, WRONG);
    }
    assertThat(name(attempt(People.GRACE, People.RIGHT))).isEqualTo("TooMany");
    assertThat(name(fromDevice(device, People.RIGHT))).isEqualTo("Welcome");
    assertThat(name(attempt(People.GRACE, People.RIGHT))).isEqualTo("TooMany");
  }

  @Test
  void a_stolen_device_has_five_attempts_and_is_a_stranger_afterwards() {
    String device = people.remember().of(grace, Optional.empty());
    for (int i = 0; i < 5; i++) {
      assertThat(name(fromDevice(device, WRONG))).isEqualTo("Refused");
    }
    assertThat(people.held).isEmpty();
    for (int i = 0; i < 5; i++) {
      assertThat(name(fromDevice(device, WRONG))).isEqualTo("Refused");
    }
    assertThat(name(fromDevice(device, People.RIGHT))).isEqualTo("TooMany");
  }

  @Test
  void a_device_is_known_to_one_account_only_and_by_its_newest_value() {
    Account ada = people.join(SellerId.PLATFORM, "ada@lockkeeper.example", "Ada Byron", Role.ADMIN);
    String ofAda = people.remember().of(ada, Optional.empty());
    String first = people.remember().of(grace, Optional.empty());
    String second = people.remember().of(grace, Optional.of(first));
    fail(5, "login:" + People.GRACE);
    assertThat(name(fromDevice(ofAda, People.RIGHT))).isEqualTo("TooMany");
    assertThat(name(fromDevice(first, People.RIGHT))).isEqualTo("TooMany");
    assertThat(name(fromDevice(second.substring(1), People.RIGHT))).isEqualTo("TooMany");
    assertThat(name(fromDevice("", People.RIGHT))).isEqualTo("TooMany");
    assertThat(name(fromDevice(second, People.RIGHT))).isEqualTo("Welcome");
    people.now = People.NOON.plus(Duration.ofDays(90));
    fail(5, "login:" + People.GRACE);
    assertThat(name(fromDevice(second, People.RIGHT))).isEqualTo("TooMany");
  }

  @ParameterizedTest(name = "after {0} days: {1}")
  @CsvSource({"364, Welcome", "365, MustChange", "400, MustChange"})
  void a_password_that_has_had_its_time_must_be_changed(int days, String result) {
    Instant setAt = people.book.setAt(grace).orElseThrow();
    people.now = setAt.plus(Duration.ofDays(days));
    assertThat(name(attempt(People.GRACE, People.RIGHT))).isEqualTo(result);
    assertThat(name(attempt(People.GRACE, WRONG))).isEqualTo("Refused");
  }

  @Test
  void where_our_people_sign_in_by_the_issuer_only_no_password_of_theirs_opens_anything() {
    people.join(SellerId.PLATFORM, "ada@lockkeeper.example", "Ada Byron", Role.ADMIN);
    assertThat(name(attempt("ada@lockkeeper.example", People.RIGHT))).isEqualTo("Welcome");
    people.staffByIssuerOnly = true;
    assertThat(name(attempt("ada@lockkeeper.example", People.RIGHT))).isEqualTo("Refused");
    assertThat(name(attempt(People.GRACE, People.RIGHT))).isEqualTo("Welcome");
  }

  @Test
  @Tag("ASVS-V11.4.2")
  @Tag("ASVS-V11.4.4")
  void a_password_is_kept_as_argon2id_of_19_mib_and_two_passes() {
    String hash = People.PASSWORDS.hash(People.RIGHT.toCharArray());
    assertThat(hash).startsWith("$argon2id$v=19$m=19456,t=2,p=1$").doesNotContain(People.RIGHT);
    assertThat(People.PASSWORDS.hash(People.RIGHT.toCharArray())).isNotEqualTo(hash);
    char[] typed = People.RIGHT.toCharArray();
    assertThat(People.PASSWORDS.matches(hash, typed)).isTrue();
    assertThat(typed).containsOnly('\0');
    assertThat(People.PASSWORDS.matches(hash, WRONG.toCharArray())).isFalse();
  }

  @Test
  void nothing_prints_a_hash_a_login_or_a_device() {
    assertThat(
            people.accounts.byLogin(People.GRACE).orElseThrow()
                + " "
                + people.book.newest(grace, 1)
                + new SignIn.Caller(NETWORK, Optional.of("device")))
        .doesNotContain("argon2", "grace", "device", NETWORK);
  }
}
