package org.lockkeeper.compliance.notices;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.lockkeeper.kernel.SellerId;

class NoticesTest {

  private static final Instant END = Instant.parse("2027-03-01T12:00:00Z");
  private static final List<Duration> BEFORE =
      List.of(Duration.ofDays(30), Duration.ofDays(14), Duration.ofDays(7), Duration.ofDays(1));

  @ParameterizedTest(name = "{0} before the end: {1}")
  @CsvSource({
    "P30DT1S, ",
    "P30D, 30",
    "P14DT1S, 30",
    "P14D, 14",
    "P7DT1S, 14",
    "P7D, 7",
    "P1DT1S, 7",
    "P1D, 1",
    "PT1S, 1",
    "PT0S, ",
    "-P1D, "
  })
  void a_warning_is_due_30_14_7_days_and_one_day_before_and_not_after(
      Duration left, @Nullable Integer days) {
    assertThat(NoticeSteps.due(END, END.minus(left), BEFORE)).isEqualTo(Optional.ofNullable(days));
  }

  private static Notice notice(Notice.Kind kind) {
    return new Notice(
        new SellerId(new UUID(1, 2)),
        new UUID(3, 4),
        kind,
        "connection:1",
        "amazon",
        "Harbor Goods",
        END,
        7,
        END.minus(Duration.ofDays(7)),
        Optional.empty());
  }

  @ParameterizedTest
  @EnumSource(Notice.Kind.class)
  void each_notice_says_what_to_do_in_both_languages(Notice.Kind kind) {
    for (Locale language : List.of(Locale.ENGLISH, Locale.of("es"))) {
      String title = NoticeTexts.title(notice(kind), language, ZoneOffset.UTC);
      String body = NoticeTexts.body(notice(kind), language, ZoneOffset.UTC);
      assertThat(title).containsAnyOf("Amazon", "Harbor Goods", "2027").doesNotContain("{");
      assertThat(body).endsWith(".").doesNotContain("{");
    }
    assertThat(NoticeTexts.body(notice(kind), Locale.ENGLISH, ZoneOffset.UTC))
        .isNotEqualTo(NoticeTexts.body(notice(kind), Locale.of("es"), ZoneOffset.UTC));
  }

  @Test
  void a_language_that_is_not_complete_is_answered_in_english() {
    assertThat(NoticeTexts.title(notice(Notice.Kind.CONSENT_ENDS), Locale.FRENCH, ZoneOffset.UTC))
        .isEqualTo("Amazon: renew your consent by Mar 1, 2027");
  }

  @Test
  void both_languages_have_exactly_the_texts_that_are_used() throws IOException {
    var wanted =
        Arrays.stream(Notice.Kind.values())
            .flatMap(kind -> Stream.of(kind.name() + ".title", kind.name() + ".body"))
            .collect(Collectors.toSet());
    for (String name : List.of("notices.properties", "notices_es.properties")) {
      Properties texts = new Properties();
      try (InputStream in = NoticesTest.class.getResourceAsStream(name);
          Reader reader =
              new InputStreamReader(Objects.requireNonNull(in), StandardCharsets.UTF_8)) {
        texts.load(reader);
      }
      assertThat(texts.stringPropertyNames()).isEqualTo(wanted);
      assertThat(texts.values().toString()).doesNotContain("'");
    }
  }
}
