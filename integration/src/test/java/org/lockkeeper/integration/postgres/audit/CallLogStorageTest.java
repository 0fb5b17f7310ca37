package org.lockkeeper.integration.postgres.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.lockkeeper.compliance.monitoring.OutsideCalls;
import org.lockkeeper.compliance.monitoring.OutsideCalls.Filter;
import org.lockkeeper.compliance.monitoring.OutsideCalls.Span;
import org.lockkeeper.compliance.monitoring.RefusalReason;
import org.lockkeeper.integration.http.CallLog;
import org.lockkeeper.integration.postgres.TestDatabase;
import org.lockkeeper.integration.postgres.Transactions;
import org.lockkeeper.integration.postgres.Wall;
import org.lockkeeper.kernel.Ids;
import org.lockkeeper.kernel.SellerId;

class CallLogStorageTest {

  private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
  private static final int MOST = 50;
  private static final int MANY = Integer.getInteger("calls", 50_000);

  private final SellerId anna = new SellerId(UUID.randomUUID());
  private final SellerId bert = new SellerId(UUID.randomUUID());
  private final String host = "shop-" + UUID.randomUUID() + ".myshopify.com";
  private final Moment clock = new Moment(NOON);
  private Transactions transactions = TestDatabase.portal();
  private PostgresCallLog log = log();
  private PostgresOutsideCalls calls = new PostgresOutsideCalls(transactions.tenancy());

  @BeforeEach
  void two_sellers() {
    transactions.seller(anna, UUID.randomUUID());
    transactions.seller(bert, UUID.randomUUID());
  }

  private PostgresCallLog log() {
    return new PostgresCallLog(transactions.tenancy(), new Ids(clock, new SecureRandom()), clock);
  }

  private static final class Moment extends Clock {

    private Instant now;

    Moment(Instant now) {
      this.now = now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }

    @Override
    public Instant instant() {
      return now;
    }
  }

  private void call(SellerId seller, String operation, int status, long tookMs, Instant at) {
    clock.now = at;
    transactions.run(
        () ->
            log.note(
                new CallLog.Call(
                    seller,
                    host,
                    operation,
                    status,
                    tookMs,
                    7,
                    status == 429,
                    Optional.of("request-0001"),
                    Optional.of("shopify"),
                    1)));
    clock.now = NOON;
  }

  private Filter here(Span span) {
    return new Filter(span, Optional.of(host), Optional.empty(), false);
  }

  private List<OutsideCalls.Row> rows(Filter filter) {
    return transactions.in(() -> calls.rows(filter, NOON, MOST));
  }

  @ParameterizedTest
  @EnumSource(Span.class)
  void calls_are_counted_for_each_host_operation_and_seller_whatever_the_span(Span span) {
    for (int i = 0; i < 3; i++) {
      call(anna, "shopify.order", 200, 30, NOON);
    }
    call(anna, "shopify.order", 429, 700, NOON);
    call(anna, "shopify.order", 404, 30, NOON);
    call(anna, "shopify.order", 500, 30, NOON);
    call(anna, "shopify.order", 0, 15_000, NOON);
    call(anna, "shopify.parcel", 200, 1, NOON);
    call(bert, "shopify.order", 200, 30, NOON);
    List<OutsideCalls.Row> rows = rows(here(span));
    assertThat(rows)
        .extracting(
            row -> row.operation() + " " + row.seller() + " " + row.calls() + " " + row.failed())
        .containsExactlyInAnyOrder(
            "shopify.order " + anna + " 7 3",
            "shopify.order " + bert + " 1 0",
            "shopify.parcel " + anna + " 1 0");
    OutsideCalls.Row first = rows.getFirst();
    assertThat(first.throttled()).isEqualTo(1);
    assertThat(first.bytes()).isEqualTo(49);
    assertThat(first.took().counts())
        .containsExactly(0L, 5L, 0L, 0L, 0L, 0L, 0L, 0L, 1L, 0L, 0L, 0L, 0L, 0L, 0L, 1L);
    assertThat(first.firstSeen()).isEqualTo(NOON);
    assertThat(first.budget()).isEmpty();
  }

  @Test
  void the_filters_narrow_by_host_by_seller_and_to_what_fails() {
    call(anna, "shopify.order", 200, 30, NOON);
    call(anna, "shopify.parcel", 503, 30, NOON);
    call(bert, "shopify.order", 200, 30, NOON);
    for (Span span : Span.values()) {
      assertThat(rows(new Filter(span, Optional.of("elsewhere"), Optional.empty(), false)))
          .isEmpty();
      assertThat(rows(new Filter(span, Optional.of(host), Optional.of(bert), false))).hasSize(1);
      assertThat(rows(new Filter(span, Optional.of(host), Optional.empty(), true)))
          .extracting(OutsideCalls.Row::operation)
          .containsExactly("shopify.parcel");
    }
  }

  @ParameterizedTest(name = "{0}: the first instant of it is {1}")
  @CsvSource({
    "HOUR, 2026-11-21T11:05:00Z",
    "DAY, 2026-11-20T13:00:00Z",
    "WEEK, 2026-11-15T00:00:00Z",
    "MONTH, 2026-10-23T00:00:00Z"
  })
  void a_span_begins_on_a_whole_step_and_ends_with_the_running_one(Span span, Instant since) {
    assertThat(span.since(NOON)).isEqualTo(since);
    call(anna, "shopify.order", 200, 30, since);
    call(anna, "shopify.order", 500, 30, NOON);
    List<OutsideCalls.Step> steps = transactions.in(() -> calls.steps(here(span), NOON));
    assertThat(steps).hasSize(span.steps());
    assertThat(steps.getFirst()).isEqualTo(new OutsideCalls.Step(since, 1, 0));
    assertThat(steps.getLast().failed()).isEqualTo(1);
    assertThat(steps.subList(1, steps.size() - 1))
        .allSatisfy(step -> assertThat(step.calls()).isZero());
  }

  @Test
  void counts_by_hours_go_after_three_days_and_counts_by_days_stay() {
    call(anna, "shopify.order", 200, 30, NOON.minus(Duration.ofDays(10)));
    call(anna, "shopify.order", 200, 30, NOON.minus(Duration.ofDays(2)));
    call(anna, "shopify.order", 200, 30, NOON);
    assertThat(
            transactions.in(
                () ->
                    transactions
                        .tenancy()
                        .as(anna)
                        .list(
                            "select grain from audit.call_tally where seller_id = ? order by 1",
                            row -> row.getString(1),
                            anna.value())))
        .containsExactly("DAY", "DAY", "DAY", "HOUR", "HOUR");
  }

  @ParameterizedTest
  @EnumSource(Wall.class)
  void single_calls_are_shown_newest_first_and_under_their_seller_only(Wall wall) {
    transactions = wall.transactions();
    log = log();
    calls = new PostgresOutsideCalls(transactions.tenancy());
    call(anna, "shopify.order", 200, 30, NOON.minusSeconds(2));
    call(anna, "shopify.order", 429, 40, NOON.minusSeconds(1));
    call(bert, "shopify.order", 200, 50, NOON);
    OutsideCalls.Subject subject = new OutsideCalls.Subject(anna, host, "shopify.order");
    assertThat(transactions.in(() -> calls.calls(subject, here(Span.HOUR), NOON, MOST)))
        .containsExactly(
            new OutsideCalls.Call(
                NOON.minusSeconds(1), 429, 40, 7, true, Optional.of("request-0001"), 1),
            new OutsideCalls.Call(
                NOON.minusSeconds(2), 200, 30, 7, false, Optional.of("request-0001"), 1));
    Filter failing = new Filter(Span.HOUR, Optional.of(host), Optional.empty(), true);
    assertThat(transactions.in(() -> calls.calls(subject, failing, NOON, MOST))).hasSize(1);
  }

  @Test
  void what_was_not_called_stands_with_its_reason_and_its_host_alone() {
    transactions.run(() -> log.refused(anna, host, "shopify.order", RefusalReason.PRIVATE_ADDRESS));
    assertThat(transactions.in(() -> calls.refusals(here(Span.HOUR), NOON, MOST)))
        .containsExactly(
            new OutsideCalls.Refusal(
                NOON, anna, host, "shopify.order", RefusalReason.PRIVATE_ADDRESS));
    assertThat(rows(here(Span.HOUR))).isEmpty();
  }

  @Test
  void a_row_says_how_full_the_budget_is_out_of_which_it_was_taken() throws SQLException {
    call(anna, "shopify.order", 200, 30, NOON);
    call(bert, "shopify.order", 200, 30, NOON);
    try (Connection connection = TestDatabase.connect("postgres");
        Statement statement = connection.createStatement()) {
      statement.execute(
          """
          insert into jobs.call_budget values ('%s', 'app-1', '%s', 'shopify', 7,
            '2200-01-01', 100, 2000, 100, 2000, '2200-01-01', to_timestamp(0), 1)
          """
              .formatted(anna, host));
    }
    assertThat(rows(new Filter(Span.DAY, Optional.of(host), Optional.of(anna), false)))
        .extracting(OutsideCalls.Row::budget)
        .containsExactly(
            Optional.of(
                new OutsideCalls.BudgetFill(
                    7, 2000, 100, Optional.of(Instant.parse("2200-01-01T00:00:00Z")))));
    assertThat(rows(new Filter(Span.DAY, Optional.of(host), Optional.of(bert), false)))
        .as("the budget of an operation stays known when it is not in use")
        .extracting(OutsideCalls.Row::budgetName, OutsideCalls.Row::budget)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(Optional.of("shopify"), Optional.empty()));
  }

  @Test
  void a_host_is_known_from_its_first_call_on() {
    call(anna, "shopify.order", 200, 30, NOON.minus(Duration.ofDays(400)));
    call(bert, "shopify.order", 200, 30, NOON);
    assertThat(rows(here(Span.HOUR)).getFirst().firstSeen())
        .isEqualTo(NOON.minus(Duration.ofDays(400)));
    assertThat(transactions.in(() -> calls.hosts(10_000))).contains(host);
  }

  @Test
  void calls_of_coming_years_have_a_place() {
    call(anna, "shopify.order", 200, 30, Instant.parse("2027-02-28T23:59:59.999Z"));
    call(anna, "shopify.order", 200, 30, Instant.parse("2031-01-01T00:00:00Z"));
    assertThat(
            transactions.in(
                () ->
                    transactions
                        .tenancy()
                        .as(anna)
                        .list(
                            "select tableoid::regclass::text from audit.call_log order by at",
                            row -> row.getString(1))))
        .containsExactly("audit.call_log_2027_02", "audit.call_log_later");
  }

  /**
   * Calls of 200 sellers in a month, written past the gateway; {@code -Dcalls=1000000} for the
   * figures that the decision names.
   */
  @Test
  void a_page_over_a_month_reads_counts_and_not_calls() throws SQLException {
    Instant end = Instant.parse("2029-06-30T12:00:00Z");
    try (Connection connection = TestDatabase.connect("postgres");
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      statement.execute(
          """
          create temp table many on commit drop as
          select ('00000000-0000-4000-8000-' || lpad(to_hex(i), 12, '0'))::uuid as id
          from generate_series(1, 200) i
          """);
      statement.execute(
          """
          insert into access.seller (seller_id, name, created_at)
          select id, 'S', now() from many on conflict do nothing
          """);
      statement.execute(
          """
          insert into audit.call_log (seller_id, at, id, host, operation, status, took_ms, bytes)
          select ('00000000-0000-4000-8000-' || lpad(to_hex(1 + i %% 200), 12, '0'))::uuid,
            '%s'::timestamptz - make_interval(secs => i * 2592000.0 / %d), gen_random_uuid(),
            'big.example', 'test.op' || i %% 7, case when i %% 50 = 0 then 500 else 200 end,
            i %% 3000, 100
          from generate_series(1, %d) i
          """
              .formatted(end, MANY, MANY));
      statement.execute(
          """
          insert into audit.call_tally (seller_id, grain, slot, host, operation, calls, failed,
            throttled, bytes, t3)
          select seller_id, g, date_trunc(g, at, 'UTC'), host, operation, count(*),
            count(*) filter (where status = 500), 0, sum(bytes), count(*)
          from audit.call_log, (values ('HOUR'), ('DAY')) v (g) where host = 'big.example'
          group by 1, 2, 3, 4, 5
          """);
      statement.execute("analyze audit.call_log");
      statement.execute("analyze audit.call_tally");
      connection.commit();
    }
    for (Span span : Span.values()) {
      Filter all = new Filter(span, Optional.of("big.example"), Optional.empty(), false);
      transactions.in(() -> calls.rows(all, end, MOST));
      long began = System.nanoTime();
      List<OutsideCalls.Row> rows = transactions.in(() -> calls.rows(all, end, MOST));
      transactions.in(() -> calls.steps(all, end));
      long took = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began);
      assertThat(rows).hasSize(MOST);
      System.getLogger("figures")
          .log(System.Logger.Level.INFO, "calls.page span={0} ms={1}", span, took);
      assertThat(took).as("%s in ms", span).isLessThan(1500);
    }
  }
}
