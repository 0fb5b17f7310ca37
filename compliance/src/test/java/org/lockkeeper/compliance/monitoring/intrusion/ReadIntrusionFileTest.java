package org.lockkeeper.compliance.monitoring.intrusion;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lockkeeper.compliance.monitoring.intrusion.ReadIntrusionFile.Fault;
import org.lockkeeper.compliance.monitoring.intrusion.ReadIntrusionFile.What;

/** How alerts of the operator's intrusion detection are read. */
class ReadIntrusionFileTest {

  private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");
  private static final String HEAD = "time,rule,severity,subject,text\n";
  private static final String GOOD =
      "2026-11-22T11:59:00Z,ET SCAN 2001219,high,203.0.113.77,Port scan of the gateway\n";

  private static ReadIntrusionFile.Result read(String file) {
    return ReadIntrusionFile.of(file, NOW);
  }

  private static List<IntrusionLine> lines(String file) {
    return read(file) instanceof ReadIntrusionFile.Lines read ? read.lines() : List.of();
  }

  private static List<Fault> faults(String file) {
    return read(file) instanceof ReadIntrusionFile.Faults wrong ? wrong.faults() : List.of();
  }

  @Test
  void of_an_address_only_the_network_is_kept() {
    IntrusionLine v4 = lines(HEAD + GOOD).getFirst();
    assertThat(v4.network()).isEqualTo("203.0.113.0/24");
    assertThat(v4.severity()).isEqualTo(IntrusionLine.Severity.HIGH);
    assertThat(v4.at()).isEqualTo("2026-11-22T11:59:00Z");
    assertThat(v4.text()).isEqualTo("Port scan of the gateway");
    assertThat(
            lines(HEAD + "2026-11-22T13:00:00+02:00,R,LOW,2001:db8:1:2::9,\r\n")
                .getFirst()
                .network())
        .isEqualTo("2001:db8:1::/48");
  }

  @Test
  void a_text_that_might_name_somebody_is_left_out_and_counted() {
    String file =
        HEAD
            + "2026-11-22T11:00:00Z,R1,low,203.0.113.1,Login of ada@example.org failed\n"
            + "2026-11-22T11:00:00Z,R1,low,203.0.113.1,\"Sent to 12 Main Street, twice\"\n";
    assertThat(lines(file)).hasSize(2).allMatch(line -> line.text().isEmpty());
    assertThat(((ReadIntrusionFile.Lines) read(file)).withheld()).isEqualTo(2);
  }

  @Test
  void a_field_in_quotes_may_have_commas_and_quotes() {
    assertThat(
            lines(HEAD + "2026-11-22T11:00:00Z,R,medium,203.0.113.1,\"a \"\"scan\"\", slow\"\n")
                .getFirst()
                .text())
        .isEqualTo("a \"scan\", slow");
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "yesterday,R,low,203.0.113.1,t | TIME",
        "2026-11-22T11:00:00,R,low,203.0.113.1,t | TIME",
        "2026-11-22T13:00:00Z,R,low,203.0.113.1,t | TIME",
        "2026-06-22T11:00:00Z,R,low,203.0.113.1,t | TIME",
        "2026-11-22T11:00:00Z,=cmd(),low,203.0.113.1,t | RULE",
        "2026-11-22T11:00:00Z,<b>,low,203.0.113.1,t | RULE",
        "2026-11-22T11:00:00Z,R,urgent,203.0.113.1,t | SEVERITY",
        "2026-11-22T11:00:00Z,R,low,host.example.com,t | SUBJECT",
        "2026-11-22T11:00:00Z,R,low,203.0.113.0/24,t | SUBJECT",
        "2026-11-22T11:00:00Z,R,low,203.0.113.1 | FIELDS",
        "2026-11-22T11:00:00Z,R,low,203.0.113.1,\"open | FIELDS"
      })
  void a_fault_is_told_by_its_line_and_nothing_is_taken(String line, What what) {
    assertThat(lines(HEAD + GOOD + line + "\n")).isEmpty();
    assertThat(faults(HEAD + GOOD + line + "\n")).containsExactly(new Fault(3, what));
  }

  @Test
  void a_file_is_bounded_and_names_its_columns() {
    assertThat(faults("")).containsExactly(new Fault(0, What.EMPTY));
    assertThat(faults(HEAD)).containsExactly(new Fault(0, What.EMPTY));
    assertThat(faults("a,b,c\n" + GOOD)).containsExactly(new Fault(1, What.HEAD));
    assertThat(lines(HEAD + GOOD.repeat(ReadIntrusionFile.MOST))).hasSize(ReadIntrusionFile.MOST);
    assertThat(faults(HEAD + GOOD.repeat(ReadIntrusionFile.MOST + 1)))
        .containsExactly(new Fault(0, What.TOO_LARGE));
    assertThat(faults("x".repeat(ReadIntrusionFile.LONGEST + 1)))
        .containsExactly(new Fault(0, What.TOO_LARGE));
  }

  @Test
  void the_same_line_has_the_same_digest_whatever_stands_around_it() {
    assertThat(lines(HEAD + GOOD).getFirst().digest())
        .isEqualTo(lines("\uFEFF" + HEAD + "\n" + GOOD + GOOD).getLast().digest())
        .isNotEqualTo(lines(HEAD + GOOD.replace(".77", ".78")).getFirst().digest());
  }
}
