package org.lockkeeper.compliance.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a spreadsheet could take for a formula is text in every file of ours. */
class CsvTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "=1+1",
        "+1",
        "-1",
        "@SUM(A1)",
        "\u2212" + "1",
        "\uFF1D1",
        "\uFF0B1",
        "\uFF0D1",
        "\uFF201",
        " =1",
        "\u00A0=1",
        "\uFEFF=1",
        "\"=1",
        "\" \"=1",
        "\t=1",
        "\r=1",
        "\n=1",
        "\u0000=1",
      })
  void a_cell_that_could_begin_a_formula_gets_an_apostrophe_before_its_sign(String value) {
    String safe = Csv.cell(value);
    assertThat(safe).startsWith("\"").endsWith("\"");
    String inside = safe.substring(1, safe.length() - 1).replace("\"\"", "\"");
    int sign = 0;
    while ("=+-@\u2212\uFF1D\uFF0B\uFF0D\uFF20".indexOf(inside.charAt(sign)) < 0) {
      sign++;
    }
    assertThat(inside.charAt(sign - 1)).isEqualTo('\'');
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"a;=1", "a,=1", "a\"=1", "a\",\"=1", "a\n=1", "a\r\n+1", "a\t@x", "a; -1", "a|=1"})
  void what_another_program_takes_for_the_next_cell_begins_no_formula_either(String value) {
    assertThat(Csv.cell(value)).containsPattern("'[=+@-]");
  }

  @Test
  void a_cell_that_begins_with_what_is_dropped_does_not_begin_with_it() {
    assertThat(Csv.cell("\tx")).isEqualTo("\"'\tx\"");
    assertThat(Csv.cell("\rx")).isEqualTo("\"'\rx\"");
  }

  @Test
  void text_stays_as_it_is_and_quotes_are_doubled() {
    Csv csv = new Csv();
    csv.line(List.of("#1001", "2026-11-22T12:00:00Z", "say \"hello\", you", "", "a=b", "'=1"));
    assertThat(csv)
        .hasToString(
            "\"#1001\",\"2026-11-22T12:00:00Z\",\"say \"\"hello\"\", you\",\"\",\"a=b\",\"'=1\"\r\n");
  }

  @Test
  void made_safe_twice_is_made_safe_once() {
    String once = Csv.cell("=1;+2");
    assertThat(Csv.cell(once.substring(1, once.length() - 1))).isEqualTo(once);
  }
}
