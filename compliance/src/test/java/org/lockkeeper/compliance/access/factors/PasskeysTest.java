package org.lockkeeper.compliance.access.factors;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lockkeeper.compliance.access.Session;
import org.lockkeeper.compliance.access.factors.SecondFactors.Result;

/** What WebAuthn leaves to us, each part attacked once. */
class PasskeysTest {

  private final Ground ground = new Ground();
  private final SoftAuthenticator device = SoftAuthenticator.es256();

  @BeforeEach
  void grace_has_a_passkey() {
    assertThat(ground.passkey(ground.grace, device)).isInstanceOf(EnrollFactors.Result.Added.class);
  }

  private String asked() {
    return ground.second.ask(ground.grace).orElseThrow();
  }

  private String next() {
    device.count++;
    return device.get(asked());
  }

  private void refused(Result result, String why, boolean alarm) {
    assertThat(result).isInstanceOf(Result.Wrong.class);
    assertThat(ground.why()).isEqualTo(why);
    assertThat(ground.told().contains("SUSPICIOUS")).as("told").isEqualTo(alarm);
  }

  @Test
  void a_passkey_lets_its_owner_in() {
    device.handle = Optional.of(ground.grace.id());

    assertThat(ground.shown(ground.grace, next())).isInstanceOf(Result.Right.class);
    assertThat(ground.held.getFirst().usedAt()).contains(ground.now);
    assertThat(ground.shown(ground.grace, next())).isInstanceOf(Result.Right.class);
  }

  @Test
  void an_answer_is_good_once() {
    String answer = next();

    assertThat(ground.shown(ground.grace, answer)).isInstanceOf(Result.Right.class);
    refused(ground.shown(ground.grace, answer), "challenge", false);
  }

  @Test
  void a_challenge_that_we_did_not_set_is_no_challenge() {
    device.count++;

    refused(ground.shown(ground.grace, device.get(new byte[32])), "challenge", false);
  }

  @Test
  void a_challenge_ends_after_five_minutes() {
    String answer = next();
    ground.now = ground.now.plus(Passkeys.OPEN_FOR);

    refused(ground.shown(ground.grace, answer), "challenge", false);
  }

  @Test
  void a_challenge_for_one_use_is_none_for_the_other() {
    device.count++;
    String enrolling = ground.enroll.passkeyOffer(ground.grace);

    refused(ground.shown(ground.grace, device.get(enrolling)), "challenge", false);
    assertThat(
            ground.enroll.passkey(
                ground.grace,
                ground.session(ground.grace, Session.Level.FULL),
                "Key",
                SoftAuthenticator.es256().create(asked())))
        .isInstanceOf(EnrollFactors.Result.Refused.class);
    assertThat(ground.why()).isEqualTo("challenge");
  }

  @Test
  void a_challenge_asked_of_one_person_is_none_for_another() {
    SoftAuthenticator other = SoftAuthenticator.es256();
    ground.passkey(ground.mallory, other);
    other.count++;

    refused(ground.shown(ground.mallory, other.get(asked())), "challenge", false);
  }

  @Test
  void another_users_credential_is_refused_and_the_owner_told() {
    SoftAuthenticator other = SoftAuthenticator.es256();
    ground.passkey(ground.mallory, other);
    other.count++;

    refused(ground.shown(ground.grace, other.get(asked())), "not-own", true);
  }

  @Test
  void an_answer_that_names_another_user_is_refused() {
    device.handle = Optional.of(ground.mallory.id());

    refused(ground.shown(ground.grace, next()), "not-own", true);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://lockkeeper.example.evil.test",
        "http://lockkeeper.example",
        "https://lockkeeper.example:8443",
        "https://sub.lockkeeper.example"
      })
  void another_origin_is_refused(String origin) {
    device.origin = origin;

    refused(ground.shown(ground.grace, next()), "origin", true);
  }

  @Test
  void another_host_is_refused() {
    device.host = "evil.test";

    refused(ground.shown(ground.grace, next()), "rp-id", true);
  }

  @Test
  void a_person_whom_the_authenticator_did_not_verify_is_refused() {
    device.verified = false;

    refused(ground.shown(ground.grace, next()), "not-verified", false);
  }

  @Test
  void a_counter_that_stands_still_or_goes_back_is_a_copy() {
    SoftAuthenticator copy = device.copy();
    assertThat(ground.shown(ground.grace, next())).isInstanceOf(Result.Right.class);

    copy.count = 2;
    refused(ground.shown(ground.grace, copy.get(asked())), "counter", true);
    copy.count = 1;
    refused(ground.shown(ground.grace, copy.get(asked())), "counter", true);
  }

  @Test
  void a_counter_that_goes_from_something_to_nothing_is_a_copy() {
    device.count = 0;

    refused(ground.shown(ground.grace, device.get(asked())), "counter", true);
  }

  @Test
  void a_passkey_that_never_counts_is_good_again_and_again() {
    SoftAuthenticator quiet = SoftAuthenticator.es256();
    quiet.count = 0;
    ground.passkey(ground.mallory, quiet);

    for (int i = 0; i < 3; i++) {
      String options = ground.second.ask(ground.mallory).orElseThrow();
      assertThat(ground.shown(ground.mallory, quiet.get(options))).isInstanceOf(Result.Right.class);
    }
  }

  @Test
  void a_signature_of_another_key_is_refused() {
    String right = next();
    SoftAuthenticator other = SoftAuthenticator.es256();
    other.count = device.count;
    String forged = other.get(SoftAuthenticator.challenge(asked()));
    String swapped =
        forged.replaceAll("\"(id|rawId)\":\"[^\"]+\"", "\"$1\":\"" + idOf(right) + "\"");

    refused(ground.shown(ground.grace, swapped), "signature", true);
  }

  private static String idOf(String answer) {
    return answer.replaceAll("(?s).*\"rawId\":\"([^\"]+)\".*", "$1");
  }

  @ParameterizedTest
  @ValueSource(longs = {0, -65535, -257, -37, -16})
  @Tag("ASVS-V11.6.1")
  void a_key_that_names_an_algorithm_we_do_not_take_for_it_is_refused(long algorithm) {
    assertThat(ground.passkey(ground.mallory, SoftAuthenticator.elliptic(algorithm)))
        .isInstanceOf(EnrollFactors.Result.Refused.class);
    assertThat(ground.held).hasSize(1);
  }

  @Test
  @Tag("ASVS-V11.6.1")
  void rsa_with_sha_1_is_refused() {
    assertThat(ground.passkey(ground.mallory, SoftAuthenticator.rs1()))
        .isInstanceOf(EnrollFactors.Result.Refused.class);
    assertThat(ground.why()).isEqualTo("algorithm");
  }

  @Test
  void a_passkey_without_verification_or_from_elsewhere_is_not_taken_on() {
    SoftAuthenticator unverified = SoftAuthenticator.es256();
    unverified.verified = false;
    assertThat(ground.passkey(ground.mallory, unverified))
        .isInstanceOf(EnrollFactors.Result.Refused.class);
    SoftAuthenticator elsewhere = SoftAuthenticator.es256();
    elsewhere.origin = "https://evil.test";
    assertThat(ground.passkey(ground.mallory, elsewhere))
        .isInstanceOf(EnrollFactors.Result.Refused.class);
    assertThat(ground.why()).isEqualTo("origin");
  }

  @Test
  void one_credential_is_one_persons() {
    assertThat(ground.passkey(ground.mallory, device.copy()))
        .isInstanceOf(EnrollFactors.Result.Enough.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{}", "null", "[]", "{\"id\":\"x\"}", "not json"})
  void what_is_no_answer_is_refused_without_a_trouble(String said) {
    assertThat(ground.shown(ground.grace, said)).isInstanceOf(Result.Wrong.class);
    assertThat(
            ground.enroll.passkey(
                ground.grace, ground.session(ground.grace, Session.Level.FULL), "Key", said))
        .isInstanceOf(EnrollFactors.Result.Refused.class);
  }
}
