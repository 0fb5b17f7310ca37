package org.lockkeeper.compliance.response;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lockkeeper.incidents.Finding;
import org.lockkeeper.incidents.IncidentKind;
import org.lockkeeper.incidents.Mark;
import org.lockkeeper.incidents.Party;

class ResponseTextsTest {

  private static Properties bundle(String name) throws IOException {
    Properties bundle = new Properties();
    try (InputStream in = ResponseTexts.class.getResourceAsStream(name)) {
      bundle.load(
          new InputStreamReader(Optional.ofNullable(in).orElseThrow(), StandardCharsets.UTF_8));
    }
    return bundle;
  }

  @Test
  void both_languages_say_the_same_and_need_no_doubled_apostrophe() throws IOException {
    Properties english = bundle("response.properties");
    Properties spanish = bundle("response_es.properties");
    assertThat(spanish.stringPropertyNames()).isEqualTo(english.stringPropertyNames());
    for (Properties one : List.of(english, spanish)) {
      one.forEach((key, text) -> assertThat(text.toString()).as("%s", key).doesNotContain("'"));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"en", "es"})
  void every_kind_party_finding_and_moment_has_its_words(String language) {
    ResponseTexts texts = new ResponseTexts(Locale.of(language));
    assertThatCode(
            () -> {
              for (IncidentKind kind : IncidentKind.values()) {
                texts.get("kind." + kind);
              }
              for (Party party : Party.values()) {
                texts.get("party." + party);
              }
              for (Finding finding : Finding.values()) {
                texts.get("finding." + finding);
              }
              for (Mark.Reason reason : Mark.Reason.values()) {
                texts.get("mark." + reason + ".subject");
                texts.get("mark." + reason + ".body");
              }
            })
        .doesNotThrowAnyException();
  }

  @ParameterizedTest
  @EnumSource(
      value = Party.class,
      names = {"AMAZON", "AMAZON_LEGAL", "SELLERS"})
  void a_template_is_let_through_by_the_look_for_personal_data(Party party) {
    ResponseTexts texts = new ResponseTexts(Locale.ENGLISH);
    Object[] values = {
      "a leak of data",
      ResponseTexts.utc(Instant.parse("2026-11-22T12:00:00Z")),
      "suspected and not yet ruled out",
      "0190c0de-0000-7000-8000-000000000001",
      texts.get("notice.contained", ResponseTexts.utc(Instant.parse("2026-11-22T13:00:00Z"))),
      "One account looked at many buyers."
    };
    assertThat(
            DraftNotice.fault(
                texts.get("notice." + party + ".subject", values),
                texts.get("notice." + party + ".body", values)))
        .isEmpty();
    assertThat(DraftNotice.fault("Notice", "Write to ada@example.org.")).isPresent();
  }

  @Test
  void the_pause_between_tries_grows_and_has_an_end() {
    assertThat(LetterSteps.pause(0)).hasSeconds(15);
    assertThat(LetterSteps.pause(1)).hasSeconds(30);
    assertThat(LetterSteps.pause(50)).hasMinutes(10);
  }
}
