package org.lockkeeper.portal.admin;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.http.HttpServletRequest;
import java.lang.reflect.Proxy;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.lockkeeper.compliance.access.Sellers;
import org.lockkeeper.compliance.monitoring.OutsideCalls;
import org.lockkeeper.compliance.monitoring.RefusalReason;
import org.lockkeeper.compliance.monitoring.TookBands;
import org.lockkeeper.kernel.SellerId;
import org.lockkeeper.portal.session.Redirect;
import org.lockkeeper.portal.texts.Texts;
import org.lockkeeper.portal.texts.Times;

class ExternalApiCallsTest {

  private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
  private static final Clock CLOCK = Clock.fixed(NOON, ZoneOffset.UTC);
  private static final SellerId SELLER = SellerId.of("01900000-0000-7000-8000-00000000000a");
  private static final String SUBJECT =
      "?host=api.amazon.com&seller=" + SELLER + "&operation=amazon.token";

  private final List<OutsideCalls.Row> rows = new ArrayList<>();
  private final List<OutsideCalls.Refusal> refusals = new ArrayList<>();
  private final List<OutsideCalls.Call> calls = new ArrayList<>();
  private final List<String> went = new ArrayList<>();

  private ExternalApiCalls page(String query, Locale locale) {
    Map<String, String[]> parameters = new java.util.HashMap<>();
    for (String part : query.replace("?", "").split("&", -1)) {
      String[] pair = part.split("=", 2);
      if (pair.length == 2) {
        parameters.put(pair[0], new String[] {pair[1]});
      }
    }
    HttpServletRequest request =
        (HttpServletRequest)
            Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {HttpServletRequest.class},
                (proxy, method, arguments) -> parameters);
    Texts texts = new Texts(locale);
    return new ExternalApiCalls(
        new CallsReader(new Noted(), new OneSeller()),
        texts,
        new Times(CLOCK, texts, ZoneOffset.UTC),
        new Redirect() {
          @Override
          public void to(String path) {
            went.add(path);
          }

          @Override
          public void nowhere() {
            went.add("nowhere");
          }
        },
        CLOCK,
        request);
  }

  private static OutsideCalls.Row row(
      long all, long failed, Instant firstSeen, Optional<OutsideCalls.BudgetFill> budget) {
    List<Long> took = new ArrayList<>(Collections.nCopies(TookBands.BOUNDS.size() + 1, 0L));
    took.set(4, all);
    return new OutsideCalls.Row(
        "api.amazon.com",
        "amazon.token",
        SELLER,
        all,
        failed,
        0,
        1536,
        new TookBands(took),
        firstSeen,
        budget.map(fill -> "amazon"),
        budget);
  }

  @Test
  void a_row_says_in_words_what_there_is() {
    rows.add(
        row(
            1200,
            120,
            NOON.minus(Duration.ofDays(40)),
            Optional.of(new OutsideCalls.BudgetFill(28.9, 30, 2, Optional.empty()))));
    ExternalApiCalls.Row shown = page("", Locale.ENGLISH).rows().getFirst();
    assertThat(shown.calls()).isEqualTo("1,200");
    assertThat(shown.failed()).isEqualTo("10.0 %");
    assertThat(shown.look()).isEqualTo("trouble");
    assertThat(shown.took()).isEqualTo("198 ms");
    assertThat(shown.bytes()).isEqualTo("1.5 KiB");
    assertThat(shown.seller()).isEqualTo("Analytical Mugs");
    assertThat(shown.isNew()).isFalse();
    assertThat(shown.budget()).isEqualTo("28 of 30, 2 a second");
    assertThat(shown.path()).isEqualTo("/admin/external-api-calls" + SUBJECT);
  }

  @Test
  void what_is_called_for_the_first_time_is_new_for_seven_days() {
    rows.add(row(1, 0, NOON.minus(Duration.ofDays(7)).plusSeconds(1), Optional.empty()));
    rows.add(row(1, 0, NOON.minus(Duration.ofDays(7)), Optional.empty()));
    ExternalApiCalls page = page("", Locale.ENGLISH);
    assertThat(page.rows()).extracting(ExternalApiCalls.Row::isNew).containsExactly(true, false);
    assertThat(page.tiles().get(2).value()).isEqualTo("1");
    assertThat(page.rows().getFirst().budget()).isEmpty();
  }

  @Test
  void a_bucket_that_the_platform_closed_says_for_how_long() {
    rows.add(
        row(
            1,
            1,
            NOON,
            Optional.of(new OutsideCalls.BudgetFill(0, 30, 2, Optional.of(NOON.plusSeconds(8))))));
    assertThat(page("", Locale.ENGLISH).rows().getFirst().budget())
        .isEqualTo("closed for 8 s, as the platform asked");
  }

  @Test
  void the_tiles_tell_calls_failures_new_ones_and_refusals() {
    refusals.add(
        new OutsideCalls.Refusal(
            NOON, SellerId.PLATFORM, "", "test.get", RefusalReason.PRIVATE_ADDRESS));
    ExternalApiCalls page = page("?span=week", Locale.ENGLISH);
    assertThat(page.tiles())
        .extracting(ExternalApiCalls.Figure::value)
        .containsExactly("70", "1.4 %", "0", "1");
    assertThat(page.refusals())
        .containsExactly(
            new ExternalApiCalls.Refusal(
                NOON,
                "the platform itself",
                "not a host",
                "test.get",
                "The name leads inside a network"));
  }

  @Test
  void what_the_charts_show_stands_in_a_table_too() {
    ExternalApiCalls page = page("?span=week", Locale.ENGLISH);
    assertThat(page.steps()).hasSize(7);
    assertThat(page.steps().getLast())
        .isEqualTo(new ExternalApiCalls.Step("21 Nov", "10", "1", "10.0 %"));
    assertThat(page("?span=hour", Locale.ENGLISH).steps().getFirst().when()).isEqualTo("11:05");
  }

  @Test
  void single_calls_are_shown_for_one_operation_at_one_host_for_one_seller() {
    calls.add(new OutsideCalls.Call(NOON, 429, 40, 7, true, Optional.of("request-0001"), 2));
    calls.add(new OutsideCalls.Call(NOON, 0, 15_000, 0, false, Optional.empty(), 1));
    calls.add(new OutsideCalls.Call(NOON, 200, 40, 7, false, Optional.empty(), 1));
    ExternalApiCalls page = page(SUBJECT, Locale.ENGLISH);
    assertThat(page.single()).isTrue();
    assertThat(page.whereAndWhose()).isEqualTo("At api.amazon.com, for Analytical Mugs.");
    assertThat(page.calls())
        .extracting(call -> call.status() + " " + call.look() + " " + call.attempt())
        .containsExactly("429, too many exception 2", "no answer danger 1", "200 delivered 1");
    assertThat(page.backPath()).isEqualTo("/admin/external-api-calls");
  }

  @Test
  void an_address_that_no_page_of_ours_writes_is_nowhere() {
    page("?span=year", Locale.ENGLISH).check();
    page("?span=week", Locale.ENGLISH).check();
    assertThat(went).containsExactly("nowhere");
  }

  @Test
  void filters_are_taken_off_one_by_one_or_all_at_once() {
    ExternalApiCalls page = page("?span=hour&host=api.amazon.com&failing=yes", Locale.of("es"));
    assertThat(page.narrowed()).isTrue();
    assertThat(page.chips())
        .extracting(ExternalApiCalls.Choice::path)
        .containsExactly(
            "/admin/external-api-calls?span=hour&failing=yes",
            "/admin/external-api-calls?span=hour&host=api.amazon.com");
    assertThat(page.clearPath()).isEqualTo("/admin/external-api-calls?span=hour");
    assertThat(page.outcomes().getLast().label()).isEqualTo("Solo con fallos");
  }

  private final class Noted implements OutsideCalls {

    @Override
    public List<Row> rows(Filter filter, Instant now, int most) {
      return rows;
    }

    @Override
    public List<Step> steps(Filter filter, Instant now) {
      int last = filter.span().steps() - 1;
      return IntStream.rangeClosed(0, last)
          .mapToObj(
              i ->
                  new Step(
                      filter.span().since(now).plus(filter.span().step().multipliedBy(i)),
                      10,
                      i == last ? 1 : 0))
          .toList();
    }

    @Override
    public List<Call> calls(Subject subject, Filter filter, Instant now, int most) {
      return calls;
    }

    @Override
    public List<Refusal> refusals(Filter filter, Instant now, int most) {
      return refusals;
    }

    @Override
    public List<String> hosts(int most) {
      return List.of("api.amazon.com");
    }
  }

  private static final class OneSeller implements Sellers {

    @Override
    public void add(SellerId seller, String name, Instant at) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Optional<String> name(SellerId seller) {
      return Optional.of("Analytical Mugs");
    }

    @Override
    public boolean close(SellerId seller, Instant at) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Optional<Instant> closedAt(SellerId seller) {
      return Optional.empty();
    }

    @Override
    public List<SellerId> find(String wanted, int most) {
      throw new UnsupportedOperationException();
    }

    @Override
    public List<SellerId> ids() {
      return List.of(SELLER);
    }
  }
}
