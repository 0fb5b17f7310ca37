package org.lockkeeper.integration.postgres.pack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.lockkeeper.compliance.pack.Attestation;
import org.lockkeeper.compliance.pack.EvidencePack;
import org.lockkeeper.compliance.pack.GapPlan;
import org.lockkeeper.compliance.pack.PackFacts.Figure;
import org.lockkeeper.compliance.pack.Questionnaire;
import org.lockkeeper.integration.postgres.StorageTrouble;
import org.lockkeeper.integration.postgres.TestDatabase;
import org.lockkeeper.integration.postgres.Transactions;
import org.lockkeeper.kernel.SellerId;

/** What people enter, packs that never change, and what proofs count in a real database. */
class PackStorageTest {

  private static final EnumSet<Figure> OF_ORDERS =
      EnumSet.range(Figure.ORDERS_HELD, Figure.CASES_WITHOUT_CERTIFICATE);

  private static final Instant NOW = Instant.parse("2026-11-22T09:00:00Z");
  private static final LocalDate TODAY = LocalDate.parse("2026-11-22");
  private static final Transactions NODE = TestDatabase.apart("pack").portal();

  private final PostgresPackBooks books = new PostgresPackBooks(NODE.tenancy());
  private final PostgresEvidencePacks packs = new PostgresEvidencePacks(NODE.tenancy());
  private final PostgresPackFacts facts = new PostgresPackFacts(NODE.tenancy());
  private final UUID admin = UUID.randomUUID();

  @BeforeEach
  void a_platform() {
    NODE.run(
        () ->
            NODE.tenancy()
                .as(SellerId.PLATFORM)
                .run(
                    """
                    insert into access.seller (seller_id, name, created_at) values (?, 'We', ?)
                    on conflict (seller_id) do nothing
                    """,
                    SellerId.PLATFORM.value(),
                    NOW));
  }

  private GapPlan plan(String proof, String text, Instant at) {
    return new GapPlan(
        UUID.randomUUID(), proof, GapPlan.Owner.SECURITY, TODAY.plusDays(9), text, admin, at);
  }

  @Test
  void the_newest_plan_of_a_proof_counts() {
    GapPlan second = plan("kms", "Second", NOW.plusSeconds(1));
    NODE.run(() -> books.add(second));
    NODE.run(() -> books.add(plan("kms", "First", NOW)));
    assertThat(NODE.in(books::plans)).containsEntry("kms", second);
  }

  @Test
  void what_was_shown_last_counts_and_all_of_it_stays() {
    Attestation older = shown(TODAY.minusDays(9), Optional.empty());
    Attestation newer = shown(TODAY, Optional.of("0".repeat(64)));
    NODE.run(() -> books.add(newer));
    NODE.run(() -> books.add(older));
    Map<String, Attestation> newest = NODE.in(() -> books.attested());
    assertThat(newest).containsEntry("attested-firewall", newer);
    assertThat(NODE.in(() -> books.attested("attested-firewall", 9))).containsExactly(newer, older);
  }

  private Attestation shown(LocalDate on, Optional<String> sha256) {
    return new Attestation(
        UUID.randomUUID(), "attested-firewall", on, "ticket 5", sha256, admin, NOW);
  }

  private EvidencePack asked() {
    return new EvidencePack(
        UUID.randomUUID(),
        NODE.in(packs::nextNumber),
        TODAY,
        admin,
        NOW,
        EvidencePack.State.MAKING,
        0,
        60,
        Optional.empty());
  }

  private static EvidencePack.Result result() {
    return new EvidencePack.Result(NOW, "0".repeat(64), 3, 100, 5, 2, "kid");
  }

  @Test
  void a_pack_is_made_once_and_never_changes() {
    EvidencePack pack = asked();
    assertThat(NODE.in(() -> packs.add(pack))).isTrue();
    EvidencePack other = asked();
    assertThat(NODE.in(() -> packs.add(other))).as("one at a time").isFalse();
    NODE.run(() -> packs.progress(pack.id(), 7));
    assertThat(NODE.in(() -> packs.find(pack.id())).orElseThrow().done()).isEqualTo(7);
    assertThat(NODE.in(() -> packs.zip(pack.id()))).isEmpty();
    assertThat(
            NODE.in(
                () ->
                    packs.ready(
                        pack.id(), result(), new byte[] {1, 2, 3}, new byte[] {4}, "{\"x\":1}")))
        .isTrue();
    assertThat(
            NODE.in(
                () -> packs.ready(pack.id(), result(), new byte[] {9}, new byte[] {9}, "other")))
        .isFalse();
    NODE.run(() -> packs.failed(pack.id(), NOW));
    EvidencePack ready = NODE.in(() -> packs.find(pack.id())).orElseThrow();
    assertThat(ready.state()).isEqualTo(EvidencePack.State.READY);
    assertThat(ready.result()).contains(result());
    assertThat(NODE.in(() -> packs.zip(pack.id())).orElseThrow()).containsExactly(1, 2, 3);
    assertThat(NODE.in(packs::keys)).containsExactly("{\"x\":1}");
    assertThatThrownBy(
            () ->
                NODE.run(
                    () ->
                        NODE.tenancy()
                            .as(SellerId.PLATFORM)
                            .run(
                                "update audit.evidence_pack set sha256 = ? where id = ?",
                                "1".repeat(64),
                                pack.id())))
        .isInstanceOf(StorageTrouble.class);
    assertThatThrownBy(
            () ->
                NODE.run(
                    () ->
                        NODE.tenancy()
                            .as(SellerId.PLATFORM)
                            .run("delete from audit.evidence_pack where id = ?", pack.id())))
        .isInstanceOf(StorageTrouble.class);
    Questionnaire asked =
        new Questionnaire(
            UUID.randomUUID(),
            Questionnaire.AskedBy.AMAZON,
            "Case 4711",
            TODAY,
            TODAY.plusDays(5),
            admin,
            NOW,
            Optional.empty(),
            Optional.empty());
    NODE.run(() -> books.add(asked));
    assertThat(NODE.in(() -> books.answered(asked.id(), TODAY, ready.number()))).isTrue();
    assertThat(NODE.in(() -> books.answered(asked.id(), TODAY, ready.number()))).isFalse();
    assertThat(NODE.in(() -> books.questionnaires(9)))
        .singleElement()
        .satisfies(one -> assertThat(one.pack()).contains(ready.number()));
  }

  @Test
  void the_catalogue_of_the_database_proves_its_walls() {
    assertThat(NODE.in(facts::tenantTables)).isGreaterThan(50);
    assertThat(NODE.in(facts::tablesWithoutWall)).isEmpty();
    assertThat(NODE.in(facts::personalColumns)).hasSize(6);
    assertThat(NODE.in(facts::openPersonalColumns)).isEmpty();
    assertThat(NODE.in(facts::rightsOverAudit)).isEmpty();
    assertThat(NODE.in(facts::openSecretColumns)).isEmpty();
  }

  @Test
  void whoever_was_let_in_without_a_second_factor_is_counted() {
    Map<Figure, Long> before = NODE.in(() -> facts.figures(NOW));
    assertThat(before.keySet()).isEqualTo(EnumSet.complementOf(OF_ORDERS));
    UUID account = UUID.randomUUID();
    NODE.run(
        () -> {
          NODE.tenancy()
              .as(SellerId.PLATFORM)
              .run(
                  """
                  insert into access.account (seller_id, id, login, display_name, role,
                    password_hash, created_at, version)
                  values (?, ?, ?, 'Someone', 'ADMIN', 'x', ?, 1)
                  """,
                  SellerId.PLATFORM.value(),
                  account,
                  account + "@example.test",
                  NOW);
        });
    Map<Figure, Long> invited = NODE.in(() -> facts.figures(NOW));
    assertThat(invited.get(Figure.ACCOUNTS)).isEqualTo(counted(before, Figure.ACCOUNTS) + 1);
    assertThat(invited.get(Figure.LET_IN_WITHOUT))
        .isEqualTo(counted(before, Figure.LET_IN_WITHOUT));
    NODE.run(
        () ->
            NODE.tenancy()
                .as(SellerId.PLATFORM)
                .run(
                    """
                    insert into access.session (seller_id, id, account, role, level, epoch,
                      started_at, seen_at, idle_seconds, ends_at, network, agent)
                    values (?, ?, ?, 'ADMIN', 'FULL', 0, ?, ?, 900, ?, 'here', 'that')
                    """,
                    SellerId.PLATFORM.value(),
                    UUID.randomUUID(),
                    account,
                    NOW,
                    NOW,
                    NOW.plus(Duration.ofHours(8))));
    assertThat(NODE.in(() -> facts.figures(NOW)).get(Figure.LET_IN_WITHOUT))
        .isEqualTo(counted(before, Figure.LET_IN_WITHOUT) + 1);
  }

  private static long counted(Map<Figure, Long> figures, Figure figure) {
    return figures.getOrDefault(figure, -1L);
  }

  private void trouble(SellerId seller, UUID order, String sets) {
    NODE.run(
        () ->
            NODE.tenancy()
                .as(seller)
                .run(
                    "update orders.sales_order set "
                        + sets
                        + ", trouble_since = now() where seller_id = ? and id = ?",
                    seller.value(),
                    order));
  }

  private void parcel(SellerId seller, UUID order, String reported) {
    NODE.run(
        () ->
            NODE.tenancy()
                .as(seller)
                .run(
                    """
                    insert into orders.parcel (seller_id, order_id, number, status, reported)
                    values (?, ?, 1, 'SHIPPED', ?)
                    """,
                    seller.value(),
                    order,
                    reported));
  }

  @Test
  void what_channels_ask_of_orders_is_counted_over_all_sellers() {
    SellerId one = new SellerId(UUID.randomUUID());
    SellerId other = new SellerId(UUID.randomUUID());
    UUID shop = UUID.randomUUID();
    UUID market = UUID.randomUUID();
    NODE.seller(one, shop);
    NODE.seller(other, market);
    List<UUID> orders = java.util.stream.Stream.generate(UUID::randomUUID).limit(7).toList();
    orders.subList(0, 4).forEach(id -> NODE.order(one, shop, id, NOW));
    orders.subList(4, 7).forEach(id -> NODE.order(other, market, id, NOW));
    assertThat(NODE.in(() -> facts.orderFigures(NOW)).keySet()).isEqualTo(OF_ORDERS);
    assertThat(NODE.in(() -> facts.figures(NOW)).keySet())
        .isEqualTo(EnumSet.complementOf(OF_ORDERS));
    trouble(one, orders.get(0), "trouble = 'CHANNEL_HOLD'");
    trouble(one, orders.get(1), "trouble = 'CHANNEL_HOLD', fulfilment_id = 'F1'");
    trouble(
        one,
        orders.get(2),
        "trouble = 'CANCEL_REQUESTED', trouble_deadline = '2026-11-22T09:00:00Z'");
    trouble(
        other,
        orders.get(4),
        "trouble = 'CANCEL_REQUESTED', trouble_deadline = '2026-11-22T09:00:01Z'");
    trouble(
        other,
        orders.get(5),
        "trouble = 'TRACKING_REFUSED_BY_CHANNEL', channel = 'tiktokshop', fulfilment_id = 'F2'");
    trouble(other, orders.get(6), "trouble = null, channel = 'tiktokshop'");
    parcel(other, orders.get(5), "told");
    parcel(other, orders.get(6), "told");
    parcel(one, orders.get(1), "told");
    Map<Figure, Long> found = NODE.in(() -> facts.orderFigures(NOW));
    assertThat(found)
        .containsEntry(Figure.ORDERS_HELD, 2L)
        .containsEntry(Figure.ORDERS_HELD_PLACED, 1L)
        .containsEntry(Figure.CANCELS_WAITING, 2L)
        .containsEntry(Figure.CANCELS_LATE, 1L)
        .containsEntry(Figure.PARCELS_TOLD, 2L)
        .containsEntry(Figure.PARCELS_FOREIGN, 1L)
        .containsEntry(Figure.TRACKING_REFUSED_MOST, 1L);
  }

  @Test
  void a_case_that_was_carried_out_has_a_certificate_within_the_hour() {
    SellerId seller = new SellerId(UUID.randomUUID());
    NODE.seller(seller, UUID.randomUUID());
    UUID id = UUID.randomUUID();
    NODE.run(
        () ->
            NODE.tenancy()
                .as(seller)
                .run(
                    """
                    insert into retention.deletion_case (seller_id, id, scope, trigger,
                      requested_at, due_by, edition, operator, stage, stage_since, erased_at,
                      backups_end_at)
                    values (?, ?, 'WHOLE_SELLER', 'SELLER_LEAVES', ?, ?, '2026-11-22', 'task:test',
                      'VERIFIED', ?, ?, ?)
                    """,
                    seller.value(),
                    id,
                    NOW,
                    NOW.plus(Duration.ofDays(30)),
                    NOW,
                    NOW,
                    NOW.plus(Duration.ofDays(28))));
    assertThat(NODE.in(() -> facts.orderFigures(NOW.plus(Duration.ofHours(1)))))
        .containsEntry(Figure.CASES_WITHOUT_CERTIFICATE, 0L);
    assertThat(NODE.in(() -> facts.orderFigures(NOW.plus(Duration.ofMinutes(61)))))
        .containsEntry(Figure.CASES_WITHOUT_CERTIFICATE, 1L);
  }
}
