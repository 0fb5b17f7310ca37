package org.lockkeeper.integration.postgres.desk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.lockkeeper.compliance.desk.DeskTallies.Kind;
import org.lockkeeper.compliance.desk.HeldCases;
import org.lockkeeper.compliance.desk.PrivacyDecision;
import org.lockkeeper.compliance.desk.RevealReason;
import org.lockkeeper.compliance.desk.RevealRequest;
import org.lockkeeper.compliance.desk.SellerView;
import org.lockkeeper.compliance.desk.SupportCase;
import org.lockkeeper.compliance.desk.SupportCauses;
import org.lockkeeper.compliance.desk.Suspicion;
import org.lockkeeper.integration.postgres.StorageTrouble;
import org.lockkeeper.integration.postgres.TestDatabase;
import org.lockkeeper.integration.postgres.Transactions;
import org.lockkeeper.integration.postgres.Wall;
import org.lockkeeper.kernel.OrderId;
import org.lockkeeper.kernel.SellerId;
import org.lockkeeper.orders.ExceptionClass;

class DeskStorageTest {

  private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");

  private final SellerId anna = new SellerId(UUID.randomUUID());
  private final SellerId bert = new SellerId(UUID.randomUUID());
  private final UUID person = UUID.randomUUID();
  private final OrderId order = new OrderId(UUID.randomUUID());
  private Transactions transactions = TestDatabase.portal();

  @BeforeEach
  void two_sellers_and_an_order() {
    UUID shop = UUID.randomUUID();
    transactions.seller(anna, shop);
    transactions.seller(bert, UUID.randomUUID());
    transactions.order(anna, shop, order.value(), NOON);
    transactions.run(
        () ->
            transactions
                .tenancy()
                .as(SellerId.PLATFORM)
                .run(
                    "insert into access.seller (seller_id, name, created_at) values (?, 'We',"
                        + " now()) on conflict do nothing",
                    SellerId.PLATFORM.value()));
    account(anna, person);
  }

  private void account(SellerId of, UUID id) {
    transactions.run(
        () ->
            transactions
                .tenancy()
                .as(of)
                .run(
                    """
                    insert into access.account (seller_id, id, login, display_name, role,
                      password_hash, created_at, version)
                    values (?, ?, ?, 'Someone', 'SELLER_OWNER', 'x', now(), 1)
                    """,
                    of.value(),
                    id,
                    id + "@example.test"));
  }

  @Test
  @Tag("ASVS-V2.3.4")
  void a_budget_gives_exactly_what_it_has_and_takes_back_what_came_to_nothing() {
    PostgresDeskTallies tallies = new PostgresDeskTallies(transactions.tenancy());
    for (int i = 0; i < 3; i++) {
      assertThat(transactions.in(() -> tallies.take(anna, person, Kind.REVEAL, NOON, 3))).isTrue();
    }
    assertThat(transactions.in(() -> tallies.take(anna, person, Kind.REVEAL, NOON, 3))).isFalse();
    assertThat(transactions.in(() -> tallies.used(anna, person, Kind.REVEAL, NOON))).isEqualTo(3);
    transactions.run(() -> tallies.giveBack(anna, person, Kind.REVEAL, NOON));
    assertThat(transactions.in(() -> tallies.take(anna, person, Kind.REVEAL, NOON, 3))).isTrue();
    Instant next = NOON.plus(Duration.ofDays(1));
    assertThat(transactions.in(() -> tallies.take(anna, person, Kind.REVEAL, next, 3)))
        .as("another day")
        .isTrue();
    assertThat(transactions.in(() -> tallies.take(anna, person, Kind.SEARCH, NOON, 0))).isFalse();
    assertThat(transactions.in(() -> tallies.used(bert, person, Kind.REVEAL, NOON))).isZero();
  }

  @Test
  void different_things_are_counted_up_to_the_most_and_each_of_them_once() {
    PostgresDeskTallies tallies = new PostgresDeskTallies(transactions.tenancy());
    for (Kind kind : List.of(Kind.SELLER, Kind.ORDER)) {
      assertThat(noted(tallies, kind, NOON, new UUID(1, 1), 1)).isTrue();
      assertThat(noted(tallies, kind, NOON, new UUID(1, 1), 1)).as("again").isTrue();
      assertThat(noted(tallies, kind, NOON, new UUID(1, 2), 1)).as("one more").isFalse();
      assertThat(noted(tallies, kind, NOON, new UUID(1, 2), 2)).isTrue();
      assertThat(noted(tallies, kind, NOON.plusSeconds(3600), new UUID(1, 3), 1)).isTrue();
    }
  }

  private boolean noted(
      PostgresDeskTallies tallies, Kind kind, Instant slot, UUID about, int most) {
    return transactions.in(() -> tallies.note(anna, person, kind, slot, about, most));
  }

  @Test
  void a_wish_is_decided_once_by_somebody_else() {
    PostgresRevealRequests requests = new PostgresRevealRequests(transactions.tenancy());
    RevealRequest wish =
        new RevealRequest(
            anna,
            UUID.randomUUID(),
            person,
            anna,
            RevealReason.CONTACT_BUYER,
            "T-1",
            NOON,
            10,
            NOON.plusSeconds(60),
            Optional.empty());
    transactions.run(() -> requests.add(wish));
    assertThat(transactions.in(() -> requests.waiting(anna, NOON))).containsExactly(wish);
    assertThat(transactions.in(() -> requests.waiting(anna, NOON.plusSeconds(60)))).isEmpty();
    assertThat(transactions.in(() -> requests.waiting(bert, NOON))).isEmpty();
    assertThatThrownBy(
            () ->
                transactions.run(
                    () ->
                        requests.decided(
                            anna, wish.id(), new RevealRequest.Decision(person, NOON, true))))
        .as("the database refuses a yes to oneself as well")
        .isInstanceOf(StorageTrouble.class);
    RevealRequest.Decision yes = new RevealRequest.Decision(UUID.randomUUID(), NOON, true);
    transactions.run(() -> requests.decided(anna, wish.id(), yes));
    transactions.run(
        () ->
            requests.decided(
                anna, wish.id(), new RevealRequest.Decision(UUID.randomUUID(), NOON, false)));
    assertThat(transactions.in(() -> requests.waiting(anna, NOON))).isEmpty();
    assertThat(transactions.in(() -> requests.of(anna, person, NOON)))
        .singleElement()
        .extracting(RevealRequest::decision)
        .isEqualTo(Optional.of(yes));
  }

  private SupportCase fresh(Optional<Instant> deadline) {
    return new SupportCase(
        anna,
        UUID.randomUUID(),
        Optional.of(order),
        SupportCase.Subject.CANCEL,
        deadline,
        SupportCase.NextStep.ANSWER_BUYER,
        SupportCase.WaitingOn.US,
        person,
        Optional.of(person),
        NOON,
        NOON,
        Optional.empty(),
        List.of());
  }

  @Test
  void open_cases_are_handed_over_once_and_closed_ones_stay_with_who_closed_them() {
    PostgresSupportCases cases = new PostgresSupportCases(transactions.tenancy());
    SupportCase open = fresh(Optional.empty());
    SupportCase closed = fresh(Optional.empty());
    UUID heir = UUID.randomUUID();
    transactions.run(
        () -> {
          cases.add(open);
          cases.add(closed);
          transactions
              .tenancy()
              .as(anna)
              .run(
                  "update access.support_case set closed_at = ? where seller_id = ? and id = ?",
                  NOON,
                  anna.value(),
                  closed.id());
        });
    HeldCases.Held held = new HeldCases.Held(anna, open.id());
    assertThat(transactions.in(() -> cases.of(person))).containsExactly(held);
    assertThat(transactions.in(() -> cases.handOver(held, person, Optional.of(heir), NOON)))
        .isTrue();
    assertThat(transactions.in(() -> cases.handOver(held, person, Optional.empty(), NOON)))
        .as("it is somebody else's by now")
        .isFalse();
    assertThat(transactions.in(() -> cases.of(person))).isEmpty();
    assertThat(transactions.in(() -> cases.of(heir))).containsExactly(held);
    assertThat(transactions.in(() -> cases.find(anna, open.id())).orElseThrow().heldBy())
        .contains(heir);
    assertThat(
            transactions.in(
                () ->
                    cases.handOver(
                        new HeldCases.Held(anna, closed.id()), person, Optional.of(heir), NOON)))
        .isFalse();
  }

  @ParameterizedTest
  @EnumSource(Wall.class)
  void cases_stand_by_their_deadline_and_belong_to_their_seller(Wall wall) {
    transactions = wall.transactions();
    PostgresSupportCases cases = new PostgresSupportCases(transactions.tenancy());
    SupportCase late = fresh(Optional.empty());
    SupportCase soon = fresh(Optional.of(NOON.plusSeconds(60)));
    SupportCase.Note note =
        new SupportCase.Note(UUID.randomUUID(), person, NOON, "asked the carrier");
    transactions.run(
        () -> {
          cases.add(late);
          cases.add(soon);
          cases.note(anna, soon.id(), note);
        });
    assertThat(transactions.in(() -> cases.open(anna, 10)))
        .extracting(SupportCase::id)
        .containsExactly(soon.id(), late.id());
    assertThat(transactions.in(() -> cases.open(bert, 10))).isEmpty();
    assertThat(transactions.in(() -> cases.find(bert, soon.id()))).isEmpty();
    assertThat(transactions.in(() -> cases.find(anna, soon.id())).orElseThrow().notes())
        .containsExactly(note);
    assertThat(transactions.in(() -> cases.about(anna, order))).hasSize(2);
    assertThat(transactions.in(() -> cases.about(bert, order))).isEmpty();
  }

  @Test
  void a_report_is_changed_by_nobody() {
    PostgresSuspicions suspicions = new PostgresSuspicions(transactions.tenancy());
    Suspicion told =
        new Suspicion(
            UUID.randomUUID(),
            person,
            Optional.of(anna),
            Suspicion.Kind.STRANGE_QUESTION,
            "somebody asked for all orders",
            NOON.minusSeconds(60),
            NOON);
    transactions.run(() -> suspicions.add(told));
    assertThat(transactions.in(() -> suspicions.latest(1000))).contains(told);
    for (String change :
        List.of(
            "update access.suspicion set detected_at = now()", "delete from access.suspicion")) {
      assertThatThrownBy(
              () ->
                  transactions.run(() -> transactions.tenancy().as(SellerId.PLATFORM).run(change)))
          .hasMessage("SQLSTATE 42501");
    }
  }

  @ParameterizedTest
  @EnumSource(Wall.class)
  void a_look_at_a_sellers_pages_is_one_sessions_until_it_ends(Wall wall) {
    transactions = wall.transactions();
    PostgresSellerViews views = new PostgresSellerViews(transactions.tenancy());
    UUID session = UUID.randomUUID();
    SellerView view =
        new SellerView(
            anna,
            UUID.randomUUID(),
            person,
            session,
            bert,
            SellerView.Reason.SETUP,
            "T-9",
            NOON,
            NOON.plusSeconds(900));
    transactions.run(() -> views.add(view));
    assertThat(transactions.in(() -> views.open(anna, session, NOON))).contains(view);
    assertThat(transactions.in(() -> views.open(anna, session, view.endsAt()))).isEmpty();
    assertThat(transactions.in(() -> views.open(anna, UUID.randomUUID(), NOON))).isEmpty();
    assertThat(transactions.in(() -> views.open(bert, session, NOON))).isEmpty();
    transactions.run(() -> views.end(anna, session, NOON));
    assertThat(transactions.in(() -> views.open(anna, session, NOON))).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(Wall.class)
  void what_was_said_to_a_wish_stands_latest_first_and_is_not_changed(Wall wall) {
    transactions = wall.transactions();
    PostgresPrivacyDecisions decisions = new PostgresPrivacyDecisions(transactions.tenancy());
    UUID wish = UUID.randomUUID();
    PrivacyDecision asked =
        new PrivacyDecision(
            anna,
            UUID.randomUUID(),
            wish,
            PrivacyDecision.Kind.ASKED,
            Optional.empty(),
            person,
            NOON);
    PrivacyDecision denied =
        new PrivacyDecision(
            anna,
            UUID.randomUUID(),
            wish,
            PrivacyDecision.Kind.DENIED,
            Optional.of(PrivacyDecision.Ground.REPEATED),
            person,
            NOON.plusSeconds(1));
    transactions.run(
        () -> {
          decisions.add(asked);
          decisions.add(denied);
        });
    assertThat(transactions.in(() -> decisions.all(anna))).containsExactly(denied, asked);
    assertThat(transactions.in(() -> decisions.all(bert))).isEmpty();
    if (wall == Wall.BOTH) {
      assertThatThrownBy(
              () ->
                  transactions.run(
                      () ->
                          transactions
                              .tenancy()
                              .as(anna)
                              .run("update access.privacy_decision set decided_at = now()")))
          .hasMessage("SQLSTATE 42501");
    }
  }

  @Test
  void what_stands_still_for_the_desk_is_counted_of_ones_own_sellers_alone() {
    PostgresSupportCauses causes = new PostgresSupportCauses(transactions.tenancy());
    UUID staff = UUID.randomUUID();
    transactions.run(
        () ->
            transactions
                .tenancy()
                .as(anna)
                .run(
                    "update orders.sales_order set trouble = 'GAVE_UP', trouble_since = ?"
                        + " where seller_id = ?",
                    NOON,
                    anna.value()));
    Set<ExceptionClass> ours = Set.of(ExceptionClass.GAVE_UP, ExceptionClass.DATA_UNAVAILABLE);
    assertThat(transactions.in(() -> causes.of(staff, NOON, ours))).isEmpty();
    transactions.run(
        () ->
            transactions
                .tenancy()
                .as(anna)
                .run(
                    """
                    insert into access.assignment
                      (seller_id, id, staff, reason, granted_by, since, ends_at)
                    values (?, ?, ?, 'to help', ?, ?, ?)
                    """,
                    anna.value(),
                    UUID.randomUUID(),
                    staff,
                    UUID.randomUUID(),
                    NOON,
                    NOON.plusSeconds(60)));
    assertThat(transactions.in(() -> causes.of(staff, NOON, ours)))
        .containsExactly(new SupportCauses.Count(anna, ExceptionClass.GAVE_UP, 1, NOON));
    assertThat(transactions.in(() -> causes.of(staff, NOON, Set.of(ExceptionClass.THROTTLED))))
        .isEmpty();
    assertThat(transactions.in(() -> causes.of(staff, NOON.plusSeconds(60), ours)))
        .as("an assignment that has ended")
        .isEmpty();
  }
}
