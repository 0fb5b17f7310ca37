package org.lockkeeper.compliance.access.sessions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Objects;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.lockkeeper.compliance.access.Role;

class SessionPolicyTest {

  private static Properties inForce() throws IOException {
    try (InputStream in =
        SessionPolicyTest.class.getResourceAsStream("/policy/sessions-2026-11-22.properties")) {
      Properties said = new Properties();
      said.load(Objects.requireNonNull(in));
      return said;
    }
  }

  @Test
  void the_edition_in_force_has_its_date() {
    assertThat(new SessionPolicy().edition()).isEqualTo(LocalDate.of(2026, 11, 22));
    assertThat(new SessionPolicy().fresh()).isEqualTo(Duration.ofMinutes(5));
  }

  @ParameterizedTest
  @EnumSource(Role.class)
  void our_own_people_are_signed_out_sooner_than_those_of_sellers(Role role) {
    SessionPolicy.Span span = new SessionPolicy().of(role);
    assertThat(span.idle()).isEqualTo(Duration.ofMinutes(role.ofSeller() ? 30 : 15));
    assertThat(span.absolute()).isEqualTo(Duration.ofHours(role.ofSeller() ? 12 : 8));
  }

  @ParameterizedTest
  @CsvSource({
    "ADMIN.idle, ''",
    "ADMIN.idle, PT9H",
    "ADMIN.idle, PT30S",
    "ADMIN.absolute, P2D",
    "ADMIN.absolute, soon",
    "INTERN.idle, PT15M"
  })
  void an_edition_that_is_not_complete_and_right_is_not_loaded(String key, String value)
      throws IOException {
    Properties said = inForce();
    said.setProperty(key, value);
    assertThatThrownBy(() -> new SessionPolicy(said)).isInstanceOf(RuntimeException.class);
  }

  @ParameterizedTest
  @CsvSource({
    "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0, Firefox & Linux",
    "Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/140.0 Safari/537.36 Edg/140.0,"
        + " Edge & Windows",
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18 Safari/604.1, Safari & iPhone",
    "curl/8.0, ''",
    "'', ''"
  })
  void a_browser_is_named_in_words(String header, String words) {
    assertThat(Agent.words(header)).isEqualTo(words.replace(" &", ","));
  }

  @Test
  void a_browser_that_says_nothing_has_no_name() {
    assertThat(Agent.words(null)).isEmpty();
  }
}
