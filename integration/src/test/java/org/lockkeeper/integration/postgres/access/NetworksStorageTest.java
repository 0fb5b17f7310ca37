package org.lockkeeper.integration.postgres.access;

import static org.assertj.core.api.Assertions.assertThat;

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
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lockkeeper.compliance.access.Account;
import org.lockkeeper.compliance.access.Role;
import org.lockkeeper.compliance.access.Session;
import org.lockkeeper.compliance.access.Sessions;
import org.lockkeeper.compliance.access.networks.AllowNetworks;
import org.lockkeeper.compliance.access.networks.AllowNetworks.Refusal;
import org.lockkeeper.compliance.audit.AuditEntry;
import org.lockkeeper.compliance.audit.AuditStore;
import org.lockkeeper.compliance.audit.AuditTrail;
import org.lockkeeper.integration.postgres.TestDatabase;
import org.lockkeeper.integration.postgres.Transactions;
import org.lockkeeper.kernel.Ids;
import org.lockkeeper.kernel.SellerId;

/** Lists of networks, and what a session is told of them. */
class NetworksStorageTest {

  private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
  private static final Clock CLOCK = Clock.fixed(NOON, ZoneOffset.UTC);
  private static final String OFFICE = "203.0.113.9";

  private final Transactions transactions = TestDatabase.portal();
  private final SellerId anna = new SellerId(UUID.randomUUID());
  private final SellerId bert = new SellerId(UUID.randomUUID());
  private final List<String> told = new ArrayList<>();
  private final AllowNetworks networks = networks();
  private final PostgresSessions sessions = new PostgresSessions(transactions.tenancy());

  private AllowNetworks networks() {
    AuditStore kept =
        new AuditStore() {
          @Override
          public void append(SellerId seller, List<AuditEntry> added) {
            added.forEach(entry -> told.add(entry.action() + " " + entry.facts().get("range")));
          }

          @Override
          public List<AuditEntry> about(SellerId seller, String object) {
            return List.of();
          }
        };
    Ids ids = new Ids(CLOCK, new SecureRandom());
    return new AllowNetworks(
        new PostgresAllowedNetworks(transactions.tenancy()),
        new AuditTrail(kept, ids, CLOCK),
        ids,
        CLOCK);
  }

  @BeforeEach
  void two_sellers() {
    transactions.seller(anna, UUID.randomUUID());
    transactions.seller(bert, UUID.randomUUID());
  }

  private Account owner(SellerId seller) {
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
    PostgresAccounts accounts = new PostgresAccounts(transactions.tenancy());
    transactions.run(() -> accounts.add(account, "$argon2id$", NOON));
    return account;
  }

  private Optional<Refusal> add(Account by, String range) {
    return transactions.in(() -> networks.add(by, Optional.empty(), range, "office", OFFICE));
  }

  private List<String> toldTo(Account person) {
    UUID id = UUID.randomUUID();
    Session session =
        new Session(
            id,
            person.seller(),
            person.id(),
            Session.Level.FULL,
            NOON,
            NOON,
            Optional.empty(),
            OFFICE,
            "");
    transactions.run(
        () ->
            sessions.begin(
                session,
                person.role(),
                new Sessions.Limits(Duration.ofHours(1), NOON.plusSeconds(7200))));
    return transactions.in(() -> sessions.open(id, NOON)).orElseThrow().networks();
  }

  @Test
  void a_list_is_told_to_every_session_of_the_seller_and_to_no_other() {
    Account grace = owner(anna);
    assertThat(toldTo(grace)).isEmpty();
    assertThat(add(grace, "203.0.113.0/24")).isEmpty();
    assertThat(add(grace, "2001:DB8:0::/48")).isEmpty();

    assertThat(toldTo(grace)).containsExactlyInAnyOrder("203.0.113.0/24", "2001:db8::/48");
    assertThat(toldTo(owner(bert))).isEmpty();
    assertThat(told)
        .containsExactly("network.allowed 203.0.113.0/24", "network.allowed 2001:db8::/48");
  }

  @ParameterizedTest
  @CsvSource({
    "198.51.100.0/24, OWN_NETWORK",
    "2001:db8::/32, OWN_NETWORK",
    "office, NO_RANGE",
    "203.0.113.1/24, NO_RANGE",
    "0.0.0.0/0, TOO_WIDE",
    "200.0.0.0/7, TOO_WIDE",
    "2000::/3, TOO_WIDE"
  })
  void nobody_shuts_oneself_out_or_allows_what_is_no_limit(String range, Refusal refusal) {
    Account grace = owner(anna);
    assertThat(add(grace, range)).contains(refusal);
    assertThat(toldTo(grace)).isEmpty();
    assertThat(told).isEmpty();
  }

  @Test
  void the_own_network_leaves_the_list_last() {
    Account grace = owner(anna);
    add(grace, "203.0.113.0/24");
    add(grace, "198.51.100.0/24");
    assertThat(add(grace, "198.51.100.0/24")).contains(Refusal.TWICE);
    UUID own = idOf("203.0.113.0/24");
    UUID other = idOf("198.51.100.0/24");
    assertThat(remove(grace, own)).contains(Refusal.OWN_NETWORK);
    assertThat(remove(grace, other)).isEmpty();
    assertThat(remove(grace, other)).contains(Refusal.GONE);
    assertThat(remove(grace, own)).isEmpty();
    assertThat(toldTo(grace)).isEmpty();
  }

  private UUID idOf(String range) {
    return transactions.in(() -> networks.list(anna, Optional.empty())).stream()
        .filter(one -> one.range().toString().equals(range))
        .findFirst()
        .orElseThrow()
        .id();
  }

  private Optional<Refusal> remove(Account by, UUID id) {
    return transactions.in(() -> networks.remove(by, Optional.empty(), id, OFFICE));
  }
}
