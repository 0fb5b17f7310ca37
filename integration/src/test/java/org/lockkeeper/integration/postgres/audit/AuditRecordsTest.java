package org.lockkeeper.integration.postgres.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.lockkeeper.compliance.audit.AuditEntry;
import org.lockkeeper.compliance.audit.AuditRecords.ActorKind;
import org.lockkeeper.compliance.audit.AuditRecords.Filter;
import org.lockkeeper.compliance.audit.AuditRecords.Place;
import org.lockkeeper.compliance.audit.AuditResult;
import org.lockkeeper.compliance.audit.AuditTopic;
import org.lockkeeper.integration.postgres.TestDatabase;
import org.lockkeeper.integration.postgres.Transactions;
import org.lockkeeper.integration.postgres.Wall;
import org.lockkeeper.kernel.Actor;
import org.lockkeeper.kernel.ChannelName;
import org.lockkeeper.kernel.SellerId;

class AuditRecordsTest {

  /** A month of its own, since the log is never emptied and other tests write to it. */
  private final Instant start =
      Instant.parse("2060-01-01T00:00:00Z").plusSeconds(new Random().nextInt(1 << 30));

  private final Actor nadia = new Actor.Person(UUID.randomUUID());
  private final SellerId anna = new SellerId(UUID.randomUUID());
  private final SellerId bert = new SellerId(UUID.randomUUID());
  private Transactions transactions = TestDatabase.portal();
  private PostgresAuditRecords records = new PostgresAuditRecords(transactions.tenancy());
  private final List<Place> written = new ArrayList<>();
  private int second;

  @BeforeEach
  void two_sellers_with_a_day_of_entries() {
    transactions.seller(anna, UUID.randomUUID());
    transactions.seller(bert, UUID.randomUUID());
    entry(anna, new Actor.Channel(new ChannelName("shopify")), "recipient.sealed", "order:1");
    entry(anna, nadia, "recipient.opened", "order:1");
    entry(bert, nadia, "access.denied", "page:admin");
    entry(bert, new Actor.Task("check"), "ciphertext.mismatch", "order:1");
    entry(anna, new Actor.Task("amazon.token"), "secret.read", "secret:connection/1");
    entry(anna, new Actor.Task("sweep"), "recipient.stripped", "order:2");
  }

  private void entry(SellerId seller, Actor actor, String action, String object) {
    Instant at = start.plusSeconds(second++);
    AuditEntry entry =
        new AuditEntry(
            new UUID((at.toEpochMilli() << 16) | 0x7000, new Random().nextLong()),
            seller,
            at,
            actor,
            action,
            object,
            Map.of());
    PostgresAuditStore store = new PostgresAuditStore(transactions.tenancy());
    transactions.run(() -> store.append(seller, List.of(entry)));
    written.addFirst(new Place(seller, entry.id()));
  }

  private Filter filter(
      @Nullable ActorKind kind,
      @Nullable UUID person,
      @Nullable AuditTopic topic,
      @Nullable String object,
      @Nullable AuditResult result) {
    return new Filter(
        start,
        Optional.of(start.plusSeconds(second)),
        Optional.ofNullable(kind),
        Optional.ofNullable(person),
        Optional.ofNullable(topic),
        Optional.ofNullable(object),
        Optional.ofNullable(result));
  }

  private List<Integer> numbers(Filter filter) {
    return transactions.in(() -> records.places(filter, Optional.empty(), 100)).stream()
        .map(place -> written.size() - 1 - written.indexOf(place))
        .toList();
  }

  @Test
  void entries_of_all_sellers_come_newest_first_as_ids() {
    assertThat(numbers(filter(null, null, null, null, null))).containsExactly(5, 4, 3, 2, 1, 0);
  }

  @Test
  void each_filter_narrows_alone_and_with_the_others() {
    UUID person = ((Actor.Person) nadia).account();
    assertThat(numbers(filter(ActorKind.PERSON, null, null, null, null))).containsExactly(2, 1);
    assertThat(numbers(filter(ActorKind.CHANNEL, null, null, null, null))).containsExactly(0);
    assertThat(numbers(filter(null, person, null, null, null))).containsExactly(2, 1);
    assertThat(numbers(filter(null, null, AuditTopic.LOOKS, null, null))).containsExactly(4, 1);
    assertThat(numbers(filter(null, null, null, null, AuditResult.REFUSED))).containsExactly(2);
    assertThat(numbers(filter(null, null, null, null, AuditResult.ALARM))).containsExactly(3);
    assertThat(numbers(filter(null, null, null, null, AuditResult.DONE)))
        .containsExactly(5, 4, 1, 0);
    assertThat(numbers(filter(null, null, null, "order:1", null))).containsExactly(3, 1, 0);
    assertThat(numbers(filter(null, null, AuditTopic.BUYERS, "order:1", AuditResult.DONE)))
        .containsExactly(1, 0);
    assertThat(numbers(filter(ActorKind.TASK, null, AuditTopic.BUYERS, null, null)))
        .containsExactly(5, 3);
  }

  @Test
  void a_span_begins_with_its_first_instant_and_ends_before_its_last() {
    Filter span =
        new Filter(
            start.plusSeconds(1),
            Optional.of(start.plusSeconds(3)),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
    assertThat(numbers(span)).containsExactly(2, 1);
  }

  @Test
  void pages_follow_each_other_without_a_gap_or_a_repetition() {
    Filter all = filter(null, null, null, null, null);
    List<Place> seen = new ArrayList<>();
    Optional<UUID> before = Optional.empty();
    for (int i = 0; i < 3; i++) {
      Optional<UUID> from = before;
      List<Place> page = transactions.in(() -> records.places(all, from, 2));
      seen.addAll(page);
      before = Optional.of(page.getLast().entry());
    }
    assertThat(seen).isEqualTo(written);
  }

  @ParameterizedTest
  @EnumSource(Wall.class)
  void one_seller_sees_the_own_entries_and_nobody_elses(Wall wall) {
    transactions = wall.transactions();
    records = new PostgresAuditRecords(transactions.tenancy());
    Filter all = filter(null, null, null, null, null);
    List<Place> annas = transactions.in(() -> records.places(anna, all, Optional.empty(), 100));
    assertThat(annas).hasSize(4).allMatch(place -> place.seller().equals(anna));
    List<UUID> everything = written.stream().map(Place::entry).toList();
    assertThat(transactions.in(() -> records.entries(bert, everything)))
        .extracting(AuditEntry::action)
        .containsExactly("ciphertext.mismatch", "access.denied");
  }

  @Test
  void the_database_reads_the_endings_of_actions_as_we_do() {
    List<String> actions =
        List.of(
            "recipient.sealed",
            "recipient.tampered",
            "grant.not-given",
            "cohort.key-lost",
            "cohort.close-refused",
            "access.denied",
            "order.lost-and-found",
            "secret.read");
    for (AuditResult result : List.of(AuditResult.REFUSED, AuditResult.ALARM)) {
      assertThat(matching(actions, result.endings()))
          .isEqualTo(actions.stream().filter(a -> AuditResult.of(a) == result).toList());
    }
    for (AuditTopic topic : AuditTopic.values()) {
      assertThat(matching(actions, topic.actions()))
          .isEqualTo(actions.stream().filter(topic::has).toList());
    }
  }

  private List<String> matching(List<String> actions, String pattern) {
    List<String> found =
        transactions.in(
            () ->
                transactions
                    .tenancy()
                    .ofNobody()
                    .list(
                        "select a from unnest(?) a where a ~ ?",
                        row -> row.getString("a"),
                        actions.toArray(String[]::new),
                        pattern));
    return actions.stream().filter(found::contains).toList();
  }
}
