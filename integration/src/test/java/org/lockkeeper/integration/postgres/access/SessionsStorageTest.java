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
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lockkeeper.compliance.access.Account;
import org.lockkeeper.compliance.access.Role;
import org.lockkeeper.compliance.access.Session;
import org.lockkeeper.compliance.access.Session.Level;
import org.lockkeeper.compliance.access.Sessions;
import org.lockkeeper.compliance.access.sessions.BeginSession;
import org.lockkeeper.compliance.access.sessions.EndSessions;
import org.lockkeeper.compliance.access.sessions.EndSessions.Why;
import org.lockkeeper.compliance.access.sessions.OpenSession;
import org.lockkeeper.compliance.access.sessions.RaiseSession;
import org.lockkeeper.compliance.access.sessions.SessionPolicy;
import org.lockkeeper.compliance.audit.AuditEntry;
import org.lockkeeper.compliance.audit.AuditStore;
import org.lockkeeper.compliance.audit.AuditTrail;
import org.lockkeeper.integration.postgres.TestDatabase;
import org.lockkeeper.integration.postgres.Transactions;
import org.lockkeeper.integration.postgres.Wall;
import org.lockkeeper.kernel.Actor;
import org.lockkeeper.kernel.Ids;
import org.lockkeeper.kernel.SellerId;

/** Sessions on one database, as two nodes see them. */
class SessionsStorageTest {

  private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
  private static final String AS_BEFORE =
      """
      role = 'SELLER_OWNER', disabled = false, status = 'ACTIVE', suspended_for = null,
      ends_at = null
      """;
  private static final String FIREFOX =
      "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0";

  private static final Transactions OTHER = TestDatabase.anotherNode();

  private final SellerId anna = new SellerId(UUID.randomUUID());
  private final SellerId bert = new SellerId(UUID.randomUUID());
  private final List<String> told = new ArrayList<>();
  private Node here = new Node(TestDatabase.portal());
  private final Node there = new Node(OTHER);

  /** One process. */
  private final class Node {

    private final Transactions transactions;
    private final PostgresSessions sessions;
    private final SessionPolicy policy = new SessionPolicy();
    private Instant now = NOON;

    Node(Transactions transactions) {
      this.transactions = transactions;
      this.sessions = new PostgresSessions(transactions.tenancy());
    }

    private Clock clock() {
      return Clock.fixed(now, ZoneOffset.UTC);
    }

    private AuditTrail audit() {
      AuditStore kept =
          new AuditStore() {
            @Override
            public void append(SellerId seller, List<AuditEntry> added) {
              added.forEach(entry -> told.add(entry.action()));
            }

            @Override
            public List<AuditEntry> about(SellerId seller, String object) {
              return List.of();
            }
          };
      return new AuditTrail(kept, ids(), clock());
    }

    private Ids ids() {
      return new Ids(clock(), new SecureRandom());
    }

    Session begin(Account account, Level level) {
      return begin(account, level, "192.0.2.7");
    }

    Session begin(Account account, Level level, String network) {
      return transactions.in(
          () ->
              new BeginSession(sessions, policy, audit(), ids(), clock())
                  .at(account, level, network, FIREFOX));
    }

    Optional<Session> raised(Session before) {
      return transactions.in(
          () -> new RaiseSession(sessions, policy, audit(), ids()).raised(before, now));
    }

    Optional<Sessions.Open> open(Session session) {
      return transactions.in(() -> new OpenSession(sessions, clock()).of(session.id(), true));
    }

    EndSessions end() {
      return new EndSessions(sessions, audit(), clock());
    }

    List<UUID> of(Account account) {
      return transactions.in(
          () ->
              sessions.of(account.seller(), account.id(), now).stream().map(Session::id).toList());
    }
  }

  @AfterAll
  static void close() {
    OTHER.close();
  }

  @BeforeEach
  void two_sellers() {
    here.transactions.seller(anna, UUID.randomUUID());
    here.transactions.seller(bert, UUID.randomUUID());
  }

  private Account account(SellerId seller) {
    return account(seller, Role.SELLER_OWNER, Optional.empty());
  }

  private Account account(SellerId seller, Role role, Optional<Instant> endsAt) {
    UUID id = UUID.randomUUID();
    Account account =
        new Account(
            seller,
            id,
            id + "@seller.example",
            "Grace",
            role,
            false,
            ZoneId.of("America/Boise"),
            Locale.forLanguageTag("es"),
            Account.Theme.DARK,
            Account.Status.ACTIVE,
            endsAt,
            id);
    PostgresAccounts accounts = new PostgresAccounts(here.transactions.tenancy());
    here.transactions.run(() -> accounts.add(account, "$argon2id$", NOON));
    return account;
  }

  private void change(Account account, String set) {
    here.transactions.run(
        () ->
            here.transactions
                .tenancy()
                .as(account.seller())
                .run(
                    "update access.account set " + set + " where seller_id = ? and id = ?",
                    account.seller().value(),
                    account.id()));
  }

  @ParameterizedTest
  @EnumSource(Wall.class)
  @Tag("ASVS-V7.2.1")
  void a_session_is_found_by_its_id_with_the_person_and_the_name_of_the_seller(Wall wall) {
    here = new Node(wall.transactions());
    Account grace = account(anna);
    Session session = here.begin(grace, Level.FULL);
    here.begin(account(bert), Level.FULL);

    Sessions.Open open = here.open(session).orElseThrow();
    assertThat(open.session()).isEqualTo(session);
    assertThat(open.account()).isEqualTo(grace);
    assertThat(open.sellerName()).isEqualTo("S");
    assertThat(session.agent()).isEqualTo("Firefox, Linux");
    assertThat(here.of(grace)).containsExactly(session.id());
  }

  @Test
  @Tag("ASVS-V7.2.2")
  void the_id_is_new_at_each_level_and_the_old_one_is_dead_on_both_nodes() {
    Session first = here.begin(account(anna), Level.PASSWORD);
    Session in = here.raised(first).orElseThrow();
    Session confirmed = there.raised(in).orElseThrow();

    assertThat(List.of(first.id(), in.id(), confirmed.id())).doesNotHaveDuplicates();
    for (Node node : List.of(here, there)) {
      assertThat(node.open(first)).isEmpty();
      assertThat(node.open(in)).isEmpty();
      assertThat(node.open(confirmed).orElseThrow().session().level()).isEqualTo(Level.FULL);
    }
    assertThat(here.raised(first)).isEmpty();
    assertThat(told).containsExactly("session.begun", "session.raised", "session.confirmed");
  }

  @Test
  @Tag("ASVS-V7.3.2")
  void a_confirmation_is_fresh_for_five_minutes_and_prolongs_nothing() {
    Session begun = here.begin(account(anna), Level.PASSWORD);
    Session in = here.raised(begun).orElseThrow();
    assertThat(here.policy.isFresh(in, NOON.plusSeconds(299))).isTrue();
    assertThat(here.policy.isFresh(in, NOON.plusSeconds(300))).isFalse();
    assertThat(here.policy.isFresh(begun, NOON)).isFalse();
    Session held = in;
    for (int minutes = 20; minutes < 12 * 60; minutes += 20) {
      here.now = NOON.plus(Duration.ofMinutes(minutes));
      held = here.raised(held).orElseThrow();
    }
    assertThat(held.startedAt()).isEqualTo(NOON);
    here.now = NOON.plus(Duration.ofHours(12));
    assertThat(here.open(held)).isEmpty();
  }

  @Test
  @Tag("ASVS-V7.3.1")
  void a_session_without_requests_is_over_after_the_idle_time_of_the_role() {
    Session session = here.begin(account(anna), Level.FULL);
    here.now = NOON.plus(Duration.ofMinutes(29));
    assertThat(here.open(session)).isPresent();
    here.now = NOON.plus(Duration.ofMinutes(58));
    assertThat(here.open(session)).isPresent();
    here.now = NOON.plus(Duration.ofMinutes(88));
    assertThat(here.open(session)).isEmpty();
  }

  @Test
  void a_page_that_refreshes_itself_keeps_no_session_alive() {
    Session session = here.begin(account(anna), Level.FULL);
    for (int minutes = 1; minutes < 30; minutes++) {
      here.now = NOON.plus(Duration.ofMinutes(minutes));
      assertThat(
              here.transactions.in(
                  () -> new OpenSession(here.sessions, here.clock()).of(session.id(), false)))
          .isPresent();
    }
    here.now = NOON.plus(Duration.ofMinutes(30));
    assertThat(here.open(session)).isEmpty();
  }

  @Test
  void nobody_stays_between_the_two_factors_for_long() {
    Session session = here.begin(account(anna), Level.PASSWORD);
    here.now = NOON.plus(Duration.ofMinutes(10));
    assertThat(here.open(session)).isEmpty();
    assertThat(here.raised(session)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "role = 'SELLER_VIEWER'",
        "disabled = true",
        "disabled = true, status = 'SUSPENDED', suspended_for = 'ADMIN'",
        "disabled = true, status = 'SUSPENDED', suspended_for = 'TRAINING'",
        "disabled = true, status = 'INVITED'",
        "disabled = true, status = 'LEFT'",
        "ends_at = timestamptz '2026-11-21 12:00:00Z'"
      })
  @Tag("ASVS-V7.4.2")
  void a_change_of_role_status_or_end_ends_the_session_whoever_makes_it(String set) {
    Account grace = account(anna);
    for (Level level : Level.values()) {
      Session session = there.begin(grace, level);
      assertThat(there.open(session)).isPresent();
      change(grace, set);
      assertThat(there.open(session)).isEmpty();
      assertThat(there.raised(session)).isEmpty();
      assertThat(there.of(grace)).isEmpty();
      change(grace, AS_BEFORE);
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = Role.class,
      names = {"SUPPORT", "ADMIN", "AUDITOR"})
  void an_account_of_ours_is_out_from_its_end_on_before_anything_closes_it(Role role) {
    here.transactions.run(
        () -> new PostgresSellers(here.transactions.tenancy()).add(SellerId.PLATFORM, "We", NOON));
    Instant end = NOON.plus(Duration.ofMinutes(5));
    Account ours = account(SellerId.PLATFORM, role, Optional.of(end));
    Session session = there.begin(ours, Level.FULL);
    there.now = end.minusSeconds(1);
    assertThat(there.open(session)).isPresent();
    there.now = end;
    assertThat(there.open(session)).isEmpty();
    assertThat(there.raised(session)).isEmpty();
    assertThat(there.of(ours)).isEmpty();
    assertThat(
            there.transactions.in(() -> there.sessions.live(SellerId.PLATFORM, end)).stream()
                .filter(live -> live.session().id().equals(session.id())))
        .isEmpty();
  }

  @Test
  void who_was_set_back_to_the_old_role_is_not_let_in_by_the_old_session_once_it_was_ended() {
    Account grace = account(anna);
    Session session = there.begin(grace, Level.FULL);
    here.transactions.run(() -> here.end().of(anna, grace.id(), Why.ROLE, new Actor.Task("test")));
    assertThat(there.open(session)).isEmpty();
  }

  @Test
  void nobody_is_signed_in_for_a_seller_that_has_left() {
    Session session = there.begin(account(anna), Level.FULL);
    PostgresSellers sellers = new PostgresSellers(here.transactions.tenancy());
    here.transactions.run(() -> sellers.close(anna, NOON));
    assertThat(there.open(session)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"PASSWORD", "FACTOR", "ROLE", "STATUS", "ADMIN"})
  @Tag("ASVS-V7.4.5")
  void ending_all_sessions_of_a_person_reaches_the_other_node_at_once(String why) {
    Account grace = account(anna);
    Account other = account(anna);
    Session one = here.begin(grace, Level.FULL);
    Session two = there.begin(grace, Level.PASSWORD);
    Session theirs = there.begin(other, Level.FULL);
    here.transactions.run(
        () ->
            assertThat(
                    here.end().of(anna, grace.id(), Why.valueOf(why), new Actor.Person(other.id())))
                .isEqualTo(2));
    assertThat(there.open(one)).isEmpty();
    assertThat(there.open(two)).isEmpty();
    assertThat(there.open(theirs)).isPresent();
    assertThat(there.open(there.begin(grace, Level.FULL))).isPresent();
    assertThat(told).contains("session.ended");
  }

  @Test
  void what_begins_at_the_moment_when_all_are_ended_is_ended_too() {
    Account grace = account(anna);
    Session late =
        here.transactions.in(
            () -> {
              // Not seen here yet, for it commits later.
              here.sessions.endAll(anna, grace.id(), NOON, "password");
              return there.begin(grace, Level.FULL);
            });
    assertThat(here.open(late)).isEmpty();
    assertThat(there.open(late)).isEmpty();
  }

  @Test
  void a_person_keeps_this_session_and_ends_all_others() {
    Account grace = account(anna);
    Session here1 = here.begin(grace, Level.FULL);
    Session away = there.begin(grace, Level.FULL);
    here.transactions.run(() -> assertThat(here.end().others(here1, Why.PASSWORD)).isEqualTo(1));
    assertThat(here.open(here1)).isPresent();
    assertThat(there.open(away)).isEmpty();
    assertThat(here.of(grace)).containsExactly(here1.id());
  }

  @Test
  void one_session_is_ended_by_whose_it_is_and_by_no_number_of_another_person() {
    Account grace = account(anna);
    Account other = account(anna);
    Account stranger = account(bert);
    Session session = there.begin(grace, Level.FULL);
    Actor actor = new Actor.Person(other.id());
    assertThat(
            here.transactions.in(
                () -> here.end().one(anna, other.id(), session.id(), Why.OWNER, actor)))
        .isFalse();
    assertThat(
            here.transactions.in(
                () -> here.end().one(bert, stranger.id(), session.id(), Why.OWNER, actor)))
        .isFalse();
    assertThat(there.open(session)).isPresent();
    assertThat(
            here.transactions.in(
                () -> here.end().one(anna, grace.id(), session.id(), Why.OWNER, actor)))
        .isTrue();
    assertThat(there.open(session)).isEmpty();
  }

  @Test
  void sessions_of_another_seller_are_not_there() {
    Account grace = account(anna);
    here.begin(grace, Level.FULL);
    assertThat(
            here.transactions.in(
                () -> {
                  here.transactions.tenancy().as(bert);
                  return here.transactions
                      .tenancy()
                      .ofNobody()
                      .count("select count(*) from access.session");
                }))
        .isZero();
  }

  @Test
  void who_comes_in_from_a_second_network_while_signed_in_from_another_leaves_an_entry() {
    Account grace = account(anna);
    assertThat(here.raised(here.begin(grace, Level.PASSWORD))).isPresent();
    assertThat(there.raised(there.begin(grace, Level.PASSWORD))).isPresent();
    assertThat(told).doesNotContain("session.elsewhere");
    assertThat(there.raised(there.begin(grace, Level.PASSWORD, "198.51.100.4"))).isPresent();
    assertThat(told).contains("session.elsewhere");
  }
}
