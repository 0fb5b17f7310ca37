package org.lockkeeper.integration.postgres.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lockkeeper.integration.postgres.TestDatabase;
import org.lockkeeper.integration.postgres.Transactions;
import org.lockkeeper.kernel.Errand;
import org.lockkeeper.kernel.SellerId;

class ErrandsStorageTest {

  private final SellerId anna = new SellerId(UUID.randomUUID());
  private final Transactions transactions = TestDatabase.portal();
  private final PostgresErrands errands = new PostgresErrands(transactions.tenancy());
  private final DeadErrands dead =
      new DeadErrands(transactions.tenancy(), (kind, day) -> {}, Clock.systemUTC());
  private final FinishedErrands finished = new FinishedErrands(transactions.tenancy());
  private final Errand errand = new Errand("route-order", anna, "0190");

  @BeforeEach
  void a_seller() {
    transactions.seller(anna, UUID.randomUUID());
  }

  private List<String> waiting() {
    return transactions.in(
        () ->
            transactions
                .tenancy()
                .ofNobody()
                .list(
                    """
                    select (execution_time <= clock_timestamp()) || ' ' || version as w
                    from jobs.scheduled_tasks where task_instance = ?
                    """,
                    row -> row.getString("w"),
                    Instances.text(errand)));
  }

  private void sql(String statement) {
    transactions.run(
        () -> transactions.tenancy().ofNobody().run(statement, Instances.text(errand)));
  }

  @Test
  void an_errand_asked_for_twice_waits_once() {
    transactions.run(() -> errands.soon(errand));
    transactions.run(() -> errands.soon(errand));
    transactions.run(() -> errands.after(Duration.ofDays(1), errand));
    assertThat(waiting()).containsExactly("true 1");
  }

  @Test
  void an_errand_exists_if_and_only_if_its_transaction_commits() {
    assertThatThrownBy(
            () ->
                transactions.run(
                    () -> {
                      errands.soon(errand);
                      throw new IllegalArgumentException("undo");
                    }))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(waiting()).isEmpty();
  }

  @Test
  void a_repetition_does_not_spoil_the_transaction() {
    transactions.run(
        () -> {
          errands.soon(errand);
          errands.soon(errand);
          errands.now(errand);
          errands.soon(new Errand("track-order", anna, "0190"));
        });
    assertThat(waiting()).hasSize(2);
  }

  @Test
  void a_waiting_errand_is_brought_forward_and_never_put_off() {
    transactions.run(() -> errands.after(Duration.ofDays(1), errand));
    assertThat(waiting()).containsExactly("false 1");
    transactions.run(() -> errands.now(errand));
    assertThat(waiting()).containsExactly("true 2");
    transactions.run(() -> errands.now(errand));
    assertThat(waiting()).containsExactly("true 2");
  }

  @Test
  void an_errand_that_is_running_is_left_to_its_node() {
    transactions.run(() -> errands.after(Duration.ofDays(1), errand));
    sql("update jobs.scheduled_tasks set picked = true where task_instance = ?");
    transactions.run(() -> errands.now(errand));
    assertThat(waiting()).containsExactly("false 1");
    assertThat(transactions.in(() -> finished.wasAskedAgain(errand))).isTrue();
    assertThat(transactions.in(() -> finished.wasAskedAgain(errand))).isFalse();
    assertThat(transactions.in(() -> finished.forget(errand))).isTrue();
    assertThat(waiting()).isEmpty();
  }

  @Test
  void news_about_an_errand_that_is_running_keeps_it_from_being_forgotten() {
    transactions.run(() -> errands.soon(errand));
    sql("update jobs.scheduled_tasks set picked = true where task_instance = ?");
    transactions.run(() -> errands.now(errand));
    assertThat(transactions.in(() -> finished.forget(errand))).isFalse();
    assertThat(waiting()).hasSize(1);
    assertThat(transactions.in(() -> finished.forget(errand))).isTrue();
    assertThat(waiting()).isEmpty();
  }

  @Test
  void a_dead_errand_is_kept_by_the_class_of_its_failure_until_somebody_retries() {
    IllegalStateException failure = new IllegalStateException("Ada Lovelace, ada@example.com");
    transactions.run(() -> dead.note(errand, failure, 12));
    transactions.run(() -> dead.note(errand, failure, 13));
    assertThat(dead()).containsExactly("IllegalStateException 13");
    transactions.run(() -> errands.now(errand));
    assertThat(dead()).isEmpty();
    assertThat(waiting()).containsExactly("true 1");
  }

  private List<String> dead() {
    return transactions.in(
        () ->
            transactions
                .tenancy()
                .ofNobody()
                .list(
                    "select failure || ' ' || tries as d from jobs.dead_errand"
                        + " where task_instance = ?",
                    row -> row.getString("d"),
                    Instances.text(errand)));
  }

  @Test
  void an_errand_is_read_back_from_its_instance() {
    Errand odd = new Errand("compare-channel", anna, "shopify/0190/1001");
    assertThat(Instances.errand("compare-channel", Instances.text(odd))).isEqualTo(odd);
  }

  @ParameterizedTest(name = "failure {0}: wait {1}")
  @CsvSource({
    "1, PT2S",
    "2, PT4S",
    "5, PT32S",
    "11, PT34M8S",
    "12, PT1H",
    "13, PT1H",
    "1000, PT1H"
  })
  void pauses_double_up_to_an_hour(int failures, Duration pause) {
    assertThat(Pauses.after(failures)).isEqualTo(pause);
  }
}
