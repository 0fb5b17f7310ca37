package org.lockkeeper.integration.postgres.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.lockkeeper.compliance.audit.AuditEntry;
import org.lockkeeper.compliance.secrets.SecretReads;
import org.lockkeeper.credentials.SecretRef;
import org.lockkeeper.integration.postgres.StorageTrouble;
import org.lockkeeper.integration.postgres.TestDatabase;
import org.lockkeeper.integration.postgres.Transactions;
import org.lockkeeper.integration.postgres.Wall;
import org.lockkeeper.kernel.Actor;
import org.lockkeeper.kernel.ChannelName;
import org.lockkeeper.kernel.SellerId;

class AuditStorageTest {

  private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");

  private final SellerId anna = new SellerId(UUID.randomUUID());
  private final SellerId bert = new SellerId(UUID.randomUUID());
  private Transactions transactions = TestDatabase.portal();
  private PostgresAuditStore store = new PostgresAuditStore(transactions.tenancy());

  @BeforeEach
  void two_sellers() {
    transactions.seller(anna, UUID.randomUUID());
    transactions.seller(bert, UUID.randomUUID());
  }

  private AuditEntry entry(Actor actor, int second) {
    return new AuditEntry(
        UUID.randomUUID(),
        anna,
        NOON.plusSeconds(second),
        actor,
        "order.received",
        "order:1",
        Map.of("channel", "shopify", "odd", "\"quotes\", {braces} and\nlines"));
  }

  @ParameterizedTest
  @EnumSource(Wall.class)
  void entries_come_back_as_they_went_oldest_first_and_to_their_seller_only(Wall wall) {
    transactions = wall.transactions();
    store = new PostgresAuditStore(transactions.tenancy());
    List<AuditEntry> entries =
        List.of(
            entry(new Actor.Task("sweep"), 0),
            entry(new Actor.Channel(new ChannelName("shopify")), 1),
            entry(new Actor.Person(UUID.randomUUID()), 2));
    transactions.run(() -> store.append(anna, entries));
    assertThat(transactions.in(() -> store.about(anna, "order:1"))).isEqualTo(entries);
    assertThat(transactions.in(() -> store.about(bert, "order:1"))).isEmpty();
    assertThat(transactions.in(() -> store.about(anna, "order:2"))).isEmpty();
  }

  @Test
  void an_entry_is_there_if_and_only_if_what_it_tells_of_is() {
    AuditEntry undone = entry(new Actor.Task("sweep"), 0);
    assertThatThrownBy(
            () ->
                transactions.run(
                    () -> {
                      store.append(anna, List.of(undone));
                      store.appendNow(anna, List.of(entry(new Actor.Task("sweep"), 1)));
                      throw new IllegalArgumentException("undo");
                    }))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(transactions.in(() -> store.about(anna, "order:1"))).isEmpty();
  }

  @Test
  void what_is_to_be_written_now_is_written_now_and_what_waits_comes_before_it() {
    AuditEntry first = entry(new Actor.Task("sweep"), 0);
    AuditEntry second = entry(new Actor.Task("sweep"), 1);
    transactions.run(
        () -> {
          store.append(anna, List.of(first));
          store.appendNow(anna, List.of(second));
          assertThat(
                  transactions.tenancy().as(anna).count("select count(*) from audit.audit_event"))
              .isEqualTo(2);
        });
    assertThat(transactions.in(() -> store.about(anna, "order:1"))).containsExactly(first, second);
  }

  @Test
  void a_transaction_whose_entries_cannot_be_written_does_not_commit() {
    AuditEntry twice = entry(new Actor.Task("sweep"), 0);
    assertThatThrownBy(
            () ->
                transactions.run(
                    () -> {
                      transactions
                          .tenancy()
                          .as(anna)
                          .run(
                              "insert into orders.comparison values (?, ?, now())",
                              anna.value(),
                              new UUID(1, 1));
                      store.append(anna, List.of(twice, twice));
                    }))
        .isInstanceOf(StorageTrouble.class)
        .hasMessage("SQLSTATE 23505");
    assertThat(
            transactions.in(
                () ->
                    transactions
                        .tenancy()
                        .as(anna)
                        .count("select count(*) from orders.comparison")))
        .isZero();
  }

  @Test
  void the_portal_can_neither_change_nor_remove_an_entry() {
    transactions.run(() -> store.append(anna, List.of(entry(new Actor.Task("sweep"), 0))));
    for (String change :
        List.of(
            "update audit.audit_event set action = 'x'",
            "delete from audit.audit_event",
            "truncate audit.audit_event",
            "alter table audit.audit_event disable trigger append_only",
            "drop trigger append_only on audit.audit_event",
            "set session_replication_role = replica")) {
      assertThatThrownBy(() -> transactions.run(() -> transactions.tenancy().as(anna).run(change)))
          .isInstanceOf(StorageTrouble.class)
          .hasMessage("SQLSTATE 42501");
    }
    assertThat(transactions.in(() -> store.about(anna, "order:1"))).hasSize(1);
  }

  @Test
  void who_read_a_secret_is_counted_from_an_instant_on_and_listed_newest_first() {
    SecretRef ref = new SecretRef("connection/" + UUID.randomUUID());
    Instant noon = Instant.parse("2026-11-22T12:00:00Z");
    assertThat(transactions.in(() -> store.summary(anna, ref, noon)))
        .isEqualTo(new SecretReads.Summary(Optional.empty(), 0));
    transactions.run(
        () -> {
          for (int hour : List.of(-48, -30, -1, 0, 1)) {
            store.append(
                anna,
                List.of(
                    new AuditEntry(
                        new UUID(hour + 100L, hour),
                        anna,
                        noon.plusSeconds(3600L * hour),
                        new Actor.Task("amazon.token"),
                        hour == 1 ? "secret.stored" : "secret.read",
                        "secret:" + ref,
                        Map.of("version", "7"))));
          }
        });
    assertThat(transactions.in(() -> store.summary(anna, ref, noon.minusSeconds(24 * 3600))))
        .isEqualTo(new SecretReads.Summary(Optional.of(noon), 2));
    assertThat(transactions.in(() -> store.summary(anna, ref, noon.plusSeconds(1))))
        .as("the last one is known however long ago it was")
        .isEqualTo(new SecretReads.Summary(Optional.of(noon), 0));
    assertThat(transactions.in(() -> store.summary(bert, ref, noon.minusSeconds(999_999))).count())
        .isZero();
    List<AuditEntry> history = transactions.in(() -> store.history(anna, ref, 3));
    assertThat(history.stream().map(AuditEntry::action))
        .containsExactly("secret.stored", "secret.read", "secret.read");
  }
}
