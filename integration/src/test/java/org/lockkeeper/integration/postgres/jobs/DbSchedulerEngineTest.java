package org.lockkeeper.integration.postgres.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.enterprise.concurrent.ManagedThreadFactory;
import java.lang.reflect.Proxy;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.lockkeeper.integration.postgres.TestDatabase;
import org.lockkeeper.integration.postgres.Transactions;
import org.lockkeeper.kernel.Errand;
import org.lockkeeper.kernel.ErrandHandler;
import org.lockkeeper.kernel.RecurringWork;
import org.lockkeeper.kernel.SellerId;

/** The engine on a real queue, with the right that the queue's own role has and no more. */
class DbSchedulerEngineTest {

  private static final long SOON = 30;

  private final SellerId anna = new SellerId(UUID.randomUUID());
  private final SellerId bert = new SellerId(UUID.randomUUID());
  private final String kind = "kind-" + UUID.randomUUID();
  private final Transactions transactions = TestDatabase.portal();
  private final Transactions ofTheEngine = TestDatabase.anotherNode();
  private final PostgresErrands errands = new PostgresErrands(transactions.tenancy());
  private final List<Integer> pauses = new CopyOnWriteArrayList<>();
  private final List<String> told = new CopyOnWriteArrayList<>();
  private final CountDownLatch gaveUp = new CountDownLatch(1);
  private final CountDownLatch worked = new CountDownLatch(3);
  private final CountDownLatch served = new CountDownLatch(3);
  private final AtomicInteger poisoned = new AtomicInteger();
  private final AtomicInteger again = new AtomicInteger();
  private final AtomicInteger heard = new AtomicInteger();
  private final CountDownLatch heardTwice = new CountDownLatch(1);
  private final Handler handler = new Handler();
  private final List<String> logged = new CopyOnWriteArrayList<>();
  private final java.util.logging.Handler log =
      new java.util.logging.Handler() {
        @Override
        public void publish(LogRecord one) {
          logged.add(new SimpleFormatter().format(one));
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
      };

  private final List<String> alarmed = new CopyOnWriteArrayList<>();

  private final DeadErrands dead =
      new DeadErrands(
          ofTheEngine.tenancy(),
          (kind, day) -> alarmed.add(kind + " " + day),
          Clock.fixed(Instant.parse("2026-11-21T12:00:00Z"), ZoneOffset.UTC)) {
        @Override
        public void note(Errand errand, RuntimeException failure, int tries) {
          synchronized (ofTheEngine) {
            ofTheEngine.run(() -> super.note(errand, failure, tries));
          }
        }
      };

  private final FinishedErrands finished =
      new FinishedErrands(ofTheEngine.tenancy()) {
        @Override
        public boolean forget(Errand errand) {
          synchronized (ofTheEngine) {
            return ofTheEngine.in(() -> super.forget(errand));
          }
        }

        @Override
        public boolean wasAskedAgain(Errand errand) {
          synchronized (ofTheEngine) {
            return ofTheEngine.in(() -> super.wasAskedAgain(errand));
          }
        }
      };

  private final DbSchedulerEngine engine =
      new DbSchedulerEngine(
          List.of(handler),
          List.of(new Work()),
          dead,
          finished,
          Duration.ofMillis(20),
          failures -> {
            pauses.add(failures);
            return Duration.ZERO;
          },
          TestDatabase.pool("lockkeeper_jobs"),
          threads());

  private static ManagedThreadFactory threads() {
    return (ManagedThreadFactory)
        Proxy.newProxyInstance(
            DbSchedulerEngineTest.class.getClassLoader(),
            new Class<?>[] {ManagedThreadFactory.class},
            (proxy, method, arguments) ->
                Thread.ofPlatform().daemon().unstarted((Runnable) arguments[0]));
  }

  private final class Handler implements ErrandHandler {

    @Override
    public String kind() {
      return kind;
    }

    @Override
    public Outcome run(Errand errand) {
      if (errand.subject().equals("poison")) {
        poisoned.incrementAndGet();
        throw new IllegalArgumentException("Ada Lovelace, ada@example.com");
      }
      if (errand.subject().equals("news")) {
        if (heard.incrementAndGet() == 1) {
          transactions.run(() -> errands.now(errand));
        } else {
          heardTwice.countDown();
        }
        return Outcome.DONE;
      }
      if (errand.subject().equals("again") && again.incrementAndGet() < 20) {
        return new Outcome.Again(Duration.ZERO);
      }
      served.countDown();
      return Outcome.DONE;
    }

    @Override
    public void willRetry(Errand errand, RuntimeException failure, Instant nextTry) {
      told.add("retry");
      throw new IllegalStateException("bad news is no trouble");
    }

    @Override
    public void gaveUp(Errand errand, RuntimeException failure) {
      told.add("gave up");
      gaveUp.countDown();
    }
  }

  private final class Work implements RecurringWork {

    @Override
    public String name() {
      return kind + "-work";
    }

    @Override
    public Duration every() {
      return Duration.ofMillis(1);
    }

    @Override
    public void run() {
      worked.countDown();
      throw new IllegalArgumentException("Ada Lovelace, ada@example.com");
    }
  }

  @BeforeEach
  void listen() {
    Logger.getLogger("").addHandler(log);
  }

  @AfterEach
  void stop() {
    Logger.getLogger("").removeHandler(log);
    engine.stop();
    ofTheEngine.close();
  }

  private List<String> rows(String table) {
    return transactions.in(
        () ->
            transactions
                .tenancy()
                .ofNobody()
                .list(
                    "select to_jsonb(t)::text as row from jobs." + table + " t where task_name = ?",
                    row -> row.getString("row"),
                    kind));
  }

  @Test
  void poison_is_put_aside_after_twelve_tries_and_all_others_flow() throws InterruptedException {
    transactions.run(
        () -> {
          for (String subject : List.of("poison", "1001", "again")) {
            errands.soon(new Errand(kind, anna, subject));
          }
        });
    transactions.run(() -> errands.soon(new Errand(kind, bert, "1001")));
    engine.start();
    engine.start();

    assertThat(served.await(SOON, TimeUnit.SECONDS)).isTrue();
    assertThat(gaveUp.await(SOON, TimeUnit.SECONDS)).isTrue();
    assertThat(worked.await(SOON, TimeUnit.SECONDS)).isTrue();
    engine.stop();

    assertThat(poisoned).hasValue(DbSchedulerEngine.MOST_TRIES);
    assertThat(again).hasValue(20);
    assertThat(pauses).containsExactly(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11);
    assertThat(told).hasSize(12).endsWith("gave up");
    assertThat(alarmed).containsExactly(kind + " 2026-11-21T00:00:00Z");
    assertThat(rows("scheduled_tasks")).isEmpty();
    assertThat(rows("dead_errand"))
        .singleElement()
        .asString()
        .contains("IllegalArgumentException", "\"tries\": 12")
        .doesNotContain("Lovelace", "example.com");
    assertThat(String.join("\n", logged))
        .contains("errand.failed", "work.failed", "IllegalArgumentException")
        .doesNotContain("Lovelace", "example.com");
  }

  @Test
  void what_is_asked_for_again_while_it_runs_runs_again_and_is_then_forgotten()
      throws InterruptedException {
    transactions.run(() -> errands.soon(new Errand(kind, anna, "news")));
    engine.start();
    assertThat(heardTwice.await(SOON, TimeUnit.SECONDS)).isTrue();
    engine.stop();
    assertThat(heard).hasValue(2);
    assertThat(rows("scheduled_tasks")).isEmpty();
  }
}
