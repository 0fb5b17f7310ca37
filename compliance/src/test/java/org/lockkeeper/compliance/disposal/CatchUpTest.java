package org.lockkeeper.compliance.disposal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.lockkeeper.compliance.audit.AuditEntry;
import org.lockkeeper.compliance.audit.AuditStore;
import org.lockkeeper.compliance.audit.AuditTrail;
import org.lockkeeper.compliance.audit.CheckpointStore;
import org.lockkeeper.compliance.audit.EpochStart;
import org.lockkeeper.compliance.disposal.ErasureLedger.Scope;
import org.lockkeeper.kernel.Ids;
import org.lockkeeper.kernel.OrderId;
import org.lockkeeper.kernel.SellerId;

class CatchUpTest {

  private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
  private static final Clock CLOCK = Clock.fixed(NOON, ZoneOffset.UTC);
  private static final SellerId ANNA = new SellerId(new UUID(0, 1));

  private final MemoryLedger ledger = new MemoryLedger();
  private final Set<OrderId> held = new HashSet<>();
  private final List<AuditEntry> entries = new ArrayList<>();
  private final List<String> epochs = new ArrayList<>();
  private boolean erases = true;
  private boolean checkpointsDown;

  private boolean logBehind;

  private final EpochStart epochStart =
      new EpochStart() {
        @Override
        public Begun begin(String reason) {
          answer();
          epochs.add(reason);
          logBehind = false;
          return new Begun(epochs.size() + 1, 0);
        }

        @Override
        public boolean isBehind() {
          answer();
          return logBehind;
        }

        private void answer() {
          if (checkpointsDown) {
            throw new CheckpointStore.Unavailable("down", new IOException());
          }
        }
      };

  private final AuditStore audit =
      new AuditStore() {
        @Override
        public void append(SellerId seller, List<AuditEntry> more) {
          entries.addAll(more);
        }

        @Override
        public List<AuditEntry> about(SellerId seller, String object) {
          return entries;
        }
      };

  private final ReplayErasure buyers =
      new ReplayErasure() {
        @Override
        public boolean isFor(Scope scope) {
          return scope instanceof Scope.Buyers;
        }

        @Override
        public void again(ErasureLedger.Line line) {
          if (erases && line.scope() instanceof Scope.Buyers b) {
            b.orders().forEach(held::remove);
          }
        }

        @Override
        public long held(ErasureLedger.Line line) {
          return line.scope() instanceof Scope.Buyers b
              ? b.orders().stream().filter(held::contains).count()
              : 0;
        }
      };

  private CatchUp node() {
    return node("");
  }

  /** A node that is started with a word why its database was restored. */
  private CatchUp node(String why) {
    return new CatchUp(
        new CatchUpSteps(
            ledger,
            ledger,
            Stream.of(buyers),
            new AuditTrail(audit, new Ids(CLOCK, new SecureRandom()), CLOCK),
            CLOCK),
        epochStart,
        new CatchUp.Restored(Optional.of(why)),
        CLOCK);
  }

  private OrderId erased(long number) {
    OrderId order = new OrderId(new UUID(1, number));
    ledger.mark(ledger.append(ANNA, new Scope.Buyers(List.of(order)), "policy", NOON), NOON);
    return order;
  }

  @Test
  void a_node_serves_when_its_database_knows_every_line() {
    CatchUp node = node();
    assertThat(node.isCurrent()).isFalse();
    erased(1);
    assertThat(node.look()).isTrue();
    assertThat(node.isCurrent()).isTrue();
  }

  @Test
  void a_restored_database_is_served_only_after_what_was_erased_is_erased_again() {
    erased(1);
    Map<Long, LedgerMarks.Mark> backup = ledger.marks();
    OrderId second = erased(2);
    ledger.restore(backup);
    held.add(second);

    CatchUp node = node();
    node.look();
    assertThat(node.state()).isEqualTo(new CatchUp.Behind(1, NOON));
    node.replay();
    assertThat(held).isEmpty();
    assertThat(node.isCurrent()).isTrue();
    assertThat(ledger.marks()).containsOnlyKeys(1L, 2L);
    assertThat(ledger.lines()).hasSize(2);
    assertThat(entries)
        .singleElement()
        .extracting(AuditEntry::action)
        .isEqualTo("erasures.replayed");
    assertThat(node().look()).isTrue();
  }

  @Test
  void after_a_restore_the_log_has_a_new_epoch_before_anything_is_served() {
    CatchUp node = restored();
    assertThat(epochs).isEmpty();
    node.replay();
    assertThat(node.isCurrent()).isTrue();
    assertThat(epochs).containsExactly("restore 2026-11-22T12:00:00Z");
    node.look();
    node.replay();
    assertThat(epochs).hasSize(1);
  }

  @Test
  void while_no_epoch_can_begin_nothing_is_marked_and_nothing_is_served() {
    CatchUp node = restored();
    checkpointsDown = true;
    node.replay();
    assertThat(node.isCurrent()).isFalse();
    assertThat(ledger.marks()).as("whoever starts anew finds the database behind").isEmpty();
    checkpointsDown = false;
    node.replay();
    assertThat(node.isCurrent()).isTrue();
    assertThat(epochs).hasSize(1);
  }

  @Test
  void a_replay_that_fails_again_and_again_begins_one_epoch() {
    ledger.append(ANNA, new Scope.WholeSeller(), "case:1", NOON);
    CatchUp node = node();
    for (int i = 0; i < 3; i++) {
      node.look();
      node.replay();
    }
    assertThat(node.isCurrent()).isFalse();
    assertThat(epochs).hasSize(1);
  }

  @Test
  void no_epoch_begins_when_nothing_was_behind() {
    erased(1);
    CatchUp node = node();
    node.replay();
    node.look();
    node.replay();
    node.look();
    assertThat(node.isCurrent()).isTrue();
    assertThat(epochs).isEmpty();
  }

  /** A node that has found its database to lack an erasure. */
  private CatchUp restored() {
    Map<Long, LedgerMarks.Mark> backup = ledger.marks();
    held.add(erased(1));
    ledger.restore(backup);
    CatchUp node = node();
    node.look();
    assertThat(node.state()).isEqualTo(new CatchUp.Behind(1, NOON));
    return node;
  }

  @Test
  void what_is_still_held_after_the_replay_keeps_the_node_from_serving() {
    Map<Long, LedgerMarks.Mark> backup = ledger.marks();
    held.add(erased(1));
    ledger.restore(backup);
    erases = false;
    CatchUp node = node();
    for (int i = 0; i < 2; i++) {
      node.look();
      node.replay();
      assertThat(node.isCurrent()).isFalse();
    }
    assertThat(ledger.marks()).as("what is not verified is not marked").isEmpty();
    CatchUp startedAnew = node();
    startedAnew.look();
    assertThat(startedAnew.state()).isInstanceOf(CatchUp.Behind.class);
    erases = true;
    startedAnew.replay();
    assertThat(startedAnew.isCurrent()).isTrue();
    assertThat(ledger.marks()).containsOnlyKeys(1L);
  }

  @Test
  void a_kind_that_nobody_replays_keeps_the_node_from_serving() {
    ledger.append(ANNA, new Scope.WholeSeller(), "case:1", NOON);
    CatchUp node = node();
    node.look();
    node.replay();
    assertThat(node.state()).isInstanceOf(CatchUp.Behind.class);
    assertThat(ledger.marks()).isEmpty();
  }

  @Test
  void an_erasure_under_way_stops_nobody_but_one_that_never_came_does() {
    CatchUp node = node();
    node.look();
    ledger.append(ANNA, new Scope.Buyers(List.of()), "policy", NOON);
    node.look();
    assertThat(node.isCurrent()).isTrue();
    node.look();
    assertThat(node.state()).isInstanceOf(CatchUp.Behind.class);
    node.replay();
    assertThat(node.isCurrent()).isTrue();
  }

  @Test
  void a_running_node_stops_at_once_when_its_database_forgets_what_it_knew() {
    Map<Long, LedgerMarks.Mark> backup = ledger.marks();
    erased(1);
    CatchUp node = node();
    node.look();
    assertThat(node.isCurrent()).isTrue();
    ledger.restore(backup);
    node.look();
    assertThat(node.state()).isInstanceOf(CatchUp.Behind.class);
  }

  @Test
  void an_erasure_that_was_rolled_back_need_not_be_known() {
    CatchUp node = node();
    node.look();
    WriteAhead ahead = new WriteAhead(ledger, ledger, CLOCK);
    Map<Long, LedgerMarks.Mark> before = ledger.marks();
    ahead.of(ANNA, new Scope.Buyers(List.of()), "policy");
    ledger.rollBack(before);
    node.look();
    node.look();
    assertThat(node.isCurrent()).isTrue();
  }

  @Test
  void a_ledger_that_was_cut_or_changed_is_relied_on_by_nobody() {
    erased(1);
    erased(2);
    CatchUp node = node();
    node.look();
    ledger.cut();
    node.look();
    assertThat(node.state()).isInstanceOf(CatchUp.Unsound.class);
    ledger.append(ANNA, new Scope.WholeSeller(), "another", NOON);
    ledger.restore(Map.of(2L, new LedgerMarks.Mark(2, "f".repeat(64))));
    CatchUp other = node();
    other.look();
    assertThat(other.state()).isInstanceOf(CatchUp.Unsound.class);
    other.replay();
    assertThat(other.isCurrent()).isFalse();
  }

  @Test
  void while_it_cannot_be_told_a_new_node_serves_nothing_and_a_running_one_goes_on() {
    CatchUp running = node();
    running.look();
    ledger.failsWith(new ErasureLedger.Unavailable(new IOException()));
    assertThat(running.look()).isFalse();
    assertThat(running.isCurrent()).isTrue();
    CatchUp fresh = node();
    assertThat(fresh.look()).isFalse();
    assertThat(fresh.isCurrent()).isFalse();
  }

  @Test
  void a_restore_since_which_nothing_was_erased_shows_in_the_log_and_is_not_served() {
    erased(1);
    logBehind = true;
    CatchUp node = node();
    assertThat(node.look()).isTrue();
    assertThat(node.state()).isEqualTo(new CatchUp.LogBehind(NOON));
    node.replay();
    node.look();
    assertThat(node.isCurrent()).isFalse();
    assertThat(epochs).as("a log that was cut is not explained away").isEmpty();
  }

  @Test
  void who_starts_a_node_with_the_word_restored_has_it_begin_an_epoch_and_serve() {
    logBehind = true;
    CatchUp node = node("OPS-7 disk lost");
    assertThat(node.look()).isTrue();
    assertThat(node.isCurrent()).isTrue();
    assertThat(epochs).containsExactly("restore OPS-7 disk lost");
    CatchUp other = node("OPS-7 disk lost");
    other.look();
    assertThat(other.isCurrent()).isTrue();
    assertThat(epochs).as("one epoch for both nodes").hasSize(1);
  }

  @Test
  void that_word_explains_nothing_that_is_cut_from_the_log_of_a_running_node() {
    CatchUp node = node("OPS-7 disk lost");
    node.look();
    logBehind = true;
    node.look();
    assertThat(node.state()).isInstanceOf(CatchUp.LogBehind.class);
    assertThat(epochs).isEmpty();
  }

  @Test
  void once_another_node_has_begun_the_epoch_the_waiting_one_serves_as_well() {
    logBehind = true;
    CatchUp waiting = node();
    waiting.look();
    node("OPS-7").look();
    waiting.look();
    assertThat(waiting.isCurrent()).isTrue();
  }

  @Test
  void while_the_store_of_checkpoints_is_down_the_ledger_decides_and_what_was_found_behind_stays() {
    checkpointsDown = true;
    CatchUp running = node();
    assertThat(running.look()).as("look again soon").isFalse();
    assertThat(running.isCurrent()).isTrue();
    CatchUp restored = node("OPS-7");
    assertThat(restored.look()).isFalse();
    assertThat(restored.isCurrent()).as("the epoch is owed").isFalse();
    checkpointsDown = false;
    logBehind = true;
    running.look();
    checkpointsDown = true;
    running.look();
    assertThat(running.state()).isInstanceOf(CatchUp.LogBehind.class);
  }

  @Test
  void an_empty_word_is_none() {
    logBehind = true;
    CatchUp node = node("  ");
    node.look();
    assertThat(node.isCurrent()).isFalse();
  }
}
