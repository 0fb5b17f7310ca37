package org.lockkeeper.compliance.registers.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lockkeeper.compliance.registers.Severity;
import org.lockkeeper.compliance.registers.imports.Findings.Unreadable;
import org.lockkeeper.compliance.registers.imports.Findings.Why;

/** Findings come in as they are told, and the same one again is the same. */
class ReadersTest {

  private static final String RESULT =
      """
      {"ruleId": "CVE-2026-1", "level": "%s", "message": {"text": "Bad thing"}, %s
       "locations": [{"physicalLocation": {"artifactLocation": {"uri": "src/A.java"},
         "region": {"startLine": %d}}}]}
      """;

  private static byte[] sarif(String rule, String results) {
    return """
        {"version": "2.1.0", "runs": [{"tool": {"driver": {"name": "Some Scanner",
          "rules": [{"id": "CVE-2026-1", "name": "BadThing" %s}]}}, "results": [%s]}]}
        """
        .formatted(rule, results)
        .getBytes(StandardCharsets.UTF_8);
  }

  private static Findings read(String rule, String results) throws Unreadable {
    return SarifReader.read(sarif(rule, results));
  }

  @ParameterizedTest(name = "level {0}, security-severity {1}: {2}")
  @CsvSource({
    "error, '', HIGH",
    "warning, '', MEDIUM",
    "note, '', LOW",
    "none, '', INFO",
    "note, 9.8, CRITICAL",
    "error, 3.1, LOW",
    "note, 0.0, INFO",
    "error, eleven, HIGH",
    "error, 99.0, HIGH"
  })
  void the_score_of_the_rule_comes_before_its_level(String level, String score, Severity severity)
      throws Unreadable {
    String properties =
        score.isEmpty() ? "" : ", \"properties\": {\"security-severity\": \"" + score + "\"}";
    Findings findings = read(properties, RESULT.formatted(level, "", 3));
    assertThat(findings.tool()).isEqualTo("Some_Scanner");
    assertThat(findings.found())
        .singleElement()
        .satisfies(
            one -> {
              assertThat(one.severity()).isEqualTo(severity);
              assertThat(one.title()).isEqualTo("BadThing");
              assertThat(one.rule()).isEqualTo("CVE-2026-1");
              assertThat(one.where()).isEqualTo("src/A.java");
            });
  }

  @Test
  void a_finding_that_moved_down_the_file_is_the_same_finding() throws Unreadable {
    Findings one = read("", RESULT.formatted("error", "", 3));
    Findings two = read("", RESULT.formatted("note", "", 90));
    assertThat(one.found().getFirst().key()).isEqualTo(two.found().getFirst().key());
    Findings marked =
        read("", RESULT.formatted("error", "\"partialFingerprints\": {\"a\": \"1\"},", 3));
    assertThat(marked.found().getFirst().key()).isNotEqualTo(one.found().getFirst().key());
    assertThat(
            read("", RESULT.formatted("error", "", 3) + "," + RESULT.formatted("error", "", 4))
                .found())
        .hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"kind\": \"pass\",",
        "\"suppressions\": [{\"kind\": \"inSource\"}],",
        "\"baselineState\": \"absent\","
      })
  void what_passed_or_was_taken_out_is_no_finding(String part) throws Unreadable {
    assertThat(read("", RESULT.formatted("error", part, 3)).found()).isEmpty();
  }

  @Test
  void a_secret_that_a_scanner_shows_does_not_come_into_the_register() throws Unreadable {
    String result =
        """
        {"ruleId": "SECRET-1", "message": {"text": "password=hunter2secret in file"}}
        """;
    assertThat(read("", result).found().getFirst().title()).isEqualTo("SECRET-1");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[]",
        "{}",
        "{\"version\": \"2.0.0\", \"runs\": []}",
        "{\"version\": \"2.1.0\"}",
        "not json"
      })
  void anything_else_is_not_read(String text) {
    assertThatThrownBy(() -> SarifReader.read(text.getBytes(StandardCharsets.UTF_8)))
        .isInstanceOfSatisfying(Unreadable.class, e -> assertThat(e.why()).isEqualTo(Why.FORM));
  }

  @Test
  void more_findings_than_a_person_can_look_at_are_not_taken() {
    String many =
        "{\"ruleId\": \"a\", \"message\": {\"text\": \"b\"}},".repeat(Findings.MOST)
            + "{\"ruleId\": \"c\"}";
    assertThatThrownBy(() -> read("", many))
        .isInstanceOfSatisfying(Unreadable.class, e -> assertThat(e.why()).isEqualTo(Why.TOO_MANY));
  }

  private static Findings csv(String text) throws Unreadable {
    return CsvReader.read(text.getBytes(StandardCharsets.UTF_8), "Some-Scanner");
  }

  @Test
  void a_csv_is_read_with_its_quotes_and_in_any_order_of_columns() throws Unreadable {
    Findings findings =
        csv(
            String.join(
                "\r\n",
                "\uFEFFseverity,title,where,cvss",
                "high,\"Bad, \"\"very\"\" bad",
                "thing\",src/A.java,7.5",
                "\"LOW\",\"'=2+2\",,",
                ""));
    assertThat(findings.found())
        .extracting(Finding::title)
        .containsExactlyInAnyOrder("Bad, \"very\" bad thing", "=2+2");
    assertThat(findings.found())
        .extracting(Finding::severity)
        .containsExactlyInAnyOrder(Severity.HIGH, Severity.LOW);
  }

  @ParameterizedTest(name = "{1} at {2}")
  @CsvSource({
    "'a,b\n1,2', FORM, 1",
    "'title,severity\nA,worst', SEVERITY, 2",
    "'title,severity,cvss\nA,HIGH,11', SEVERITY, 2",
    "'title,severity\n ,HIGH', TITLE, 2",
    "'title,severity\nA,HIGH,more', FORM, 2",
    "'title,severity\n\"A,HIGH', FORM, 2"
  })
  void a_line_that_cannot_be_read_is_named(String text, Why why, int line) {
    assertThatThrownBy(() -> csv(text))
        .isInstanceOfSatisfying(
            Unreadable.class,
            e -> {
              assertThat(e.why()).isEqualTo(why);
              assertThat(e.line()).isEqualTo(line);
            });
  }

  @Test
  void the_template_can_be_brought_back() throws Unreadable {
    assertThat(csv(ImportFindings.template()).found())
        .singleElement()
        .satisfies(one -> assertThat(one.rule()).isEqualTo("CVE-2026-0001"));
  }
}
