package org.lockkeeper.integration.postgres.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.lockkeeper.compliance.audit.AuditEntry;
import org.lockkeeper.compliance.audit.CheckpointStore;
import org.lockkeeper.compliance.audit.EpochStart;
import org.lockkeeper.compliance.audit.LogSettings;
import org.lockkeeper.compliance.audit.LogStanding;
import org.lockkeeper.compliance.audit.LogTree;
import org.lockkeeper.compliance.audit.SealLog;
import org.lockkeeper.compliance.audit.SealedLog;
import org.lockkeeper.compliance.audit.Verification;
import org.lockkeeper.integration.postgres.TestDatabase;
import org.lockkeeper.integration.postgres.Transactions;
import org.lockkeeper.kernel.SellerId;
import org.lockkeeper.proof.TlogProof;

/** Entries are sealed once each, whatever happens in between. */
class SealingTest {

  private static final TestDatabase.Apart APART = TestDatabase.apart("sealing");
  private static final Transactions NODE = APART.portal();

  /** Everything is put back to nothing, as only the administrator can. */
  private final SealedGround ground = fresh();

  private final SellerId anna = SealedGround.seller();
  private final SellerId bert = SealedGround.seller();

  static void administer(TestDatabase.Apart database, String... statements) {
    try (Connection connection = database.connect("postgres");
        Statement statement = connection.createStatement()) {
      for (String one : statements) {
        statement.execute(one);
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  static final String[] NOTHING = {
    "alter table audit.audit_event disable trigger append_only",
    """
    truncate audit.audit_event, audit.epoch, audit.former_epoch, audit.sealed_entry, audit.subtree,
      audit.checkpoint, audit.log_key, audit.carried_over, audit.verification
    """,
    "alter table audit.audit_event enable trigger append_only"
  };

  private static SealedGround fresh() {
    administer(APART, NOTHING);
    return new SealedGround(NODE, 100);
  }

  private void assertReceipt(AuditEntry entry) {
    SealedLog.Receipt receipt = ground.log.receipt(entry.seller(), entry.id()).orElseThrow();
    TlogProof.parse(receipt.proof())
        .verify(receipt.leaf().getBytes(StandardCharsets.UTF_8), ground.policy());
    assertThat(receipt.leaf())
        .contains(entry.id().toString(), entry.object(), entry.seller().toString());
  }

  /** The first, the last, and every ninth in between. */
  private void receipts(List<AuditEntry> all) {
    for (int i = 0; i < all.size(); i += 9) {
      assertReceipt(all.get(i));
    }
    assertReceipt(all.getLast());
  }

  @Test
  void every_entry_of_every_seller_has_a_receipt_that_verifies_offline() {
    List<AuditEntry> all = new ArrayList<>(ground.write(anna, 300));
    all.addAll(ground.write(bert, 257));
    assertThat(ground.seal.run()).isEqualTo(557);
    assertThat(ground.log.receipt(anna, all.getFirst().id())).as("not witnessed yet").isEmpty();
    ground.witness.run();
    receipts(all);
    assertThat(ground.log.receipt(bert, all.getFirst().id())).as("not bert's").isEmpty();
    assertThat(ground.log.receipt(anna, UUID.randomUUID())).isEmpty();
    all.addAll(ground.write(anna, 700));
    ground.sealAll();
    receipts(all);
    SealedLog.State state = ground.log.state();
    assertThat(state.sealed()).isEqualTo(1 + 1257);
    assertThat(state.waiting()).isZero();
    assertThat(state.witnessedAt()).isPresent();
    assertThat(ground.verify.now().findings()).isEmpty();
    assertThat(ground.log.state().verifiedAt()).isPresent();
  }

  @Test
  void a_slow_transaction_holds_sealing_up_and_is_never_skipped() throws SQLException {
    ground.write(anna, 1);
    ground.seal.run();
    try (Connection slow = APART.connect("lockkeeper_portal");
        Statement statement = slow.createStatement()) {
      slow.setAutoCommit(false);
      statement.execute("select set_config('app.seller', '" + anna + "', true)");
      UUID late = UUID.randomUUID();
      statement.execute(
          "insert into audit.audit_event (seller_id, id, at, actor, action, object, facts)"
              + " values ('"
              + anna
              + "', '"
              + late
              + "', now(), 'task:x', 'a', 'o', '{}')");
      List<AuditEntry> after = ground.write(bert, 3);
      assertThat(ground.seal.run()).as("younger ones wait").isZero();
      assertThat(ground.log.state().waiting()).isEqualTo(3);
      slow.commit();
      assertThat(ground.seal.run()).isEqualTo(4);
      ground.witness.run();
      assertThat(ground.log.receipt(anna, late)).isPresent();
      after.forEach(this::assertReceipt);
    }
    assertThat(ground.verify.now().findings()).isEmpty();
  }

  @Test
  void while_the_witness_is_down_sealing_goes_on_and_the_state_says_so() {
    ground.eye.down = true;
    AuditEntry entry = ground.write(anna, 1).getFirst();
    ground.sealAll();
    SealedLog.State state = ground.log.state();
    assertThat(state.sealed()).isEqualTo(2);
    assertThat(state.witnessedAt()).isEmpty();
    ground.eye.down = false;
    ground.witness.run();
    assertReceipt(entry);
    assertThat(ground.log.state().witnessedAt()).isPresent();
  }

  @Test
  void while_the_store_is_down_entries_wait_and_nothing_is_lost() {
    ground.write(anna, 1);
    ground.sealAll();
    ground.store.down = true;
    ground.write(anna, 5);
    ground.seal.run();
    ground.write(anna, 5);
    ground.seal.run();
    assertThat(ground.log.state().waiting()).isEqualTo(10);
    ground.store.down = false;
    List<AuditEntry> last = ground.write(anna, 5);
    ground.sealAll();
    assertThat(ground.log.state().waiting()).isZero();
    last.forEach(this::assertReceipt);
    assertThat(ground.verify.now().findings()).isEmpty();
  }

  /** Dies at a step; what was done before stays done. */
  private static final class Dies extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  @Test
  void a_death_between_any_two_steps_is_mended_by_the_next_run() {
    List<AuditEntry> all = new ArrayList<>();
    for (String step : List.of("begin", "extend", "signed", "put", "published", "witnessed")) {
      for (boolean after : List.of(false, true)) {
        all.addAll(ground.write(anna, 130));
        SealLog mortal =
            new SealLog(
                dying(LogTree.class, ground.tree, step, after),
                dying(CheckpointStore.class, ground.store, step, after),
                ground.keys,
                new LogSettings(SealedGround.ORIGIN, 100, 10),
                ground.ids,
                ground.time);
        try {
          mortal.run();
        } catch (Dies e) {
          assertThat(step).isNotEqualTo("witnessed");
        }
      }
    }
    ground.sealAll();
    receipts(all);
    assertThat(ground.log.state().sealed()).isEqualTo(1 + all.size());
    assertThat(ground.verify.now().findings()).isEmpty();
  }

  private static <T> T dying(Class<T> port, T real, String step, boolean after) {
    return port.cast(
        Proxy.newProxyInstance(
            port.getClassLoader(),
            new Class<?>[] {port},
            (proxy, method, arguments) -> {
              boolean now = method.getName().equals(step);
              if (now && !after) {
                throw new Dies();
              }
              try {
                Object result = method.invoke(real, arguments);
                if (now) {
                  throw new Dies();
                }
                return result;
              } catch (InvocationTargetException e) {
                throw e.getTargetException();
              }
            }));
  }

  @Test
  void of_two_nodes_that_seal_at_once_each_entry_gets_one_place() throws InterruptedException {
    Transactions second = APART.portal();
    SealedGround other = new SealedGround(second, 100);
    LogSettings settings = new LogSettings(SealedGround.ORIGIN, 7, 1000);
    SealLog one =
        new SealLog(ground.tree, ground.store, ground.keys, settings, ground.ids, ground.time);
    SealLog two =
        new SealLog(
            other.tree, new Locked(ground.store), ground.keys, settings, ground.ids, ground.time);
    List<AuditEntry> all = new ArrayList<>();
    ground.seal.run();
    for (int round = 0; round < 5; round++) {
      all.addAll(ground.write(anna, 200));
      Thread thread = Thread.ofPlatform().start(() -> quietly(two));
      quietly(one);
      thread.join();
    }
    ground.sealAll();
    receipts(all);
    assertThat(ground.log.state().sealed()).isEqualTo(1 + all.size());
    assertThat(ground.verify.now().findings()).isEmpty();
    second.close();
  }

  private static void quietly(SealLog seal) {
    try {
      seal.run();
    } catch (SealLog.DatabaseBehind e) {
      // The other node's checkpoint came first; ours is found to be of no use, and nothing is lost.
      assertThat(e).hasMessageContaining("begin a new epoch");
    }
  }

  /** The store in memory is not made for two threads. */
  private record Locked(CheckpointStore store) implements CheckpointStore {
    @Override
    public Put put(String name, String text) {
      synchronized (store) {
        return store.put(name, text);
      }
    }

    @Override
    public Optional<String> get(String name) {
      synchronized (store) {
        return store.get(name);
      }
    }

    @Override
    public List<String> names(String folder, String after, int most) {
      synchronized (store) {
        return store.names(folder, after, most);
      }
    }
  }

  @Test
  void after_a_restore_nothing_is_sealed_before_a_new_epoch_stands_on_what_was_published() {
    List<AuditEntry> kept = ground.write(anna, 10);
    ground.sealAll();
    List<AuditEntry> unsealed = ground.write(anna, 5);
    administer(
        APART,
        "drop schema if exists saved cascade",
        "create schema saved",
        "create table saved.epoch as table audit.epoch",
        "create table saved.key as table audit.log_key",
        "create table saved.entry as table audit.sealed_entry",
        "create table saved.checkpoint as table audit.checkpoint",
        "create table saved.event as table audit.audit_event");
    List<AuditEntry> lost = ground.write(anna, 20);
    ground.sealAll();
    lost.forEach(this::assertReceipt);

    administer(APART, NOTHING);
    administer(
        APART,
        "insert into audit.epoch table saved.epoch",
        "insert into audit.log_key table saved.key",
        "insert into audit.sealed_entry table saved.entry",
        "insert into audit.checkpoint table saved.checkpoint",
        // A logical restore: numbers of transactions that this server has not come to yet.
        """
        insert into audit.audit_event
        select seller_id, id, at, actor, action, object, facts, '4000000000000'::xid8 from saved.event
        """);
    assertThat(ground.verify.now().findings())
        .extracting(Verification.Finding::kind)
        .contains(Verification.Kind.TAIL_CUT);
    ground.write(bert, 1);
    assertThat(ground.epochs.isBehind()).isTrue();
    assertThatThrownBy(ground.seal::run).isInstanceOf(SealLog.DatabaseBehind.class);
    assertThat(ground.seal.now()).isEqualTo(LogStanding.Standing.BEHIND);

    assertThat(ground.epochs.begin("restore")).isEqualTo(new EpochStart.Begun(2, 25));
    assertThat(ground.seal.now()).isEqualTo(LogStanding.Standing.GOING);
    List<AuditEntry> later = ground.write(bert, 3);
    ground.sealAll();
    kept.forEach(this::assertReceipt);
    unsealed.forEach(this::assertReceipt);
    later.forEach(this::assertReceipt);
    assertThat(ground.log.receipt(anna, lost.getFirst().id())).isEmpty();
    assertThat(ground.log.state().epoch()).isEqualTo(2);
    assertThat(ground.verify.now().findings()).isEmpty();
    assertThat(ground.epochs.isBehind()).isFalse();
    administer(APART, NOTHING);
    assertThat(ground.epochs.isBehind()).as("a database without any epoch").isTrue();
  }

  @Test
  void a_database_that_has_all_that_was_published_is_not_behind() {
    assertThat(ground.epochs.isBehind()).as("before the first entry").isFalse();
    ground.write(anna, 3);
    assertThat(ground.epochs.isBehind()).as("before the first seal").isFalse();
    ground.sealAll();
    ground.write(anna, 3);
    assertThat(ground.epochs.isBehind()).as("with entries that wait").isFalse();
    ground.store.down = true;
    ground.seal.run();
    ground.store.down = false;
    assertThat(ground.epochs.isBehind()).as("signed and not published").isFalse();
  }

  @Test
  void the_head_of_a_day_is_the_last_checkpoint_that_was_signed_on_it() {
    ground.write(anna, 2);
    ground.sealAll();
    ground.write(anna, 3);
    ground.sealAll();
    LogTree.Signed first = ground.tree.lastSigned(1).orElseThrow();
    ground.time.pass(Duration.ofDays(2));
    ground.write(anna, 1);
    ground.sealAll();
    LogTree.Signed second = ground.tree.lastSigned(1).orElseThrow();

    LocalDate day = first.signedAt().atZone(ZoneOffset.UTC).toLocalDate();
    assertThat(ground.tree.heads(day, 3)).containsExactly(second, first);
    assertThat(ground.tree.heads(day.plusDays(1), 1)).isEmpty();
  }

  @Test
  void nobody_who_can_sign_in_gives_a_place_or_changes_one() {
    ground.write(anna, 2);
    ground.sealAll();
    for (String change :
        List.of(
            "update audit.epoch set size = 1",
            "delete from audit.sealed_entry",
            "insert into audit.sealed_entry values (gen_random_uuid(), gen_random_uuid(), 1, 99, '\\x')",
            "update audit.checkpoint set note = ''",
            "delete from audit.checkpoint",
            "insert into audit.subtree values (1, 8, 0, '\\x')",
            "delete from audit.carried_over",
            "update audit.verification set findings = '{}'")) {
      assertThatThrownBy(() -> NODE.run(() -> NODE.tenancy().as(anna).run(change)))
          .as(change)
          .hasMessage("SQLSTATE 42501");
    }
  }
}
