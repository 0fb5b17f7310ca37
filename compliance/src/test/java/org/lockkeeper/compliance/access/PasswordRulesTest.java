package org.lockkeeper.compliance.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PasswordRulesTest {

  private static final PasswordPolicy POLICY = new PasswordPolicy();
  private static final CommonPasswords COMMON = new CommonPasswords();
  private static final PasswordRules RULES = new PasswordRules(POLICY, COMMON);
  private static final PasswordRules.Owner GRACE =
      new PasswordRules.Owner(
          Role.SELLER_OWNER, "grace.hopper@harbor.example", "Grace Hopper", "Harbor Goods", true);

  private static Properties edition() {
    try (InputStream in =
        Objects.requireNonNull(
            PasswordRulesTest.class.getResourceAsStream(
                "/policy/passwords-2026-11-22.properties"))) {
      Properties said = new Properties();
      said.load(new InputStreamReader(in, StandardCharsets.UTF_8));
      return said;
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Set<PasswordFault> faults(PasswordRules.Owner owner, String password) {
    return RULES.faults(owner, password.toCharArray());
  }

  @Test
  void the_policy_is_the_one_that_amazon_asks_for_and_holds_for_every_role() {
    for (Role role : Role.values()) {
      PasswordProfile profile = POLICY.profile(role);
      assertThat(profile.name()).isEqualTo("DPP");
      assertThat(profile.least(true)).isEqualTo(12);
      assertThat(profile.kinds()).isEqualTo(4);
      assertThat(profile.leastAge()).hasDays(1);
      assertThat(profile.mostAge().orElseThrow()).hasDays(365);
      assertThat(profile.remembered()).isEqualTo(10);
    }
    assertThat(POLICY.noticeDays()).containsExactly(1, 7, 14);
    assertThat(2 * POLICY.lock().after()).isLessThanOrEqualTo(10);
    assertThat(POLICY.resetOpenFor()).hasMinutes(30);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "Basalt-otter7, ''",
    "Basalt-otte7, ''",
    "Basalt-ott7, TOO_SHORT",
    "basalt-otter7, KINDS",
    "BASALT-OTTER7, KINDS",
    "Basalt-otterx, KINDS",
    "Basaltyotter7, KINDS",
    "Grace-basalt-7, HAS_NAME",
    "gr4ce-BASALT-7, HAS_NAME",
    "Basalt-HOPPER-7, HAS_NAME",
    "Password-2026!, COMMON",
    "P@ssw0rd-2026!, COMMON",
    "Qwertyuiop123!, COMMON",
    "Winter2026!!!!, COMMON",
    "Monkey-8391204, COMMON",
    "Lockkeeper-26!, EXPECTED",
    "4mazon-Sh0pify9, EXPECTED",
    "Harbor-goods-7, EXPECTED",
    "Harbor-basaltic-7, ''",
  })
  @Tag("ASVS-V6.2.1")
  void a_password_of_amazons_profile_is_judged(String password, String fault) {
    assertThat(faults(GRACE, password))
        .extracting(PasswordFault::name)
        .isEqualTo(fault.isEmpty() ? List.of() : List.of(fault));
  }

  @Test
  @Tag("ASVS-V6.2.8")
  @Tag("ASVS-V6.2.9")
  void length_counts_characters_and_nothing_is_cut() {
    assertThat(faults(GRACE, "Aa1-" + "ö".repeat(8))).isEmpty();
    assertThat(faults(GRACE, "Aa1-" + "\uD83E\uDDA6".repeat(7)))
        .containsExactly(PasswordFault.TOO_SHORT);
    assertThat(faults(GRACE, "Aa1-" + "bc".repeat(62))).isEmpty();
    assertThat(faults(GRACE, "Aa1-" + "bc".repeat(62) + "d"))
        .containsExactly(PasswordFault.TOO_LONG);
  }

  @Test
  void the_other_profile_wants_length_alone_and_less_of_it_with_a_second_factor() {
    Properties said = edition();
    said.setProperty("AUDITOR.profile", "SP800-63B");
    PasswordPolicy policy = new PasswordPolicy(said);
    PasswordRules rules = new PasswordRules(policy, COMMON);
    assertThat(policy.profile(Role.AUDITOR).ends(Instant.EPOCH)).isEmpty();
    for (boolean factor : List.of(true, false)) {
      PasswordRules.Owner auditor =
          new PasswordRules.Owner(Role.AUDITOR, "a@firm.example", "Ada", "Firm", factor);
      int least = factor ? 8 : 15;
      assertThat(rules.faults(auditor, "basaltotterfern".substring(0, least).toCharArray()))
          .isEmpty();
      assertThat(rules.faults(auditor, "basaltotterfern".substring(0, least - 1).toCharArray()))
          .containsExactly(PasswordFault.TOO_SHORT);
      assertThat(rules.faults(auditor, "passwordpassword".toCharArray()))
          .containsExactly(PasswordFault.COMMON);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"edition", "DPP.least", "SP800-63B.kinds", "ADMIN.profile", "lock.for"})
  void a_policy_that_is_not_complete_is_not_loaded(String line) {
    Properties said = edition();
    said.remove(line);
    assertThatThrownBy(() -> new PasswordPolicy(said)).isInstanceOf(RuntimeException.class);
  }

  @ParameterizedTest
  @CsvSource({"DPP.lest, 12", "lock.after, 6", "DPP.least, 7", "DPP.most, 20", "X.profile, DPP"})
  void a_line_that_is_unknown_or_out_of_bounds_is_refused(String line, String value) {
    Properties said = edition();
    said.setProperty(line, value);
    assertThatThrownBy(() -> new PasswordPolicy(said)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  @Tag("ASVS-V6.2.4")
  @Tag("ASVS-V6.2.12")
  void the_shipped_list_is_the_one_that_its_sources_make() throws IOException {
    try (InputStream in =
        Objects.requireNonNull(PasswordRulesTest.class.getResourceAsStream(CommonPasswords.LIST))) {
      assertThat(in.readAllBytes()).isEqualTo(CommonPasswordsList.made());
    }
    assertThat(COMMON.size()).isGreaterThan(30_000);
  }

  @Test
  void a_password_by_chance_is_not_taken_for_a_common_one() {
    Random random = new Random(7);
    for (int i = 0; i < 20_000; i++) {
      String made =
          random
              .ints(14, 'a', 'z' + 1)
              .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
              .toString();
      assertThat(COMMON.has(made)).as(made).isFalse();
    }
  }

  @Test
  void letters_that_a_keyboard_sends_in_two_ways_are_one_password() {
    Passwords passwords = new Passwords();
    String hash = passwords.hash("Basált-otter7".toCharArray());
    assertThat(passwords.matches(hash, "Basa\u0301lt-otter7".toCharArray())).isTrue();
    assertThat(passwords.matches(hash, "Basalt-otter7".toCharArray())).isFalse();
  }
}
