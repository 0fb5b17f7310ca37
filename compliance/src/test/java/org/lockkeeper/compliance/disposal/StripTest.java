package org.lockkeeper.compliance.disposal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.ToIntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lockkeeper.compliance.audit.AuditEntry;
import org.lockkeeper.compliance.audit.AuditStore;
import org.lockkeeper.compliance.audit.AuditTrail;
import org.lockkeeper.kernel.Ids;
import org.lockkeeper.kernel.OrderId;
import org.lockkeeper.kernel.SellerId;
import org.lockkeeper.retention.BuyerRetention;
import org.lockkeeper.retention.BuyerRetentions;
import org.lockkeeper.retention.Eraser;
import org.lockkeeper.retention.Sweeps;

class StripTest {

  private static final SellerId ANNA = SellerId.of("01900000-0000-7000-8000-00000000000a");
  private static final SellerId BERT = SellerId.of("01900000-0000-7000-8000-00000000000b");
  private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
  private static final Clock CLOCK = Clock.fixed(NOON, ZoneOffset.UTC);

  /** The process is gone. */
  private static final class Killed extends Error {
    private static final long serialVersionUID = 1L;
  }

  /** Everything a transaction may change, so that one that fails leaves it as it was. */
  private record Tables(
      Map<OrderId, SellerId> due,
      Map<OrderId, Instant> ended,
      Map<OrderId, String> fields,
      Map<OrderId, String> keys,
      List<AuditEntry> audit) {

    Tables copy() {
      return new Tables(
          new LinkedHashMap<>(due),
          new LinkedHashMap<>(ended),
          new LinkedHashMap<>(fields),
          new LinkedHashMap<>(keys),
          new ArrayList<>(audit));
    }
  }

  private Tables tables =
      new Tables(
          new LinkedHashMap<>(),
          new LinkedHashMap<>(),
          new LinkedHashMap<>(),
          new LinkedHashMap<>(),
          new ArrayList<>());

  private final FakeClocks clocks = new FakeClocks(CLOCK);
  private final List<String> batches = new ArrayList<>();
  private final List<Sweeps.Run> runs = new ArrayList<>();
  private int stepsUntilKilled = -1;
  private Optional<SellerId> failing = Optional.empty();

  private void step() {
    if (stepsUntilKilled == 0) {
      stepsUntilKilled = -1;
      throw new Killed();
    }
    stepsUntilKilled--;
  }

  private final BuyerRetentions retentions =
      new BuyerRetentions() {
        @Override
        public Optional<BuyerRetention> find(SellerId seller, OrderId order) {
          throw new UnsupportedOperationException();
        }

        @Override
        public Map<OrderId, BuyerRetention> of(SellerId seller, Collection<OrderId> orders) {
          throw new UnsupportedOperationException();
        }

        @Override
        public void save(BuyerRetention retention) {
          throw new UnsupportedOperationException();
        }

        @Override
        public List<OrderId> takeDue(SellerId seller, Instant now, int limit) {
          step();
          batches.add(seller.equals(ANNA) ? "anna" : "bert");
          return tables.due().entrySet().stream()
              .filter(e -> e.getValue().equals(seller))
              .limit(limit)
              .map(Map.Entry::getKey)
              .toList();
        }

        @Override
        public void ended(SellerId seller, Collection<OrderId> orders, Instant at) {
          step();
          for (OrderId order : orders) {
            if (tables.due().remove(order) != null) {
              tables.ended().put(order, at);
            }
          }
        }

        @Override
        public List<SellerId> sellersWithDue(Instant now, int limit) {
          return new TreeSet<>(tables.due().values()).stream().limit(limit).toList();
        }

        @Override
        public List<DayCount> forecast(LocalDate first, int days) {
          throw new UnsupportedOperationException();
        }

        @Override
        public List<DayCount> forecast(SellerId seller, LocalDate first, int days) {
          throw new UnsupportedOperationException();
        }

        @Override
        public long backlog(Instant now) {
          return tables.due().size();
        }
      };

  private Eraser eraser(
      String holder, java.util.function.Function<Tables, Map<OrderId, String>> of) {
    return new Eraser() {
      @Override
      public String holder() {
        return holder;
      }

      @Override
      public int eraseBuyers(SellerId seller, List<OrderId> orders, Instant at) {
        step();
        if (failing.filter(seller::equals).isPresent()) {
          throw new IllegalStateException("cannot erase");
        }
        int before = of.apply(tables).size();
        orders.forEach(of.apply(tables)::remove);
        return before - of.apply(tables).size();
      }

      @Override
      public long held(SellerId seller, List<OrderId> orders) {
        return orders.stream().filter(of.apply(tables)::containsKey).count();
      }
    };
  }

  private final Eraser lying =
      new Eraser() {
        @Override
        public String holder() {
          return "a liar";
        }

        @Override
        public int eraseBuyers(SellerId seller, List<OrderId> orders, Instant at) {
          return orders.size();
        }

        @Override
        public long held(SellerId seller, List<OrderId> orders) {
          return 1;
        }
      };

  private final AuditStore audit =
      new AuditStore() {
        @Override
        public void append(SellerId seller, List<AuditEntry> entries) {
          step();
          tables.audit().addAll(entries);
        }

        @Override
        public List<AuditEntry> about(SellerId seller, String object) {
          return tables.audit().stream().filter(e -> e.object().equals(object)).toList();
        }
      };

  private final Sweeps sweeps =
      new Sweeps() {
        @Override
        public void note(Run run) {
          runs.add(run);
        }

        @Override
        public List<Run> latest(int limit) {
          return runs;
        }
      };

  private final MemoryLedger ledger = new MemoryLedger();

  private StripBatch batch(Stream<Eraser> erasers) {
    return new StripBatch(
        retentions,
        new EraseBuyers(
            retentions,
            erasers,
            new WriteAhead(ledger, ledger, CLOCK),
            new AuditTrail(audit, new Ids(CLOCK, new SecureRandom()), CLOCK),
            CLOCK)) {
      @Override
      public int of(SellerId seller, Instant asOf, int limit) {
        Tables before = tables.copy();
        try {
          return super.of(seller, asOf, limit);
        } catch (RuntimeException | Error e) {
          tables = before;
          throw e;
        }
      }
    };
  }

  private StripBatch honest() {
    return batch(Stream.of(eraser("fields", Tables::fields), eraser("keys", Tables::keys)));
  }

  private StripDueRecipients sweep(StripBatch batch) {
    return sweep(batch, StripDueRecipients.SecondThread.none());
  }

  private StripDueRecipients sweep(StripBatch batch, StripDueRecipients.SecondThread second) {
    return new StripDueRecipients(
        new SweepSteps(retentions, sweeps, clocks.watch(true)), batch, second, () -> 0L);
  }

  /** A batch that does nothing but what the test says. */
  private StripBatch pretended(ToIntFunction<SellerId> batch) {
    return new StripBatch(
        retentions,
        new EraseBuyers(
            retentions,
            Stream.of(),
            new WriteAhead(ledger, ledger, CLOCK),
            new AuditTrail(audit, ids(), CLOCK),
            CLOCK)) {
      @Override
      public int of(SellerId seller, Instant asOf, int limit) {
        return batch.applyAsInt(seller);
      }
    };
  }

  private void due(SellerId seller, int orders) {
    for (int i = 0; i < orders; i++) {
      OrderId id = new OrderId(new UUID(seller.value().getLeastSignificantBits(), i));
      tables.due().put(id, seller);
      tables.fields().put(id, "sealed");
      tables.keys().put(id, "key");
    }
  }

  private void assertNothingHalfDone() {
    assertThat(tables.fields().keySet())
        .isEqualTo(tables.keys().keySet())
        .isEqualTo(tables.due().keySet());
    assertThat(tables.audit())
        .extracting(AuditEntry::object)
        .containsExactlyInAnyOrderElementsOf(
            tables.ended().keySet().stream().map(id -> "order:" + id).toList());
  }

  @Test
  void what_is_due_goes_everywhere_and_leaves_proof() {
    due(ANNA, 3);
    assertThat(honest().of(ANNA, NOON, 500)).isEqualTo(3);
    assertThat(tables.due()).isEmpty();
    assertThat(tables.fields()).isEmpty();
    assertThat(tables.keys()).isEmpty();
    assertThat(tables.ended()).hasSize(3);
    assertNothingHalfDone();
    assertThat(tables.audit()).extracting(AuditEntry::action).containsOnly("recipient.stripped");
  }

  @Test
  void where_nothing_is_due_nothing_happens() {
    assertThat(honest().of(ANNA, NOON, 500)).isZero();
    assertThat(tables.audit()).isEmpty();
  }

  @Test
  void a_holder_that_lies_undoes_everything() {
    due(ANNA, 3);
    StripBatch batch =
        batch(Stream.of(eraser("fields", Tables::fields), eraser("keys", Tables::keys), lying));
    assertThatThrownBy(() -> batch.of(ANNA, NOON, 500))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("not erased in full: a liar");
    assertThat(tables.fields()).hasSize(3);
    assertThat(tables.ended()).isEmpty();
    assertNothingHalfDone();
  }

  @Test
  void a_holder_that_fails_undoes_everything() {
    due(ANNA, 3);
    failing = Optional.of(ANNA);
    assertThatThrownBy(() -> honest().of(ANNA, NOON, 500))
        .isInstanceOf(IllegalStateException.class);
    assertThat(tables.fields()).hasSize(3);
    assertNothingHalfDone();
  }

  @Test
  void a_large_seller_does_not_make_a_small_one_wait() {
    due(ANNA, 1600);
    due(BERT, 10);
    Sweeps.Run run = sweep(honest()).asOf(NOON).orElseThrow();
    assertThat(batches).containsExactly("anna", "bert", "anna", "anna", "anna");
    assertThat(run).isEqualTo(new Sweeps.Run(NOON, Duration.ZERO, 1610, 0));
    assertThat(runs).containsExactly(run);
  }

  @Test
  void a_seller_whose_buyers_cannot_be_erased_does_not_keep_the_others() {
    due(ANNA, 10);
    due(BERT, 10);
    failing = Optional.of(ANNA);
    Sweeps.Run run = sweep(honest()).asOf(NOON).orElseThrow();
    assertThat(run.stripped()).isEqualTo(10);
    assertThat(run.remaining()).isEqualTo(10);
    assertThat(run.failed()).containsExactly(ANNA);
    assertThat(tables.due()).containsValue(ANNA).doesNotContainValue(BERT);
    assertNothingHalfDone();

    failing = Optional.empty();
    assertThat(sweep(honest()).asOf(NOON).orElseThrow().remaining()).isZero();
  }

  @ParameterizedTest(name = "{0} due: {1} batches")
  @CsvSource({"0, 0", "1, 1", "499, 1", "500, 2", "501, 2", "1000, 3"})
  void a_batch_is_bounded(int orders, int expected) {
    due(ANNA, orders);
    assertThat(sweep(honest()).asOf(NOON).orElseThrow().stripped()).isEqualTo(orders);
    assertThat(batches).hasSize(expected);
  }

  @Test
  void while_the_clock_is_not_believed_nothing_is_stripped() {
    due(ANNA, 3);
    clocks.reference = NOON.minus(Duration.ofDays(3));
    StripDueRecipients watched =
        new StripDueRecipients(
            new SweepSteps(retentions, sweeps, clocks.watch(false)),
            honest(),
            StripDueRecipients.SecondThread.none(),
            () -> 0L);
    assertThat(watched.asOf(NOON)).isEmpty();
    assertThat(tables.due()).hasSize(3);
    assertThat(batches).isEmpty();
    assertThat(runs).isEmpty();

    clocks.reference = NOON.minusSeconds(3600);
    assertThat(watched.asOf(NOON).orElseThrow().stripped()).isEqualTo(3);
  }

  @Test
  void a_run_is_bounded() {
    StripBatch endless =
        pretended(
            seller -> {
              batches.add("again");
              return 500;
            });
    due(ANNA, 1);
    sweep(endless).asOf(NOON);
    assertThat(batches).hasSize(10_000);
  }

  @Test
  void two_sellers_are_stripped_at_the_same_time() {
    due(ANNA, 1);
    due(BERT, 1);
    CyclicBarrier both = new CyclicBarrier(2);
    StripBatch meeting =
        pretended(
            seller -> {
              try {
                both.await(30, TimeUnit.SECONDS);
                return 7;
              } catch (InterruptedException | BrokenBarrierException | TimeoutException e) {
                throw new IllegalStateException("nobody else is at work", e);
              }
            });
    try (ExecutorService threads = Executors.newSingleThreadExecutor()) {
      Sweeps.Run run =
          sweep(meeting, new StripDueRecipients.SecondThread(threads)).asOf(NOON).orElseThrow();
      assertThat(run.failed()).isEmpty();
      assertThat(run.stripped()).isEqualTo(14);
    }
  }

  @Test
  void what_fails_on_the_second_thread_is_told_by_the_run() {
    due(ANNA, 1);
    due(BERT, 1);
    Sweeps.Run run =
        sweep(
                pretended(
                    seller -> {
                      throw new IllegalStateException();
                    }),
                new StripDueRecipients.SecondThread(Runnable::run))
            .asOf(NOON)
            .orElseThrow();
    assertThat(run.failed()).containsExactlyInAnyOrder(ANNA, BERT);
  }

  @Test
  void one_seller_alone_needs_no_second_thread() {
    due(ANNA, 3);
    List<Runnable> asked = new ArrayList<>();
    assertThat(
            sweep(honest(), new StripDueRecipients.SecondThread(asked::add))
                .asOf(NOON)
                .orElseThrow()
                .stripped())
        .isEqualTo(3);
    assertThat(asked).isEmpty();
  }

  private static Ids ids() {
    return new Ids(CLOCK, new SecureRandom());
  }

  @ParameterizedTest(name = "killed at step {0}")
  @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11})
  void a_run_that_was_killed_is_completed_by_the_next_with_exact_counts(int steps) {
    due(ANNA, 501);
    due(BERT, 2);
    stepsUntilKilled = steps;
    assertThatThrownBy(() -> sweep(honest()).asOf(NOON)).isInstanceOf(Killed.class);
    assertNothingHalfDone();
    int before = tables.ended().size();
    assertThat(before).isIn(0, 500, 502);

    stepsUntilKilled = -1;
    Sweeps.Run run = sweep(honest()).asOf(NOON).orElseThrow();
    assertThat(run.stripped()).isEqualTo(503 - before);
    assertThat(run.remaining()).isZero();
    assertThat(tables.ended()).hasSize(503);
    assertThat(tables.audit()).hasSize(503);
    assertNothingHalfDone();
    assertThat(
            IntStream.range(0, 3)
                .mapToLong(i -> sweep(honest()).asOf(NOON).orElseThrow().stripped())
                .sum())
        .isZero();
  }

  @Test
  void every_erasure_is_in_the_ledger_before_anything_goes() {
    due(ANNA, 3);
    Eraser watching =
        new Eraser() {
          @Override
          public String holder() {
            return "watching";
          }

          @Override
          public int eraseBuyers(SellerId seller, List<OrderId> orders, Instant at) {
            assertThat(ledger.lines())
                .singleElement()
                .satisfies(
                    line -> {
                      assertThat(line.seller()).isEqualTo(seller);
                      assertThat(line.reference()).isEqualTo("policy");
                      assertThat(line.scope()).isEqualTo(new ErasureLedger.Scope.Buyers(orders));
                    });
            return 0;
          }

          @Override
          public long held(SellerId seller, List<OrderId> orders) {
            return 0;
          }
        };
    assertThat(sweep(batch(Stream.of(watching))).asOf(NOON).orElseThrow().stripped()).isEqualTo(3);
    assertThat(ledger.marks()).containsOnlyKeys(1L);
  }

  @Test
  void without_its_ledger_nothing_is_erased_and_the_next_run_does_it() {
    due(ANNA, 3);
    ledger.failsWith(new ErasureLedger.Unavailable(new java.io.IOException("disk full")));
    Sweeps.Run run = sweep(honest()).asOf(NOON).orElseThrow();
    assertThat(run.stripped()).isZero();
    assertThat(run.remaining()).isEqualTo(3);
    assertThat(tables.fields()).hasSize(3);
    ledger.works();
    assertThat(sweep(honest()).asOf(NOON).orElseThrow().stripped()).isEqualTo(3);
    assertThat(tables.fields()).isEmpty();
  }
}
