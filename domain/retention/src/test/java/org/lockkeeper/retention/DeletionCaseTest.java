package org.lockkeeper.retention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.lockkeeper.kernel.Actor;
import org.lockkeeper.kernel.ConnectionId;
import org.lockkeeper.kernel.DomainEvent;
import org.lockkeeper.kernel.Errand;
import org.lockkeeper.kernel.Errands;
import org.lockkeeper.kernel.Ids;
import org.lockkeeper.kernel.OrderId;
import org.lockkeeper.kernel.SellerId;

class DeletionCaseTest {

  private static final SellerId ANNA = SellerId.of("01900000-0000-7000-8000-00000000000a");
  private static final SellerId BERT = SellerId.of("01900000-0000-7000-8000-00000000000b");
  private static final OrderId ONE = OrderId.of("01900000-0000-7000-8000-000000000001");
  private static final OrderId TWO = OrderId.of("01900000-0000-7000-8000-000000000002");
  private static final CaseScope SHOP =
      new CaseScope.OneAccount(List.of(ConnectionId.of("01900000-0000-7000-8000-0000000000c1")));
  private static final CaseScope ALL = new CaseScope.WholeSeller();
  private static final Actor SELLER = new Actor.Task("seller");
  private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
  private static final UUID ADMIN = new UUID(0, 1);
  private static final CaseRules RULES =
      CaseRules.of(RetentionSchedule.edition(LocalDate.of(2026, 11, 22)));

  private final InMemoryCases cases = new InMemoryCases();
  private final List<DomainEvent> announced = new ArrayList<>();
  private final List<Errand> asked = new ArrayList<>();

  private final Errands errands =
      new Errands() {
        @Override
        public void after(Duration delay, Errand errand) {
          asked.add(errand);
        }

        @Override
        public void now(Errand errand) {
          asked.add(errand);
        }
      };

  private OpenDeletionCase open(Instant now) {
    return new OpenDeletionCase(
        cases,
        RULES,
        announced::add,
        errands,
        new Ids(Clock.fixed(now, ZoneOffset.UTC), new SecureRandom()),
        Clock.fixed(now, ZoneOffset.UTC));
  }

  private DecideDeletionCase decide(Instant now) {
    return new DecideDeletionCase(cases, announced::add, errands, Clock.fixed(now, ZoneOffset.UTC));
  }

  private DeletionCaseId opened(CaseScope scope, Trigger trigger) {
    return open(NOON).of(ANNA, scope, trigger, List.of("shopify/a"), SELLER);
  }

  private DeletionCase.Snapshot state(DeletionCaseId id) {
    return cases.find(ANNA, id).orElseThrow().snapshot();
  }

  @ParameterizedTest
  @EnumSource(Trigger.class)
  void everything_is_due_thirty_days_of_24_hours_after_any_trigger(Trigger trigger) {
    DeletionCase.Snapshot fresh = state(opened(SHOP, trigger));
    assertThat(fresh.dueBy()).isEqualTo(NOON.plus(Duration.ofDays(30)));
    assertThat(fresh.overdue(fresh.dueBy().minusMillis(1))).isFalse();
    assertThat(fresh.overdue(fresh.dueBy())).isTrue();
    assertThat(fresh.edition()).isEqualTo(RULES.edition());
  }

  @Test
  void the_thirty_days_count_from_the_end_of_access_and_the_time_to_take_it_back_from_now() {
    Instant ended = NOON.minus(Duration.ofDays(14));
    DeletionCase.Snapshot fresh =
        state(
            open(NOON)
                .of(ANNA, SHOP, Trigger.PLATFORM_REVOKED, List.of("amazon/a"), SELLER, ended));
    assertThat(fresh.dueBy()).isEqualTo(ended.plus(Duration.ofDays(30)));
    assertThat(fresh.stage()).isEqualTo(new Stage.CoolingOff(NOON, NOON.plus(Duration.ofDays(2))));
  }

  @ParameterizedTest
  @EnumSource(
      value = Trigger.class,
      names = {"SELLER_REVOKED", "PLATFORM_REVOKED", "ACCOUNT_CLOSED"},
      mode = EnumSource.Mode.EXCLUDE)
  void what_a_buyer_a_platform_or_amazon_asks_for_begins_at_once_and_cannot_be_taken_back(
      Trigger trigger) {
    DeletionCaseId id = opened(SHOP, trigger);
    assertThat(state(id).stage()).isEqualTo(new Stage.Open(NOON));
    assertThat(asked).containsExactly(OpenDeletionCase.run(ANNA, id));
    assertThat(decide(NOON).withdraw(ANNA, id)).isFalse();
  }

  @Test
  void a_seller_who_leaves_can_take_it_back_for_two_days_and_not_a_moment_longer() {
    DeletionCaseId id = opened(ALL, Trigger.ACCOUNT_CLOSED);
    Instant end = NOON.plus(Duration.ofDays(2));
    assertThat(state(id).stage()).isEqualTo(new Stage.CoolingOff(NOON, end));
    assertThat(asked).isEmpty();
    assertThat(state(id).canBeWithdrawn(end.minusMillis(1))).isTrue();
    assertThat(state(id).canBeWithdrawn(end)).isFalse();
    assertThat(decide(end).withdraw(ANNA, id)).isFalse();
    assertThat(decide(end.minusMillis(1)).withdraw(ANNA, id)).isTrue();
    assertThat(state(id).stage()).isEqualTo(new Stage.Withdrawn(end.minusMillis(1)));
    assertThat(decide(NOON).withdraw(ANNA, id)).isFalse();
  }

  @Test
  void work_begins_when_the_cooling_off_is_over_and_not_before() {
    DeletionCase found = cases.find(ANNA, opened(SHOP, Trigger.SELLER_REVOKED)).orElseThrow();
    Instant end = NOON.plus(Duration.ofDays(2));
    assertThat(found.begin(end.minusMillis(1))).isFalse();
    assertThat(found.begin(end)).isTrue();
    assertThat(found.stage()).isEqualTo(new Stage.Erasing(end));
    assertThat(found.begin(end.plusSeconds(1))).isTrue();
    assertThat(found.stage()).isEqualTo(new Stage.Erasing(end));
  }

  @Test
  void asked_for_twice_it_is_one_case() {
    DeletionCaseId id = opened(SHOP, Trigger.SELLER_REVOKED);
    assertThat(open(NOON.plusSeconds(1)).of(ANNA, SHOP, Trigger.SELLER_REVOKED, List.of(), SELLER))
        .isEqualTo(id);
    assertThat(state(id).joined()).isEmpty();
    assertThat(state(id).dueBy()).isEqualTo(NOON.plus(RULES.due()));
    assertThat(cases.all(ANNA)).hasSize(1);
  }

  @Test
  void shop_redact_joins_the_case_of_the_uninstallation_and_ends_its_cooling_off() {
    DeletionCaseId id = opened(SHOP, Trigger.PLATFORM_REVOKED);
    Instant later = NOON.plus(Duration.ofHours(47));
    assertThat(open(later).of(ANNA, SHOP, Trigger.SHOP_REDACT, List.of(), SELLER)).isEqualTo(id);
    assertThat(state(id).trigger()).isEqualTo(Trigger.PLATFORM_REVOKED);
    assertThat(state(id).joined()).isEqualTo(Set.of(Trigger.SHOP_REDACT));
    assertThat(state(id).stage()).isEqualTo(new Stage.Open(later));
    assertThat(state(id).dueBy()).isEqualTo(NOON.plus(RULES.due()));
    assertThat(asked).containsExactly(OpenDeletionCase.run(ANNA, id));
  }

  @Test
  void a_connection_joins_the_sellers_case_only_once_that_one_is_decided() {
    DeletionCaseId all = opened(ALL, Trigger.ACCOUNT_CLOSED);
    DeletionCaseId shop = opened(SHOP, Trigger.SHOP_REDACT);
    assertThat(shop).isNotEqualTo(all);
    assertThat(decide(NOON).startNow(ANNA, all)).isTrue();
    CaseScope other = new CaseScope.OneAccount(List.of(new ConnectionId(new UUID(0, 9))));
    assertThat(opened(other, Trigger.PLATFORM_REVOKED)).isEqualTo(all);
  }

  @Test
  void buyers_join_a_case_that_has_all_of_them() {
    DeletionCaseId both = opened(new CaseScope.Buyers(List.of(ONE, TWO)), Trigger.BUYER_REDACT);
    assertThat(opened(new CaseScope.Buyers(List.of(TWO)), Trigger.BUYER_REQUEST)).isEqualTo(both);
    DeletionCaseId one = opened(new CaseScope.Buyers(List.of(ONE)), Trigger.BUYER_REQUEST);
    assertThat(one).isEqualTo(both);
  }

  @Test
  void another_seller_finds_nothing_and_decides_nothing() {
    DeletionCaseId id = opened(ALL, Trigger.ACCOUNT_CLOSED);
    assertThat(cases.find(BERT, id)).isEmpty();
    assertThat(decide(NOON).withdraw(BERT, id)).isFalse();
    assertThat(decide(NOON).startNow(BERT, id)).isFalse();
    assertThat(open(NOON).of(BERT, ALL, Trigger.ACCOUNT_CLOSED, List.of(), SELLER))
        .isNotEqualTo(id);
  }

  @Test
  void what_one_admin_proposes_another_one_has_to_agree_to() {
    DeletionCaseId id = open(NOON).propose(ANNA, ALL, Trigger.CONTRACT_ENDED, List.of(), ADMIN);
    assertThat(asked).isEmpty();
    assertThat(cases.find(ANNA, id).orElseThrow().begin(NOON)).isFalse();
    assertThat(decide(NOON).confirm(ANNA, id, ADMIN)).isFalse();
    assertThat(decide(NOON).confirm(ANNA, id, new UUID(0, 2))).isTrue();
    assertThat(state(id).stage()).isEqualTo(new Stage.Open(NOON));
    assertThat(asked).containsExactly(OpenDeletionCase.run(ANNA, id));
    assertThat(decide(NOON).withdraw(ANNA, id)).isFalse();
  }

  @Test
  void what_is_proposed_can_be_taken_back_and_keeps_nobody_else_from_asking() {
    DeletionCaseId id = open(NOON).propose(ANNA, ALL, Trigger.AMAZON_REQUEST, List.of(), ADMIN);
    assertThat(decide(NOON).withdraw(ANNA, id)).isTrue();
    assertThat(cases.find(ANNA, id).orElseThrow().covers(ALL)).isFalse();
  }

  @Test
  void a_case_is_verified_once_and_closed_when_no_backup_can_be_read() {
    DeletionCase found = cases.find(ANNA, opened(SHOP, Trigger.SHOP_REDACT)).orElseThrow();
    Instant end = NOON.plus(Duration.ofDays(28));
    assertThatThrownBy(() -> found.verified(NOON, end, Optional.empty()))
        .isInstanceOf(IllegalStateException.class);
    assertThat(found.closed(Optional.empty(), end)).isFalse();
    found.begin(NOON);
    found.waits(
        Optional.of(
            new DeletionCase.Waiting(
                DeletionCase.Reason.UNDER_WAY, 3, NOON.plus(Duration.ofMinutes(10)))));
    found.verified(NOON, end, Optional.empty());
    assertThat(found.snapshot().waiting()).isEmpty();
    assertThat(found.snapshot().erasedAt()).contains(NOON);
    assertThat(found.begin(NOON)).isFalse();
    assertThat(found.closed(Optional.of(NOON), end)).isTrue();
    assertThat(found.snapshot().keysDestroyedAt()).contains(NOON);
    assertThat(found.closed(Optional.empty(), end)).isFalse();
  }

  @Test
  void a_finished_case_does_not_cover_what_came_later() {
    DeletionCaseId id = opened(SHOP, Trigger.SHOP_REDACT);
    DeletionCase found = cases.find(ANNA, id).orElseThrow();
    found.begin(NOON);
    found.verified(NOON, NOON, Optional.empty());
    cases.save(found);
    assertThat(opened(SHOP, Trigger.SELLER_REVOKED)).isNotEqualTo(id);
  }

  @Test
  void a_hold_suspends_exactly_what_it_names() {
    LegalHold hold =
        new LegalHold(
            UUID.randomUUID(),
            ANNA,
            new LegalHold.Scope.OneOrder(ONE),
            Set.of(DataKind.BUYER),
            "claim",
            "law",
            ADMIN,
            NOON,
            NOON.plusSeconds(1));
    Extent whole = Extent.whole(SHOP);
    assertThat(whole.without(List.of(hold), DataKind.BUYER).heldOrders()).containsExactly(ONE);
    assertThat(whole.without(List.of(hold), DataKind.ORDER).heldOrders()).containsExactly(ONE);
    assertThat(whole.without(List.of(hold), DataKind.CREDENTIAL)).isEqualTo(whole);
    assertThat(whole.settledOnly().evenUnderWay()).isFalse();
  }
}
