package org.lockkeeper.integration.postgres.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lockkeeper.compliance.encryption.CompareCiphertexts;
import org.lockkeeper.kernel.OrderId;
import org.lockkeeper.kernel.SellerId;
import org.lockkeeper.orders.RecipientVault;

/** What somebody with a hand in the database cannot do unseen (F14, R-51). */
class CompareCiphertextsTest {

  private static final OrderId FIRST = new OrderId(new UUID(0, 0));

  private final SealedTables tables = new SealedTables();
  private final SellerId anna = tables.anna;

  @AfterEach
  void close() {
    tables.close();
  }

  private Map<OrderId, Set<String>> found() {
    return found(anna);
  }

  private Map<OrderId, Set<String>> found(SellerId seller) {
    CompareCiphertexts.Batch batch =
        tables.transactions.in(() -> tables.sealing().compare().next(seller, FIRST));
    Map<OrderId, Set<String>> found = new TreeMap<>(java.util.Comparator.comparing(OrderId::value));
    batch.mismatches().forEach(mismatch -> found.put(mismatch.order(), mismatch.fields()));
    return found;
  }

  @Test
  void what_is_as_it_was_written_is_not_named() {
    OrderId once = tables.receive(anna);
    OrderId twice = tables.receive(anna);
    tables.write(anna, twice, 2);
    OrderId moved = tables.receive(anna);
    tables.deliver(anna, moved);
    OrderId gone = tables.receive(anna);
    tables.strip(anna, gone);
    CompareCiphertexts.Batch batch =
        tables.transactions.in(() -> tables.sealing().compare().next(anna, FIRST));
    assertThat(batch.mismatches()).isEmpty();
    assertThat(batch.checked()).isEqualTo(3);
    assertThat(batch.more()).isFalse();
    assertThat(tables.actions(anna, once)).doesNotContain("ciphertext.mismatch");
  }

  @Test
  void a_whole_old_row_put_back_is_found_although_it_opens() {
    OrderId order = tables.receive(anna);
    SealedTables.Copy old = tables.copy(anna, order);
    tables.write(anna, order, 2);
    tables.deliver(anna, order);
    assertThat(found()).isEmpty();
    tables.putBack(old);
    assertThat(
            tables.transactions.in(
                () -> tables.sealing().vault().masked(anna, order, readHere(order))))
        .as("nothing else tells")
        .isNotBlank();
    assertThat(found().get(order)).contains("key", "version");
    assertThat(tables.actions(anna, order)).contains("ciphertext.mismatch");
  }

  @Test
  void an_old_row_of_the_same_week_is_found_by_every_field() {
    OrderId order = tables.receive(anna);
    SealedTables.Copy old = tables.copy(anna, order);
    tables.write(anna, order, 2);
    tables.putBack(old);
    assertThat(found())
        .containsExactlyEntriesOf(
            Map.of(order, Set.of("version", "name", "address", "phone", "email", "masked")));
  }

  @Test
  void a_row_that_was_put_back_and_then_moved_is_found_by_its_version() {
    OrderId order = tables.receive(anna);
    SealedTables.Copy old = tables.copy(anna, order);
    tables.write(anna, order, 2);
    tables.putBack(old);
    tables.transactions.run(
        () ->
            tables.audit.record(
                anna,
                new org.lockkeeper.kernel.Actor.Task("key-care"),
                "recipient.rekeyed",
                "order:" + order,
                lastFactsOf(order, 1)));
    assertThat(found()).containsExactlyEntriesOf(Map.of(order, Set.of("version")));
  }

  private Map<String, String> lastFactsOf(OrderId order, int version) {
    return tables
        .transactions
        .tenancy()
        .as(anna)
        .list(
            """
            select key, value from audit.audit_event, jsonb_each_text(facts)
            where seller_id = ? and object = ? and action = 'recipient.sealed'
              and facts ->> 'version' = ?
            """,
            row -> Map.entry(row.getString("key"), row.getString("value")),
            anna.value(),
            "order:" + order,
            String.valueOf(version))
        .stream()
        .collect(java.util.stream.Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  @Test
  void a_stripped_buyer_who_was_put_back_is_found() {
    OrderId order = tables.receive(anna);
    SealedTables.Copy old = tables.copy(anna, order);
    tables.strip(anna, order);
    assertThat(found()).isEmpty();
    tables.putBack(old);
    assertThat(found())
        .containsExactlyEntriesOf(
            Map.of(
                order, Set.of("name", "address", "phone", "email", "masked", "key", "stripped")));
  }

  @Test
  void a_token_that_a_strip_left_behind_is_found() {
    OrderId order = tables.receive(anna);
    tables.strip(anna, order);
    tables.owner(
        "insert into keys.look_up_token values ('%1$s', 'P2026W47', 'EMAIL', 7, '%2$s')",
        anna, order);
    assertThat(found()).containsExactlyEntriesOf(Map.of(order, Set.of("tokens")));
  }

  @ParameterizedTest(name = "{0} of one buyer in {1} of another")
  @CsvSource({"name, name", "address, address", "masked, masked", "phone, email", "name, masked"})
  void fields_that_change_places_between_buyers_neither_open_nor_go_unseen(String from, String to) {
    OrderId order = tables.receive(anna);
    OrderId other = tables.receive(anna);
    tables.swap(order, to, other, from);
    assertThat(found()).containsExactlyEntriesOf(Map.of(order, Set.of(to)));
    if (to.equals("masked")) {
      doesNotOpen(order);
    }
  }

  @Test
  void fields_that_change_places_within_a_buyer_are_found() {
    OrderId order = tables.receive(anna);
    tables.swap(order, "masked", order, "name");
    assertThat(found()).containsExactlyEntriesOf(Map.of(order, Set.of("masked")));
    doesNotOpen(order);
  }

  @Test
  void a_buyer_of_another_seller_is_found() {
    OrderId order = tables.receive(anna);
    OrderId berts = tables.receive(tables.bert);
    for (String field : SealedTables.fields()) {
      tables.swap(order, field, berts, field);
    }
    assertThat(found())
        .containsExactlyEntriesOf(
            Map.of(order, Set.of("name", "address", "phone", "email", "masked")));
    assertThat(found(tables.bert)).isEmpty();
    doesNotOpen(order);
  }

  /** The alert is in the log, and the page shows "unavailable" for this exception. */
  private void doesNotOpen(OrderId order) {
    // Its own transaction writes the alert in production; here the one around it must commit.
    tables.transactions.run(
        () ->
            assertThatThrownBy(() -> tables.sealing().vault().masked(anna, order, readHere(order)))
                .isInstanceOf(RecipientVault.NotAuthentic.class));
    assertThat(tables.actions(anna, order)).contains("recipient.tampered");
  }

  private org.lockkeeper.orders.Recipient.Sealed readHere(OrderId order) {
    return tables
        .transactions
        .tenancy()
        .as(anna)
        .first(
            "select recipient_version, sealed_name, sealed_masked from orders.sales_order"
                + " where seller_id = ? and id = ?",
            row ->
                new org.lockkeeper.orders.Recipient.Sealed(
                    row.getInt(1),
                    new org.lockkeeper.orders.Ciphertext(row.getBytes(2)),
                    new org.lockkeeper.orders.Ciphertext(row.getBytes(2)),
                    java.util.Optional.empty(),
                    java.util.Optional.empty(),
                    new org.lockkeeper.orders.Ciphertext(row.getBytes(3))),
            anna.value(),
            order.value())
        .orElseThrow();
  }

  @Test
  void keys_that_change_places_are_found_although_no_field_did() {
    OrderId order = tables.receive(anna);
    OrderId other = tables.receive(anna);
    tables.swapKeys(order, other);
    assertThat(found()).containsOnlyKeys(order, other);
    assertThat(found().values()).containsOnly(Set.of("key"));
  }

  @Test
  void a_buyer_whom_the_log_does_not_know_is_found() {
    OrderId order = new OrderId(UUID.randomUUID());
    OrderId known = tables.receive(anna);
    tables.owner(
        """
        insert into orders.sales_order (seller_id, id, connection_id, channel, channel_number, label,
          placed_at, received_at, channel_version, speed, status, status_since, units,
          recipient_version, sealed_name)
        select seller_id, '%1$s', connection_id, channel, '%1$s', label, placed_at, received_at,
          channel_version, speed, status, status_since, units, recipient_version, sealed_name
        from orders.sales_order where id = '%2$s'
        """,
        order, known);
    assertThat(found()).containsExactlyEntriesOf(Map.of(order, Set.of("entry")));
  }

  @Test
  void a_field_that_is_missing_is_found() {
    OrderId order = tables.receive(anna);
    tables.owner("update orders.sales_order set sealed_phone = null where id = '%1$s'", order);
    assertThat(found()).containsExactlyEntriesOf(Map.of(order, Set.of("phone")));
  }

  @Test
  void without_the_key_service_nothing_is_compared_and_nothing_is_said() {
    OrderId order = tables.receive(anna);
    SealedTables.Copy old = tables.copy(anna, order);
    tables.write(anna, order, 2);
    tables.putBack(old);
    tables.restart();
    tables.custodian.down = true;
    assertThatThrownBy(this::found).isInstanceOf(RecipientVault.SealingUnavailable.class);
    assertThat(tables.actions(anna, order)).doesNotContain("ciphertext.mismatch");
  }

  @Test
  void pages_follow_each_other_without_a_gap() {
    List<OrderId> orders =
        java.util.stream.Stream.generate(() -> tables.receive(anna)).limit(5).toList();
    PostgresHeldRecipients held = new PostgresHeldRecipients(tables.transactions.tenancy());
    List<OrderId> seen = new java.util.ArrayList<>();
    OrderId after = FIRST;
    while (true) {
      OrderId from = after;
      var page = tables.transactions.in(() -> held.page(anna, from, 2));
      page.forEach(each -> seen.add(each.order()));
      if (page.size() < 2) {
        break;
      }
      after = page.getLast().order();
    }
    assertThat(seen).containsExactlyInAnyOrderElementsOf(orders);
    assertThat(tables.transactions.in(() -> held.page(tables.bert, FIRST, 10))).isEmpty();
  }
}
