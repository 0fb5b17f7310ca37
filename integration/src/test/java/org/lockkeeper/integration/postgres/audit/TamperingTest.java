package org.lockkeeper.integration.postgres.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.lockkeeper.compliance.audit.AuditEntry;
import org.lockkeeper.compliance.audit.LogSettings;
import org.lockkeeper.compliance.audit.Published;
import org.lockkeeper.compliance.audit.SealLog;
import org.lockkeeper.compliance.audit.Verification;
import org.lockkeeper.compliance.audit.Verification.Kind;
import org.lockkeeper.compliance.encryption.Signer;
import org.lockkeeper.integration.postgres.TestDatabase;
import org.lockkeeper.integration.postgres.Transactions;
import org.lockkeeper.kernel.SellerId;
import org.lockkeeper.proof.Checkpoint;
import org.lockkeeper.proof.Frontier;
import org.lockkeeper.proof.Hash;
import org.lockkeeper.proof.Note;

/**
 * Who has the database whole, and the log's key, is still found out, and the place is named (F19).
 */
class TamperingTest {

  private static final TestDatabase.Apart APART = TestDatabase.apart("tampering");
  private static final Transactions NODE = APART.portal();

  private SealedGround ground = new SealedGround(NODE, 10);
  private final SellerId anna = SealedGround.seller();
  private List<AuditEntry> all = List.of();

  @BeforeEach
  void a_log_of_sixty_entries_in_several_checkpoints() {
    SealingTest.administer(APART, SealingTest.NOTHING);
    ground = new SealedGround(NODE, 10);
    all = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      all.addAll(ground.write(anna, 20));
      ground.sealAll();
    }
    assertThat(ground.verify.now().findings()).isEmpty();
    tamper("alter table audit.audit_event disable trigger append_only");
  }

  @AfterEach
  void the_state_shows_what_was_found() {
    assertThat(ground.log.state().finding()).isPresent();
  }

  private void tamper(String... statements) {
    SealingTest.administer(APART, statements);
  }

  private String id(int n) {
    return "'" + all.get(n).id() + "'";
  }

  private void found(Kind kind, String... words) {
    List<Verification.Finding> findings = ground.verify.now().findings();
    assertThat(findings).extracting(Verification.Finding::kind).containsOnly(kind);
    assertThat(findings).anySatisfy(one -> assertThat(one.sentence()).contains(words));
  }

  @Test
  void an_edit_is_named() {
    tamper("update audit.audit_event set actor = 'person:x' where id = " + id(17));
    found(Kind.CHANGED, all.get(17).id().toString(), "at 18");
  }

  @Test
  void a_text_that_became_a_number_is_an_edit() {
    tamper("update audit.audit_event set facts = jsonb_set(facts, '{n}', '1') where id = " + id(1));
    found(Kind.CHANGED, all.get(1).id().toString());
  }

  @Test
  void an_edit_that_also_puts_the_leaf_right_is_named_by_what_was_published() {
    tamper(
        "update audit.audit_event set action = 'x' where id = " + id(17),
        "update audit.sealed_entry set leaf = sha256('') where entry = " + id(17));
    assertThat(ground.verify.now().findings())
        .extracting(Verification.Finding::kind)
        .contains(Kind.CHANGED, Kind.REBUILT);
  }

  @Test
  void a_deletion_is_named() {
    tamper("delete from audit.audit_event where id = " + id(30));
    found(Kind.MISSING, all.get(30).id().toString(), "at 31");
  }

  @Test
  void an_insertion_behind_the_sealer_is_named() {
    tamper(
        """
        insert into audit.audit_event
        select seller_id, 'aaaaaaaa-0000-4000-8000-000000000001', at, actor, action, object, facts,
          written_by from audit.audit_event where id =
        """
            + id(5));
    found(Kind.INSERTED, "aaaaaaaa-0000-4000-8000-000000000001");
  }

  @Test
  void two_entries_that_changed_places_are_named() {
    tamper(
        "create temporary table two as select * from audit.audit_event where id in ("
            + id(3)
            + ", "
            + id(40)
            + ")",
        "update audit.audit_event e set at = t.at, actor = t.actor, action = t.action,"
            + " object = t.object, facts = t.facts from two t where (e.id = "
            + id(3)
            + " and t.id = "
            + id(40)
            + ") or (e.id = "
            + id(40)
            + " and t.id = "
            + id(3)
            + ")");
    found(Kind.SWAPPED, all.get(3).id().toString(), all.get(40).id().toString());
  }

  @Test
  void two_places_that_were_swapped_are_named() {
    tamper(
        "update audit.sealed_entry set index = -1 where entry = " + id(3),
        "update audit.sealed_entry set index = 4 where entry = " + id(40),
        "update audit.sealed_entry set index = 41 where entry = " + id(3));
    assertThat(ground.verify.now().findings())
        .extracting(Verification.Finding::kind)
        .contains(Kind.SWAPPED);
    assertThat(ground.log.state().finding().orElseThrow()).contains("at 4 and 41");
  }

  @Test
  void a_tail_that_was_cut_is_named_by_the_published_checkpoint() {
    tamper(
        "delete from audit.sealed_entry where index > 40",
        "delete from audit.audit_event where id >= " + id(40),
        "delete from audit.checkpoint where size > 41",
        """
        update audit.epoch e set size = 41, sealed_xid = a.written_by, sealed_seller = a.seller_id,
          sealed_entry = a.id from audit.audit_event a where a.id =
        """
            + id(39));
    assertThat(ground.verify.now().findings())
        .extracting(Verification.Finding::kind)
        .containsOnly(Kind.TAIL_CUT);
    assertThat(ground.log.state().finding().orElseThrow()).contains("after 41", "over 61");
  }

  /** Changes entries and seals all anew, with the log's own key. */
  private void rebuild(String change) {
    tamper(
        change,
        "truncate audit.epoch, audit.former_epoch, audit.sealed_entry, audit.subtree,"
            + " audit.checkpoint");
    SealedGround.MemoryStore other = new SealedGround.MemoryStore();
    SealLog again =
        new SealLog(
            ground.tree,
            other,
            ground.keys,
            new LogSettings(SealedGround.ORIGIN, 10, 100),
            ground.ids,
            ground.time);
    again.run();
    forged = other;
  }

  private SealedGround.MemoryStore forged = new SealedGround.MemoryStore();

  @Test
  void a_tree_that_was_rebuilt_with_a_new_root_is_named_by_what_was_published() {
    rebuild("update audit.audit_event set action = 'x' where id = " + id(30));
    assertThat(ground.verify.now().findings())
        .extracting(Verification.Finding::kind)
        .contains(Kind.REBUILT, Kind.FORK);
  }

  @Test
  void a_tree_that_was_rebuilt_together_with_the_store_is_named_by_the_witness() {
    rebuild("delete from audit.audit_event where id = " + id(30));
    ground.store.texts.clear();
    ground.store.texts.putAll(forged.texts);
    assertThat(ground.verify.now().findings())
        .extracting(Verification.Finding::kind)
        .contains(Kind.TAIL_CUT);
    ground.write(anna, 5);
    ground.seal.run();
    assertThat(ground.verify.now().findings())
        .extracting(Verification.Finding::kind)
        .contains(Kind.FORK);
  }

  @Test
  void a_fork_that_is_shown_to_us_is_named() {
    String name = Published.name(Published.folder(1), 41);
    Published honest = Published.parse(Objects.requireNonNull(ground.store.texts.get(name)));
    List<Hash> leaves = new ArrayList<>(honest.leaves());
    leaves.set(3, Hash.EMPTY_TREE);
    Frontier tree = Frontier.empty();
    ground.tree.leaves(1, 0, honest.from()).forEach(tree::add);
    leaves.forEach(tree::add);
    String text = new Checkpoint(SealedGround.ORIGIN + "/1", 41, tree.root()).text();
    Note forgedNote =
        Note.of(text)
            .with(
                ground
                    .tree
                    .keys()
                    .getFirst()
                    .signed(
                        text,
                        ground
                            .signer
                            .sign(Signer.Use.CHECKPOINT, text.getBytes(StandardCharsets.UTF_8))
                            .bytes()
                            .bytes()));
    ground.store.texts.put(name, new Published(honest.from(), leaves, forgedNote).write());
    assertThat(ground.verify.now().findings())
        .extracting(Verification.Finding::kind)
        .contains(Kind.FORK);
  }

  @Test
  void a_checkpoint_that_was_taken_out_of_the_store_is_named() {
    ground.store.texts.remove(Published.name(Published.folder(1), 41));
    found(Kind.STORE, "41 entries");
  }

  @Test
  void a_place_that_is_empty_is_named() {
    tamper("delete from audit.sealed_entry where entry = " + id(30));
    assertThat(ground.verify.now().findings())
        .extracting(Verification.Finding::sentence)
        .anyMatch(sentence -> sentence.contains("The place 31 of the tree is empty"));
  }
}
