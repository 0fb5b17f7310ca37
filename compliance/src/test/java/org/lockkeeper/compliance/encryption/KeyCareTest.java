package org.lockkeeper.compliance.encryption;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.lockkeeper.compliance.encryption.SealingWorld.OTHER_SELLER;
import static org.lockkeeper.compliance.encryption.SealingWorld.SELLER;
import static org.lockkeeper.compliance.encryption.SealingWorld.START;
import static org.lockkeeper.compliance.encryption.SealingWorld.ada;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.lockkeeper.compliance.encryption.FakeKeyCustodian.Weather;
import org.lockkeeper.kernel.OrderId;
import org.lockkeeper.kernel.Purpose;
import org.lockkeeper.kernel.SellerId;
import org.lockkeeper.orders.Ciphertext;
import org.lockkeeper.orders.Recipient;
import org.lockkeeper.orders.RecipientVault.NotAuthentic;
import org.lockkeeper.orders.RecipientVault.SealingUnavailable;

class KeyCareTest {

  private static final Cohort ARRIVAL = Cohort.provisional(START);
  private static final Instant STRIP_AT = START.plus(Duration.ofDays(95));
  private static final Cohort EXPIRY = Cohort.expiry(STRIP_AT);

  private final SealingWorld world = new SealingWorld();

  @Test
  void a_delivered_order_moves_to_the_cohort_of_its_expiry_and_no_field_is_written() {
    OrderId order = world.receive(SELLER, ada());
    Recipient.Sealed before = world.stored(order);
    OrderKeys.Row row = row(order);
    toExpiry(order);
    OrderKeys.Row moved = row(order);
    assertThat(world.stored(order)).isEqualTo(before);
    assertThat(moved.cohort()).isEqualTo(EXPIRY);
    assertThat(moved.wrapped()).isNotEqualTo(row.wrapped());
    assertThat(moved.commitment()).isEqualTo(row.commitment());
    assertThat(moved.keyVersion()).isEqualTo(row.keyVersion());
    assertThat(moved.revision()).isEqualTo(2);
    assertOpens(order);
    world.restart();
    assertOpens(order);
  }

  @Test
  void its_tokens_and_fingerprints_move_with_it() {
    OrderId order = world.receive(SELLER, ada());
    toExpiry(order);
    assertThat(world.allTokens().values())
        .extracting(SealingWorld.Indexed::cohort)
        .containsExactly(EXPIRY);
    assertThat(world.finder().of(SELLER, new Search.ByEmail("ada.lovelace@example.org")).orders())
        .containsExactly(order);
    Map<String, String> facts = world.auditOf("recipient.rekeyed").getLast().facts();
    assertThat(facts).containsEntry("from", ARRIVAL.toString());
    assertThat(facts).containsAllEntriesOf(world.fingerprints(SELLER, order, world.stored(order)));
  }

  @Test
  void moving_it_again_changes_nothing() {
    OrderId order = world.receive(SELLER, ada());
    toExpiry(order);
    OrderKeys.Row row = row(order);
    toExpiry(order);
    assertThat(row(order)).isEqualTo(row);
  }

  @Test
  void a_second_order_of_the_week_costs_no_call_of_the_custodian() {
    OrderId first = world.receive(SELLER, ada());
    OrderId second = world.receive(SELLER, ada());
    toExpiry(first);
    int calls = world.custodian.calls.get();
    toExpiry(second);
    assertThat(world.custodian.calls).hasValue(calls);
  }

  @Test
  void an_order_whose_strip_was_due_already_moves_to_the_cohort_of_this_week() {
    OrderId order = world.receive(SELLER, ada());
    world.inTransaction(
        () -> {
          world
              .keyCare()
              .toExpiry(SELLER, order, world.stored(order), START.minus(Duration.ofDays(30)));
          return order;
        });
    assertThat(row(order).cohort()).isEqualTo(Cohort.expiry(START));
  }

  @Test
  void killed_at_any_write_of_a_move_the_order_opens_before_and_after() {
    for (int writes = 0; writes < 5; writes++) {
      SealingWorld killed = new SealingWorld();
      OrderId order = killed.receive(SELLER, ada());
      killed.writesUntilKilled = writes;
      assertThatThrownBy(
              () ->
                  killed.inTransaction(
                      () -> {
                        killed.keyCare().toExpiry(SELLER, order, killed.stored(order), STRIP_AT);
                        return order;
                      }))
          .isInstanceOf(SealingWorld.Killed.class);
      killed.writesUntilKilled = -1;
      killed.restart();
      assertThat(opened(killed, order)).isEqualTo(ada());
      killed.inTransaction(
          () -> {
            killed.keyCare().toExpiry(SELLER, order, killed.stored(order), STRIP_AT);
            return order;
          });
      assertThat(opened(killed, order)).isEqualTo(ada());
      assertThat(killed.orderKeys.find(SELLER, order).orElseThrow().cohort()).isEqualTo(EXPIRY);
    }
  }

  @Test
  void a_move_that_another_node_made_first_is_not_made_twice() {
    OrderId order = world.receive(SELLER, ada());
    OrderKeys.Row old = row(order);
    toExpiry(order);
    assertThat(world.orderKeys.replace(old, old.revision())).isFalse();
    assertThat(row(order).cohort()).isEqualTo(EXPIRY);
  }

  @Test
  void a_tampered_order_does_not_move() {
    OrderId order = world.receive(SELLER, ada());
    Recipient.Sealed s = world.stored(order);
    byte[] forged = s.email().orElseThrow().bytes();
    forged[forged.length - 1] ^= 1;
    world.put(
        SELLER,
        order,
        new Recipient.Sealed(
            s.version(),
            s.name(),
            s.address(),
            s.phone(),
            Optional.of(new Ciphertext(forged)),
            s.masked()));
    assertThatThrownBy(() -> toExpiry(order)).isInstanceOf(NotAuthentic.class);
    assertThat(row(order).cohort()).isEqualTo(ARRIVAL);
    assertThat(world.auditOf("recipient.tampered")).hasSize(1);
  }

  @Test
  void an_undelivered_order_rolls_on_four_weeks_after_its_week() {
    List<OrderId> orders = new ArrayList<>();
    for (int i = 0; i < 250; i++) {
      orders.add(world.receive(i % 5 == 0 ? OTHER_SELLER : SELLER, ada()));
    }
    world.clock.now = ARRIVAL.endsAt().plus(KeyCare.ROLL_AFTER).minusNanos(1);
    assertThat(world.keyCare().rollProvisional(world.clock.now).moved()).isZero();
    world.clock.now = ARRIVAL.endsAt().plus(KeyCare.ROLL_AFTER);
    assertThat(world.keyCare().rollProvisional(world.clock.now).moved()).isEqualTo(250);
    assertThat(world.cohorts.liveOrderKeys(ARRIVAL)).isZero();
    assertThat(world.cohorts.liveOrderKeys(Cohort.provisional(world.clock.now))).isEqualTo(250);
    for (OrderId order : orders) {
      SellerId seller = world.orderKeys.find(SELLER, order).isPresent() ? SELLER : OTHER_SELLER;
      assertThat(world.vault.open(seller, order, world.stored(order), Purpose.KEY_CARE))
          .isEqualTo(ada());
    }
    assertThat(world.keyCare().rollProvisional(world.clock.now).moved()).isZero();
  }

  @Test
  void a_rolling_that_is_killed_goes_on_where_it_was_and_every_order_opens_at_every_instant() {
    List<OrderId> orders = new ArrayList<>();
    for (int i = 0; i < 230; i++) {
      orders.add(world.receive(SELLER, ada()));
    }
    world.clock.now = ARRIVAL.endsAt().plus(KeyCare.ROLL_AFTER);
    int kills = 0;
    int writes = 100;
    boolean done = false;
    while (!done) {
      world.writesUntilKilled = writes;
      writes += 90;
      try {
        world.keyCare().rollProvisional(world.clock.now);
        done = true;
      } catch (SealingWorld.Killed killed) {
        kills++;
      }
      world.writesUntilKilled = -1;
      world.restart();
      for (OrderId order : orders) {
        assertOpens(order);
      }
    }
    assertThat(kills).isPositive();
    assertThat(world.cohorts.liveOrderKeys(ARRIVAL)).isZero();
  }

  @Test
  void one_order_that_is_not_authentic_does_not_stop_the_others_from_rolling() {
    OrderId bad = world.receive(SELLER, ada());
    OrderId good = world.receive(SELLER, ada());
    OrderKeys.Row row = row(bad);
    world.orderKeys.put(
        new OrderKeys.Row(
            SELLER,
            bad,
            row.cohort(),
            row.sellerKey(),
            new Opaque(new byte[40]),
            row.commitment(),
            1,
            1));
    world.clock.now = ARRIVAL.endsAt().plus(KeyCare.ROLL_AFTER);
    KeyCare.Rolled rolled = world.keyCare().rollProvisional(world.clock.now);
    assertThat(rolled).isEqualTo(new KeyCare.Rolled(1, 1, List.of()));
    assertThat(row(good).cohort()).isEqualTo(Cohort.provisional(world.clock.now));
  }

  @Test
  void a_rolling_without_the_custodian_says_which_sellers_are_left() {
    OrderId order = world.receive(SELLER, ada());
    world.passes(Duration.between(START, ARRIVAL.endsAt().plus(KeyCare.ROLL_AFTER)));
    world.custodian.weather = Weather.DOWN;
    assertThat(world.keyCare().rollProvisional(world.clock.now).sellersLeft())
        .containsExactly(SELLER);
    assertThat(row(order).cohort()).isEqualTo(ARRIVAL);
  }

  @Test
  void an_expired_cohort_without_living_orders_is_closed_and_its_destruction_confirmed() {
    OrderId order = delivered();
    world.strip(SELLER, order);
    atEndOf(EXPIRY, KeyCare.CLOSE_EXPIRY_AFTER.minusSeconds(1));
    assertThat(world.keyCare().closeCohorts(world.clock.now).closed()).doesNotContain(EXPIRY);
    atEndOf(EXPIRY, KeyCare.CLOSE_EXPIRY_AFTER);
    Instant closedAt = world.clock.now;
    assertThat(world.keyCare().closeCohorts(closedAt).closed()).contains(EXPIRY);
    Cohorts.Row closed = cohort(EXPIRY);
    assertThat(closed.state()).isEqualTo(Cohorts.State.DELETION_SCHEDULED);
    assertThat(closed.disabledAt()).contains(closedAt);
    assertThat(closed.deletionDueAt()).contains(closedAt.plus(Duration.ofDays(7)));
    assertThat(world.custodian.state(closed.key()))
        .isInstanceOf(KeyCustodian.State.PendingDeletion.class);

    world.passes(Duration.ofDays(7).minusSeconds(1));
    assertThat(world.keyCare().closeCohorts(world.clock.now).destroyed()).doesNotContain(EXPIRY);
    world.passes(Duration.ofSeconds(1));
    assertThat(world.keyCare().closeCohorts(world.clock.now).destroyed()).contains(EXPIRY);
    assertThat(cohort(EXPIRY).confirmedAt()).contains(world.clock.now);
    assertThat(world.sellerKeys.find(SELLER, EXPIRY)).isEmpty();
    assertThat(world.auditOf("cohort.key-destroyed").stream().map(entry -> entry.object()))
        .contains("cohort:" + EXPIRY);
    // Unreadable from any backup by 15 days after the strip was due, as the certificate says.
    assertThat(world.clock.now).isBefore(STRIP_AT.plus(Duration.ofDays(15)));
  }

  @Test
  void an_order_put_back_from_a_backup_does_not_open_once_its_cohort_is_closed() {
    OrderId order = delivered();
    Recipient.Sealed kept = world.stored(order);
    OrderKeys.Row keptKey = row(order);
    SellerKeys.Row keptSellerKey = world.sellerKeys.find(SELLER, EXPIRY).orElseThrow();
    world.strip(SELLER, order);
    atEndOf(EXPIRY, KeyCare.CLOSE_EXPIRY_AFTER);
    world.keyCare().closeCohorts(world.clock.now);
    world.orderKeys.put(keptKey);
    world.sellerKeys.put(keptSellerKey);
    assertThatThrownBy(() -> world.vault.open(SELLER, order, kept, Purpose.FULFILMENT))
        .isInstanceOf(SealingUnavailable.class);
  }

  @Test
  void a_cohort_with_one_living_order_is_never_closed_and_raises_an_alarm() {
    OrderId order = delivered();
    atEndOf(EXPIRY, Duration.ofDays(300));
    KeyCare.Closed report = world.keyCare().closeCohorts(world.clock.now);
    assertThat(report.refused()).contains(EXPIRY);
    assertThat(report.closed()).doesNotContain(EXPIRY);
    assertThat(cohort(EXPIRY).state()).isEqualTo(Cohorts.State.OPEN);
    assertThat(world.custodian.state(cohort(EXPIRY).key()))
        .isEqualTo(new KeyCustodian.State.Enabled());
    assertThat(world.auditOf("cohort.close-refused").getLast().facts()).containsEntry("live", "1");
    world.restart();
    assertOpens(order);
  }

  @Test
  void a_living_order_that_appears_after_the_first_count_still_stops_the_closing() {
    OrderId order = delivered();
    OrderKeys.Row key = row(order);
    world.strip(SELLER, order);
    Cohorts.Row row = cohort(EXPIRY);
    world.cohorts.update(
        new Cohorts.Row(
            row.cohort(),
            row.key(),
            Cohorts.State.CLOSING,
            row.disabledAt(),
            row.deletionDueAt(),
            row.confirmedAt()));
    world.orderKeys.put(key);
    atEndOf(EXPIRY, Duration.ofDays(2));
    assertThat(world.keyCare().closeCohorts(world.clock.now).refused()).contains(EXPIRY);
    assertThat(world.custodian.state(row.key())).isEqualTo(new KeyCustodian.State.Enabled());
  }

  @Test
  void no_order_key_is_written_under_a_closed_cohort() {
    OrderId order = delivered();
    OrderKeys.Row key = row(order);
    world.strip(SELLER, order);
    atEndOf(EXPIRY, KeyCare.CLOSE_EXPIRY_AFTER);
    world.keyCare().closeCohorts(world.clock.now);
    assertThatThrownBy(() -> world.orderKeys.insert(key))
        .isInstanceOf(OrderKeys.CohortClosed.class);
  }

  @Test
  void a_custodians_key_that_somebody_disabled_under_living_orders_raises_an_alarm() {
    delivered();
    world.custodian.disable(cohort(EXPIRY).key());
    assertThat(world.keyCare().closeCohorts(world.clock.now).keyLost()).containsExactly(EXPIRY);
    assertThat(world.auditOf("cohort.key-lost")).hasSize(1);
    assertThat(cohort(EXPIRY).state()).isEqualTo(Cohorts.State.OPEN);
  }

  @Test
  void a_closing_that_is_killed_after_any_write_is_finished_by_the_next_run() {
    for (int writes = 0; writes < 8; writes++) {
      SealingWorld killed = new SealingWorld();
      OrderId order = killed.receive(SELLER, ada());
      killed.strip(SELLER, order);
      killed.clock.now = ARRIVAL.endsAt().plus(KeyCare.CLOSE_PROVISIONAL_AFTER);
      killed.writesUntilKilled = writes;
      boolean died = false;
      try {
        killed.keyCare().closeCohorts(killed.clock.now);
      } catch (SealingWorld.Killed death) {
        died = true;
      }
      assertThat(died).isEqualTo(writes < 6);
      killed.writesUntilKilled = -1;
      killed.restart();
      killed.keyCare().closeCohorts(killed.clock.now);
      Cohorts.Row row = killed.cohorts.find(ARRIVAL).orElseThrow();
      assertThat(row.state()).isEqualTo(Cohorts.State.DELETION_SCHEDULED);
      assertThat(row.disabledAt()).isPresent();
      killed.passes(Duration.ofDays(7));
      killed.keyCare().closeCohorts(killed.clock.now);
      assertThat(killed.cohorts.find(ARRIVAL).orElseThrow().state())
          .isEqualTo(Cohorts.State.DESTROYED);
    }
  }

  @Test
  void a_closing_without_the_custodian_waits() {
    OrderId order = delivered();
    world.strip(SELLER, order);
    atEndOf(EXPIRY, Duration.ofDays(1));
    world.custodian.weather = Weather.DOWN;
    assertThat(world.keyCare().closeCohorts(world.clock.now).waiting()).contains(EXPIRY);
    world.custodian.weather = Weather.FINE;
    assertThat(world.keyCare().closeCohorts(world.clock.now).closed()).contains(EXPIRY);
  }

  @Test
  void erasing_takes_keys_and_tokens_of_the_named_seller_only() {
    OrderId mine = world.receive(SELLER, ada());
    OrderId theirs = world.receive(OTHER_SELLER, ada());
    OrderId unknown = new OrderId(new UUID(1, 1));
    assertThat(world.keyCare().erase(SELLER, List.of(mine, theirs, unknown))).isEqualTo(1);
    assertThat(world.orderKeys.find(SELLER, mine)).isEmpty();
    assertThat(world.orderKeys.find(OTHER_SELLER, theirs)).isPresent();
    assertThat(world.allTokens()).containsOnlyKeys(theirs);
    assertThat(world.keyCare().erase(SELLER, List.of(mine))).isZero();
  }

  private OrderId delivered() {
    OrderId order = world.receive(SELLER, ada());
    toExpiry(order);
    return order;
  }

  private void toExpiry(OrderId order) {
    world.inTransaction(
        () -> {
          world.keyCare().toExpiry(SELLER, order, world.stored(order), STRIP_AT);
          return order;
        });
  }

  private void atEndOf(Cohort cohort, Duration after) {
    world.passes(Duration.between(world.clock.now, cohort.endsAt().plus(after)));
  }

  private OrderKeys.Row row(OrderId order) {
    return world.orderKeys.find(SELLER, order).orElseThrow();
  }

  private Cohorts.Row cohort(Cohort cohort) {
    return world.cohorts.find(cohort).orElseThrow();
  }

  private void assertOpens(OrderId order) {
    assertThat(opened(world, order)).isEqualTo(ada());
  }

  private static Object opened(SealingWorld world, OrderId order) {
    return world.vault.open(SELLER, order, world.stored(order), Purpose.KEY_CARE);
  }
}
