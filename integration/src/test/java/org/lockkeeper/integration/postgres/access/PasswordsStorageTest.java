package org.lockkeeper.integration.postgres.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.lockkeeper.compliance.access.Account;
import org.lockkeeper.compliance.access.LockOuts.LockOut;
import org.lockkeeper.compliance.access.PasswordBook;
import org.lockkeeper.compliance.access.Role;
import org.lockkeeper.compliance.access.passwords.ResetLinks;
import org.lockkeeper.compliance.encryption.Opaque;
import org.lockkeeper.integration.postgres.TestDatabase;
import org.lockkeeper.integration.postgres.Transactions;
import org.lockkeeper.kernel.Ids;
import org.lockkeeper.kernel.SellerId;

class PasswordsStorageTest {

  private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");

  private final SellerId anna = new SellerId(UUID.randomUUID());
  private final SellerId bert = new SellerId(UUID.randomUUID());
  private final Transactions transactions = TestDatabase.portal();
  private final PostgresAccounts accounts = new PostgresAccounts(transactions.tenancy());
  private final PostgresPasswordBook book =
      new PostgresPasswordBook(
          transactions.tenancy(), new Ids(Clock.fixed(NOON, ZoneOffset.UTC), new SecureRandom()));
  private final PostgresKnownDevices devices = new PostgresKnownDevices(transactions.tenancy());
  private final PostgresLockOuts locks = new PostgresLockOuts(transactions.tenancy());
  private final PostgresResetLinks links = new PostgresResetLinks(transactions.tenancy());

  @BeforeEach
  void two_sellers() {
    transactions.seller(anna, UUID.randomUUID());
    transactions.seller(bert, UUID.randomUUID());
  }

  private Account account(SellerId seller) {
    UUID id = UUID.randomUUID();
    Account account =
        new Account(
            seller,
            id,
            id + "@seller.example",
            "Grace",
            Role.SELLER_OWNER,
            false,
            ZoneId.of("UTC"),
            Locale.ENGLISH,
            Account.Theme.SYSTEM);
    transactions.run(() -> accounts.add(account, "hash 0", NOON));
    return account;
  }

  private static byte[] digest(String text) {
    return java.util.Arrays.copyOf(text.getBytes(StandardCharsets.UTF_8), 32);
  }

  private static Opaque random() {
    byte[] bytes = new byte[32];
    new SecureRandom().nextBytes(bytes);
    return new Opaque(bytes);
  }

  @Test
  void the_newest_hashes_are_remembered_and_the_present_one_opens_the_account() {
    Account grace = account(anna);
    Account other = account(anna);
    for (int i = 1; i <= 12; i++) {
      String hash = "hash " + i;
      Instant at = NOON.plus(Duration.ofDays(i));
      transactions.run(() -> book.set(grace, hash, at, 10));
    }
    assertThat(transactions.in(() -> book.newest(grace, 20)))
        .extracting(PasswordBook.Entry::hash)
        .containsExactly(
            "hash 12", "hash 11", "hash 10", "hash 9", "hash 8", "hash 7", "hash 6", "hash 5",
            "hash 4", "hash 3");
    assertThat(transactions.in(() -> book.setAt(grace))).contains(NOON.plus(Duration.ofDays(12)));
    assertThat(transactions.in(() -> accounts.byLogin(grace.login())).orElseThrow().passwordHash())
        .isEqualTo("hash 12");
    assertThat(transactions.in(() -> book.setAt(other))).contains(NOON);
    assertThat(transactions.in(() -> book.ages(anna)))
        .extracting(PasswordBook.Age::account, PasswordBook.Age::setAt)
        .containsExactlyInAnyOrder(
            org.assertj.core.groups.Tuple.tuple(grace.id(), NOON.plus(Duration.ofDays(12))),
            org.assertj.core.groups.Tuple.tuple(other.id(), NOON));
    assertThat(transactions.in(() -> book.ages(bert))).isEmpty();
  }

  @Test
  void a_profile_that_remembers_none_still_knows_the_age_of_the_present_one() {
    Account grace = account(anna);
    transactions.run(() -> book.set(grace, "hash 1", NOON.plusSeconds(60), 0));
    assertThat(transactions.in(() -> book.newest(grace, 5))).hasSize(1);
    assertThat(transactions.in(() -> book.setAt(grace))).contains(NOON.plusSeconds(60));
  }

  @Test
  void a_warning_is_given_once() {
    Account grace = account(anna);
    assertThat(transactions.in(() -> book.warned(anna, grace.id(), NOON, 14, NOON))).isTrue();
    assertThat(transactions.in(() -> book.warned(anna, grace.id(), NOON, 14, NOON))).isFalse();
    assertThat(transactions.in(() -> book.warned(anna, grace.id(), NOON, 7, NOON))).isTrue();
  }

  @Test
  void a_device_is_known_to_its_account_until_its_end_and_by_its_newest_value() {
    Account grace = account(anna);
    Account bertha = account(bert);
    Instant end = NOON.plus(Duration.ofDays(90));
    byte[] first = digest("1" + grace.id());
    byte[] second = digest("2" + grace.id());
    transactions.run(() -> devices.know(grace, Optional.empty(), first, NOON, end));
    assertThat(transactions.in(() -> devices.knows(Optional.of(grace), first, NOON))).isTrue();
    assertThat(transactions.in(() -> devices.knows(Optional.of(grace), first, end))).isFalse();
    assertThat(transactions.in(() -> devices.knows(Optional.of(bertha), first, NOON))).isFalse();
    assertThat(transactions.in(() -> devices.knows(Optional.empty(), first, NOON))).isFalse();
    transactions.run(() -> devices.know(grace, Optional.of(first), second, NOON, end));
    assertThat(transactions.in(() -> devices.knows(Optional.of(grace), first, NOON))).isFalse();
    assertThat(transactions.in(() -> devices.knows(Optional.of(grace), second, NOON))).isTrue();
    transactions.run(() -> devices.forget(grace));
    assertThat(transactions.in(() -> devices.knows(Optional.of(grace), second, NOON))).isFalse();
  }

  @Test
  void an_account_has_twenty_devices_at_most_and_the_oldest_goes() {
    Account grace = account(anna);
    for (int i = 0; i <= 20; i++) {
      byte[] value = digest(i + "/" + grace.id());
      Instant at = NOON.plusSeconds(i);
      transactions.run(
          () -> devices.know(grace, Optional.empty(), value, at, at.plusSeconds(9000)));
    }
    assertThat(
            transactions.in(
                () -> devices.knows(Optional.of(grace), digest("0/" + grace.id()), NOON)))
        .isFalse();
    assertThat(
            transactions.in(
                () -> devices.knows(Optional.of(grace), digest("1/" + grace.id()), NOON)))
        .isTrue();
  }

  @Test
  void locks_that_hold_are_listed_over_all_sellers_until_they_end_or_are_ended() {
    Account grace = account(anna);
    Account bertha = account(bert);
    LockOut one = new LockOut(anna, UUID.randomUUID(), grace.id(), NOON, NOON.plusSeconds(900));
    LockOut two = new LockOut(bert, UUID.randomUUID(), bertha.id(), NOON, NOON.plusSeconds(800));
    transactions.run(() -> locks.add(one));
    transactions.run(() -> locks.add(two));
    assertThat(transactions.in(() -> locks.holding(NOON, 1000))).contains(one, two);
    assertThat(transactions.in(() -> locks.holding(NOON.plusSeconds(800), 1000)))
        .contains(one)
        .doesNotContain(two);
    assertThat(transactions.in(() -> locks.find(bert, one.id()))).isEmpty();
    transactions.run(() -> locks.end(one, UUID.randomUUID(), NOON));
    assertThat(transactions.in(() -> locks.holding(NOON, 1000))).doesNotContain(one);
    assertThat(transactions.in(() -> locks.find(anna, one.id()))).isEmpty();
  }

  @Test
  void a_link_is_found_by_its_code_alone_is_replaced_by_a_newer_one_and_is_used_once() {
    Account grace = account(anna);
    ResetLinks.Link first =
        new ResetLinks.Link(anna, random(), grace.id(), NOON, NOON.plusSeconds(1800));
    ResetLinks.Link second =
        new ResetLinks.Link(anna, random(), grace.id(), NOON, NOON.plusSeconds(1800));
    transactions.run(() -> links.replace(first));
    assertThat(transactions.in(() -> links.find(first.digest()))).contains(first);
    transactions.run(() -> links.replace(second));
    assertThat(transactions.in(() -> links.find(first.digest()))).isEmpty();
    assertThat(transactions.in(() -> links.find(random()))).isEmpty();
    assertThat(transactions.in(() -> links.use(second))).isTrue();
    assertThat(transactions.in(() -> links.use(second))).isFalse();
  }

  @Test
  void counting_an_attempt_says_how_many_there_are_with_it() {
    PostgresSignInThrottle throttle = new PostgresSignInThrottle(transactions.tenancy());
    byte[] subject = digest(UUID.randomUUID().toString());
    for (int i = 1; i <= 3; i++) {
      assertThat(transactions.in(() -> throttle.counted(subject, NOON, NOON.plusSeconds(60))))
          .isEqualTo(i);
    }
    assertThat(
            transactions.in(
                () -> throttle.counted(subject, NOON.plusSeconds(60), NOON.plusSeconds(120))))
        .isEqualTo(1);
  }

  @Test
  void counts_that_hold_no_more_go_as_others_come() {
    PostgresSignInThrottle throttle = new PostgresSignInThrottle(transactions.tenancy());
    Instant longAgo = NOON.minus(Duration.ofDays(4000));
    for (int i = 0; i < 6; i++) {
      transactions.run(
          () ->
              throttle.failed(
                  digest(UUID.randomUUID().toString()), longAgo, longAgo.plusSeconds(60)));
    }
    for (int i = 0; i < 3; i++) {
      transactions.run(
          () -> throttle.failed(digest(UUID.randomUUID().toString()), NOON, NOON.plusSeconds(60)));
    }
    assertThat(
            transactions.in(
                () ->
                    transactions
                        .tenancy()
                        .ofNobody()
                        .count(
                            "select count(*) from access.sign_in_throttle where window_ends_at < ?",
                            longAgo.plusSeconds(100))))
        .isZero();
  }

  @Test
  void attempts_at_once_are_counted_one_after_the_other() throws Exception {
    byte[] subject = digest(UUID.randomUUID().toString());
    Set<Integer> counts = ConcurrentHashMap.newKeySet();
    List<Callable<Boolean>> callers = new ArrayList<>();
    for (int caller = 0; caller < 4; caller++) {
      Transactions own = TestDatabase.anotherNode();
      PostgresSignInThrottle throttle = new PostgresSignInThrottle(own.tenancy());
      callers.add(
          () -> {
            for (int i = 0; i < 10; i++) {
              counts.add(own.in(() -> throttle.counted(subject, NOON, NOON.plusSeconds(60))));
            }
            own.close();
            return true;
          });
    }
    try (ExecutorService all = Executors.newFixedThreadPool(4)) {
      for (Future<Boolean> done : all.invokeAll(callers)) {
        assertThat(done.get()).isTrue();
      }
    }
    assertThat(counts).hasSize(40).contains(1, 40);
  }
}
