package org.lockkeeper.compliance.access.factors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.lockkeeper.compliance.access.Session;
import org.lockkeeper.compliance.access.factors.SecondFactors.Result;
import org.lockkeeper.compliance.audit.AuditEntry;
import org.lockkeeper.compliance.notices.Postman;
import org.lockkeeper.kernel.Errand;

class SecondFactorsTest {

  private final Ground ground = new Ground();

  private String code(byte[] key, long steps) {
    return Totp.code(key, Totp.step(ground.now) + steps);
  }

  @Test
  void a_code_of_the_app_lets_the_person_in_once() {
    byte[] key = ground.app(ground.grace);

    assertThat(ground.typed(ground.grace, code(key, 0))).isInstanceOf(Result.Right.class);
    assertThat(ground.typed(ground.grace, code(key, 0))).isInstanceOf(Result.Wrong.class);
    assertThat(ground.why()).isEqualTo("used");
    assertThat(ground.held.getFirst().usedAt()).contains(ground.now);
  }

  @Test
  void the_code_that_took_the_app_on_lets_nobody_in() {
    byte[] key = ground.app(ground.grace);

    assertThat(ground.typed(ground.grace, code(key, -1))).isInstanceOf(Result.Wrong.class);
  }

  @ParameterizedTest(name = "{0} steps away: {1}")
  @CsvSource({"-2, false", "-1, true", "0, true", "1, true", "2, false"})
  @Tag("ASVS-V6.5.5")
  void clocks_may_differ_by_one_step_and_no_more(long steps, boolean right) {
    byte[] key = ground.app(ground.grace);
    ground.now = ground.now.plusSeconds(300);

    assertThat(ground.typed(ground.grace, code(key, steps)) instanceof Result.Right)
        .isEqualTo(right);
  }

  @Test
  void after_a_code_none_of_an_earlier_step_counts() {
    byte[] key = ground.app(ground.grace);
    ground.now = ground.now.plusSeconds(300);

    assertThat(ground.typed(ground.grace, code(key, 1))).isInstanceOf(Result.Right.class);
    assertThat(ground.typed(ground.grace, code(key, 0))).isInstanceOf(Result.Wrong.class);
    assertThat(ground.typed(ground.grace, code(key, -1))).isInstanceOf(Result.Wrong.class);
  }

  @Test
  void anothers_code_opens_nothing() {
    byte[] theirs = ground.app(ground.mallory);
    ground.app(ground.grace);

    assertThat(ground.typed(ground.grace, code(theirs, 0))).isInstanceOf(Result.Wrong.class);
  }

  @Test
  void a_key_put_into_anothers_row_does_not_open() {
    byte[] theirs = ground.app(ground.mallory);
    ground.app(ground.grace);
    Factor own = ground.held.getLast();
    ground.held.remove(own);
    ground.held.add(
        new Factor(
            own.seller(),
            own.id(),
            own.account(),
            own.name(),
            ground.held.getFirst().means(),
            own.addedAt(),
            Optional.empty()));

    assertThat(ground.typed(ground.grace, code(theirs, 0))).isInstanceOf(Result.Wrong.class);
    assertThat(ground.why()).isEqualTo("key-lost");
  }

  @Test
  void after_five_wrong_answers_not_even_a_right_one_counts() {
    byte[] key = ground.app(ground.grace);
    String wrong = code(key, 0).equals("000000") ? "000001" : "000000";
    for (int i = 0; i < 5; i++) {
      assertThat(ground.typed(ground.grace, wrong)).isInstanceOf(Result.Wrong.class);
    }

    assertThat(ground.typed(ground.grace, code(key, 0))).isInstanceOf(Result.TooMany.class);
  }

  @Test
  @Tag("ASVS-V6.5.4")
  void each_of_ten_recovery_codes_is_good_once_and_its_owner_is_told() {
    ground.app(ground.grace);
    List<String> codes = ground.keep.renewCodes(ground.grace);
    assertThat(new HashSet<>(codes)).hasSize(10);
    assertThat(codes).allMatch(c -> c.matches("([A-Z2-7]{4}-){5}[A-Z2-7]{4}"));

    assertThat(ground.typed(ground.grace, codes.get(3).toLowerCase(java.util.Locale.ROOT)))
        .isInstanceOf(Result.Right.class);
    assertThat(ground.typed(ground.grace, codes.get(3))).isInstanceOf(Result.Wrong.class);
    assertThat(ground.typed(ground.mallory, codes.get(4))).isInstanceOf(Result.Wrong.class);
    assertThat(ground.second.ways(ground.grace).codes()).isEqualTo(9);
    assertThat(ground.told()).contains("CODES_RENEWED", "CODE_USED");
  }

  @Test
  void new_recovery_codes_end_the_old_ones() {
    ground.app(ground.grace);
    List<String> old = ground.keep.renewCodes(ground.grace);
    ground.keep.renewCodes(ground.grace);

    assertThat(ground.typed(ground.grace, old.getFirst())).isInstanceOf(Result.Wrong.class);
  }

  @Test
  void nothing_that_could_be_typed_lets_staff_in_where_passkeys_are_asked_for() {
    byte[] key = ground.app(ground.nadia);
    List<String> codes = ground.keep.renewCodes(ground.nadia);
    ground.passkeysOnly = true;

    assertThat(ground.second.ways(ground.nadia).none()).isTrue();
    assertThat(ground.typed(ground.nadia, code(key, 0))).isInstanceOf(Result.Wrong.class);
    assertThat(ground.typed(ground.nadia, codes.getFirst())).isInstanceOf(Result.Wrong.class);
    assertThat(ground.enroll.appKey(ground.nadia)).isEmpty();
    assertThat(ground.enroll.mayBegin(ground.nadia))
        .as("the password alone is not enough")
        .isFalse();
    assertThat(ground.enroll.appKey(ground.grace)).as("sellers are free").isPresent();
  }

  @Test
  void who_has_a_factor_takes_none_on_by_the_password_alone() {
    ground.app(ground.grace);
    Session half = ground.session(ground.grace, Session.Level.PASSWORD);
    String options = ground.enroll.passkeyOffer(ground.grace);

    assertThat(
            ground.enroll.passkey(
                ground.grace, half, "Mine", SoftAuthenticator.es256().create(options)))
        .isInstanceOf(EnrollFactors.Result.Refused.class);
    assertThat(ground.why()).isEqualTo("not-first");
    assertThat(ground.held).hasSize(1);
  }

  @Test
  void the_first_factor_asks_for_recovery_codes_and_the_next_ones_do_not() {
    byte[] key =
        Base32.decode(ground.enroll.appKey(ground.grace).orElseThrow().key()).orElseThrow();
    Session half = ground.session(ground.grace, Session.Level.PASSWORD);

    assertThat(ground.enroll.app(ground.grace, half, "Phone", code(key, 0)))
        .isInstanceOfSatisfying(
            EnrollFactors.Result.Added.class, added -> assertThat(added.first()).isTrue());
    assertThat(ground.passkey(ground.grace, SoftAuthenticator.es256()))
        .isInstanceOfSatisfying(
            EnrollFactors.Result.Added.class, added -> assertThat(added.first()).isFalse());
    assertThat(ground.ended).as("the other sessions end").containsExactly("endOthers", "endOthers");
    assertThat(ground.told()).containsExactly("ADDED", "ADDED");
  }

  @Test
  void a_key_stays_the_same_until_its_time_is_over() {
    String first = ground.enroll.appKey(ground.grace).orElseThrow().key();
    assertThat(ground.enroll.appKey(ground.grace).orElseThrow().key()).isEqualTo(first);
    assertThat(ground.enroll.appKey(ground.grace).orElseThrow().address().toString())
        .startsWith("otpauth://totp/Lockkeeper%3Aada%2B1%40seller.example?secret=")
        .endsWith("&issuer=Lockkeeper&algorithm=SHA1&digits=6&period=30");

    ground.now = ground.now.plus(EnrollFactors.OFFER);

    assertThat(ground.enroll.appKey(ground.grace).orElseThrow().key()).isNotEqualTo(first);
  }

  @Test
  @Tag("ASVS-V7.5.1")
  void a_factor_goes_only_by_another_one() {
    byte[] key = ground.app(ground.grace);
    SoftAuthenticator device = SoftAuthenticator.es256();
    ground.passkey(ground.grace, device);
    Factor app = ground.held.getFirst();
    Session here = ground.session(ground.grace, Session.Level.FULL);

    assertThat(
            ground.keep.remove(
                ground.grace, here, app.id(), new SecondFactors.Answer.Code(code(key, 0))))
        .isEqualTo(KeepFactors.Removal.WRONG);
    device.count = 2;
    String shown = device.get(ground.second.ask(ground.grace).orElseThrow());
    assertThat(
            ground.keep.remove(
                ground.mallory, here, app.id(), new SecondFactors.Answer.Passkey(shown)))
        .isEqualTo(KeepFactors.Removal.UNKNOWN);
    assertThat(
            ground.keep.remove(
                ground.grace, here, app.id(), new SecondFactors.Answer.Passkey(shown)))
        .isEqualTo(KeepFactors.Removal.REMOVED);
    assertThat(
            ground.keep.remove(
                ground.grace,
                here,
                ground.held.getFirst().id(),
                new SecondFactors.Answer.Code("000000")))
        .isEqualTo(KeepFactors.Removal.LAST_ONE);
    assertThat(ground.told()).contains("REMOVED");
  }

  @Test
  void an_admin_sets_back_everything_and_nobody_the_own() {
    ground.app(ground.grace);
    List<String> codes = ground.keep.renewCodes(ground.grace);

    ground.reset.of(ground.grace, ground.nadia.actor());

    assertThat(ground.second.ways(ground.grace).none()).isTrue();
    assertThat(ground.typed(ground.grace, codes.getFirst())).isInstanceOf(Result.Wrong.class);
    assertThat(ground.ended).contains("endAll");
    assertThatThrownBy(() -> ground.reset.of(ground.nadia, ground.nadia.actor()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void no_code_and_no_key_is_in_the_audit_log_or_in_an_errand() {
    byte[] key = ground.app(ground.grace);
    List<String> codes = ground.keep.renewCodes(ground.grace);
    String used = code(key, 0);
    ground.typed(ground.grace, used);
    ground.typed(ground.grace, codes.getFirst());

    assertThat(ground.entries.toString() + ground.errands)
        .doesNotContain(used, codes.getFirst(), Base32.encode(key), "@seller.example");
    assertThat(ground.entries)
        .extracting(AuditEntry::action)
        .contains("account.factor-added", "account.recovery-codes-made", "sign-in.factor-accepted");
  }

  @ParameterizedTest
  @EnumSource(FactorNews.What.class)
  void each_news_is_a_mail_in_the_readers_language(FactorNews.What what) {
    ground.news.tell(ground.grace, what);
    Errand errand = ground.errands.getLast();

    Postman.Mail mail = ground.news.mail(errand).orElseThrow();

    assertThat(mail.to()).isEqualTo(ground.grace.login());
    assertThat(mail.subject()).isNotBlank();
    assertThat(mail.text()).contains("November 22, 2026", "UTC").doesNotContain("{");
  }
}
