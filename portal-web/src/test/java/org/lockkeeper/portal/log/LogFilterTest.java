package org.lockkeeper.portal.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lockkeeper.compliance.audit.AuditRecords.ActorKind;
import org.lockkeeper.compliance.audit.AuditResult;
import org.lockkeeper.compliance.audit.AuditTopic;
import org.lockkeeper.kernel.SellerId;

class LogFilterTest {

  private static final String PAGE = "/admin/audit-log";
  private static final SellerId SELLER = SellerId.of("01900000-0000-7000-8000-00000000000a");
  private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");

  private static Optional<LogFilter> read(String path) {
    Map<String, String[]> parameters = new HashMap<>();
    if (path.contains("?")) {
      for (String part : path.substring(path.indexOf('?') + 1).split("&", -1)) {
        String[] pair = part.split("=", 2);
        parameters.merge(
            pair[0],
            new String[] {
              java.net.URLDecoder.decode(pair[1], java.nio.charset.StandardCharsets.UTF_8)
            },
            (one, other) -> new String[] {one[0], other[0]});
      }
    }
    return LogFilter.from(PAGE, parameters);
  }

  @Test
  void the_address_carries_the_whole_filter_and_back() {
    LogFilter filter =
        LogFilter.all(PAGE)
            .over(LogSpan.MONTH)
            .of(Optional.of(SELLER))
            .by(Optional.of(ActorKind.PERSON))
            .about(Optional.of(AuditTopic.LOOKS))
            .ended(Optional.of(AuditResult.REFUSED))
            .object(Optional.of("secret:connection/1"))
            .after(new UUID(1, 2));
    assertThat(filter.path())
        .isEqualTo(
            "/admin/audit-log?span=month&seller="
                + SELLER
                + "&by=person&topic=looks&result=refused&object=secret%3Aconnection%2F1&before="
                + new UUID(1, 2));
    assertThat(read(filter.path())).contains(filter);
    assertThat(LogFilter.all(PAGE).path()).isEqualTo(PAGE);
    assertThat(read(PAGE)).contains(LogFilter.all(PAGE));
  }

  @Test
  void whatever_is_chosen_begins_the_list_anew() {
    LogFilter paged = LogFilter.all(PAGE).after(new UUID(1, 2));
    assertThat(paged.over(LogSpan.DAY).before()).isEmpty();
    assertThat(paged.person(new UUID(3, 4)).before()).isEmpty();
    assertThat(paged.newest()).isEqualTo(LogFilter.all(PAGE));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "?span=hour",
        "?span=WEEK",
        "?seller=1",
        "?by=robot",
        "?topic=everything",
        "?result=maybe",
        "?object=Ada%20Lovelace",
        "?object=order",
        "?object=order%3A%27%20or%201=1",
        "?person=x",
        "?before=1",
        "?span=day&span=week"
      })
  void an_address_that_no_page_of_ours_writes_is_refused(String query) {
    assertThat(read(PAGE + query)).isEmpty();
  }

  @Test
  void names_of_filters_are_told_and_never_their_values() {
    LogFilter filter = LogFilter.all(PAGE).object(Optional.of("order:0190")).after(new UUID(1, 2));
    assertThat(filter.narrowed()).containsExactly("span", "object");
    assertThat(filter.narrows()).isTrue();
    assertThat(LogFilter.all(PAGE).over(LogSpan.ALL).narrows()).isFalse();
  }

  @Test
  void a_span_ends_now() {
    assertThat(LogFilter.all(PAGE).over(LogSpan.DAY).asked(NOON).since())
        .isEqualTo(NOON.minus(Duration.ofDays(1)));
    assertThat(LogFilter.all(PAGE).over(LogSpan.ALL).asked(NOON).since()).isEqualTo(Instant.EPOCH);
  }
}
