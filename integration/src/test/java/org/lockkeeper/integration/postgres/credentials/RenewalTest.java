package org.lockkeeper.integration.postgres.credentials;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.lockkeeper.credentials.Authorization;
import org.lockkeeper.credentials.AuthorizationLapsed;
import org.lockkeeper.credentials.AuthorizationServer;
import org.lockkeeper.credentials.AuthorizationServers;
import org.lockkeeper.credentials.Callback;
import org.lockkeeper.credentials.Grant;
import org.lockkeeper.credentials.Platform;
import org.lockkeeper.credentials.RenewGrants;
import org.lockkeeper.credentials.Renewal;
import org.lockkeeper.credentials.RenewalSteps;
import org.lockkeeper.credentials.Renewals;
import org.lockkeeper.credentials.Scope;
import org.lockkeeper.credentials.Secret;
import org.lockkeeper.credentials.SecretLost;
import org.lockkeeper.credentials.SecretRef;
import org.lockkeeper.credentials.SecretVault;
import org.lockkeeper.credentials.Standing;
import org.lockkeeper.credentials.TokenSeal;
import org.lockkeeper.credentials.TokenStyle;
import org.lockkeeper.credentials.Tokens;
import org.lockkeeper.credentials.Turns;
import org.lockkeeper.integration.postgres.TestDatabase;
import org.lockkeeper.integration.postgres.Transactions;
import org.lockkeeper.kernel.Actor;
import org.lockkeeper.kernel.ConnectionId;
import org.lockkeeper.kernel.DomainEvent;
import org.lockkeeper.kernel.PlatformTrouble;
import org.lockkeeper.kernel.Purpose;
import org.lockkeeper.kernel.SellerId;

/** Nodes that renew the same connections on one database. */
@Timeout(120)
class RenewalTest {

  private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
  private static final Platform SHOP = new Platform("shopify");
  private static final Actor READER = new Actor.Task("test");
  private static final Duration LIFE = Duration.ofHours(1);

  private final SellerId anna = new SellerId(UUID.randomUUID());
  private final Hands clock = new Hands();
  private final Store store = new Store();
  private final Shop shop = new Shop();
  private final List<DomainEvent> announced = new CopyOnWriteArrayList<>();
  private final Transactions portal = TestDatabase.portal();
  private final PostgresAuthorizations grants = new PostgresAuthorizations(portal.tenancy());
  private final PostgresRenewals renewals = new PostgresRenewals(portal.tenancy());

  @BeforeEach
  void a_seller() {
    portal.seller(anna, UUID.randomUUID());
  }

  /** A clock with hands. */
  private static final class Hands extends Clock {
    private volatile Instant now = NOON;

    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }

  /** The secret store that all nodes share. */
  private static final class Store implements SecretVault {
    private final Map<SecretRef, String> values = new ConcurrentHashMap<>();
    private final AtomicInteger reads = new AtomicInteger();
    private final AtomicInteger writes = new AtomicInteger();
    private @Nullable String stale;
    private int staleReads;
    private boolean broken;
    private boolean down;

    @Override
    public Optional<Secret> open(
        SellerId seller, SecretRef ref, Stage stage, Actor reader, Purpose purpose) {
      reads.incrementAndGet();
      if (down) {
        throw new IllegalStateException("no secret service");
      }
      if (broken) {
        throw new SecretLost(ref, new IllegalStateException("tag"));
      }
      if (stale != null && staleReads-- > 0) {
        return Optional.of(Secret.of(stale));
      }
      return Optional.ofNullable(values.get(ref)).map(Secret::of);
    }

    @Override
    public void store(SellerId seller, SecretRef ref, Secret value, Actor writer) {
      writes.incrementAndGet();
      values.put(ref, value.<String>reveal(bytes -> new String(bytes, StandardCharsets.UTF_8)));
    }
  }

  /** A platform that replaces refresh tokens on use. */
  private final class Shop implements AuthorizationServer {
    private final Map<String, String> good = new ConcurrentHashMap<>();
    private final Map<String, AtomicInteger> renewals = new ConcurrentHashMap<>();
    private final AtomicInteger calls = new AtomicInteger();
    private volatile boolean keepsFormer;
    private volatile Optional<PlatformTrouble.Kind> trouble = Optional.empty();
    private volatile boolean answerIsLost;
    private volatile Runnable during = () -> {};

    @Override
    public Platform platform() {
      return SHOP;
    }

    @Override
    public Tokens renew(Authorization.Snapshot grant, Secret lasting) {
      calls.incrementAndGet();
      during.run();
      if (trouble.isPresent()) {
        throw new PlatformTrouble("shop.token", trouble.get());
      }
      String shown = lasting.<String>reveal(bytes -> new String(bytes, StandardCharsets.UTF_8));
      synchronized (this) {
        String valid = good.get(grant.account());
        boolean former = keepsFormer && shown.equals(good.get("former " + grant.account()));
        if (!shown.equals(valid) && !former) {
          throw new PlatformTrouble("shop.token", PlatformTrouble.Kind.UNAUTHORIZED);
        }
        int n =
            renewals.computeIfAbsent(grant.account(), a -> new AtomicInteger()).incrementAndGet();
        good.put("former " + grant.account(), shown);
        good.put(grant.account(), "lasting-" + n + "-" + grant.account());
        if (answerIsLost) {
          throw new PlatformTrouble("shop.token", PlatformTrouble.Kind.DOUBTFUL);
        }
        return new Tokens(
            TokenStyle.REPLACED,
            Secret.of("lasting-" + n + "-" + grant.account()),
            Optional.of(clock.instant().plus(Duration.ofDays(90))),
            Optional.of(
                new Tokens.Access(
                    Secret.of("access-" + n + "-" + grant.account()), clock.instant().plus(LIFE))));
      }
    }

    @Override
    public List<Scope> scopes() {
      return List.of();
    }

    @Override
    public Question question() {
      return new Question(Question.Kind.NOTHING, List.of());
    }

    @Override
    public URI consent(String answer, String state, URI callback) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Callback read(Map<String, String> query) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Grant exchange(SellerId seller, String answer, Callback.Agreed agreed, URI callback) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void test(Authorization.Snapshot grant, Secret access) {}

    @Override
    public boolean end(Authorization.Snapshot grant, Secret access) {
      return false;
    }

    @Override
    public void testApplication(Secret applicationSecret) {}
  }

  /** A seal that binds and does not hide: what it hides with is tested where it is made. */
  private static final class Wax implements TokenSeal {
    @Override
    public String seal(SellerId seller, ConnectionId connection, int version, Secret token) {
      String clear = token.<String>reveal(bytes -> new String(bytes, StandardCharsets.UTF_8));
      return seller + "|" + connection + "|" + version + "|" + clear;
    }

    @Override
    public Optional<Secret> open(
        SellerId seller, ConnectionId connection, int version, String closed) {
      String place = seller + "|" + connection + "|" + version + "|";
      return closed.startsWith(place)
          ? Optional.of(Secret.of(closed.substring(place.length())))
          : Optional.empty();
    }
  }

  /** A process that was killed: nothing after it runs, nothing is tidied. */
  private static final class Killed extends Error {
    private static final long serialVersionUID = 1L;
  }

  /** A node with connections of its own; each step is one transaction, as in the server. */
  private final class Node {
    private final Transactions own = TestDatabase.anotherNode();
    private volatile boolean diesBeforeStoring;
    private volatile boolean diesBeforeCalling;
    private int storingFails;
    private final RenewGrants tokens;
    private final RenewalSteps steps;

    private Node() {
      steps =
          new RenewalSteps(
              new PostgresAuthorizations(own.tenancy()),
              new PostgresRenewals(own.tenancy()),
              store,
              announced::add,
              clock) {
            @Override
            public Start begin(Authorization.Snapshot asked, Need need, int refused) {
              Start start = alone(() -> super.begin(asked, need, refused));
              if (diesBeforeCalling && start instanceof Start.Go) {
                throw new Killed();
              }
              return start;
            }

            @Override
            public void finish(
                Authorization.Snapshot grant,
                Renewal.Snapshot begun,
                Tokens given,
                Optional<Renewal.Shared> shared,
                Instant renewNext,
                Optional<String> print,
                Actor writer) {
              if (diesBeforeStoring) {
                throw new Killed();
              }
              if (storingFails-- > 0) {
                throw new IllegalStateException("no database");
              }
              alone(
                  () -> {
                    super.finish(grant, begun, given, shared, renewNext, print, writer);
                    return true;
                  });
            }

            @Override
            public Instant failed(
                Authorization.Snapshot grant, boolean tookEffect, Optional<Duration> asked) {
              return alone(() -> super.failed(grant, tookEffect, asked));
            }

            @Override
            public boolean lapse(
                Authorization.Snapshot grant, Renewal.Snapshot begun, Standing.Cause cause) {
              return alone(() -> super.lapse(grant, begun, cause));
            }

            @Override
            public void forget(SellerId seller, ConnectionId connection) {
              alone(
                  () -> {
                    super.forget(seller, connection);
                    return true;
                  });
            }

            @Override
            public void lapse(SellerId seller, ConnectionId connection, Standing.Cause cause) {
              alone(
                  () -> {
                    super.lapse(seller, connection, cause);
                    return true;
                  });
            }
          };
      tokens =
          new RenewGrants(
              store,
              new AuthorizationServers() {
                @Override
                public Optional<AuthorizationServer> of(Platform platform) {
                  return Optional.of(shop);
                }

                @Override
                public List<AuthorizationServer> all() {
                  return List.of(shop);
                }
              },
              steps,
              new PostgresTurns(TestDatabase.pool("lockkeeper_jobs"), Duration.ofSeconds(30)),
              new Wax(),
              clock,
              new SecureRandom());
    }

    private <T> T alone(Supplier<T> work) {
      synchronized (own) {
        return own.in(work);
      }
    }

    private String token(Authorization.Snapshot grant) {
      try (Secret secret = tokens.of(grant, READER)) {
        return secret.<String>reveal(bytes -> new String(bytes, StandardCharsets.UTF_8));
      }
    }
  }

  private Authorization.Snapshot connection(SellerId seller) {
    String account = "shop-" + UUID.randomUUID();
    Authorization grant =
        Authorization.granted(
            new ConnectionId(UUID.randomUUID()),
            seller,
            SHOP,
            new Grant(
                account,
                account,
                Set.of("read_orders"),
                Map.of(),
                Optional.empty(),
                new Tokens(
                    TokenStyle.REPLACED,
                    Secret.of("lasting-0-" + account),
                    Optional.of(NOON.plus(Duration.ofDays(90))),
                    Optional.empty())),
            NOON);
    Authorization.Snapshot snapshot = grant.snapshot();
    portal.run(() -> grants.add(grant, new byte[0]));
    store.values.put(snapshot.secret(), "lasting-0-" + account);
    shop.good.put(account, "lasting-0-" + account);
    return snapshot;
  }

  private Standing standing(Authorization.Snapshot grant) {
    return portal.in(() -> grants.find(anna, grant.id())).orElseThrow().snapshot().standing();
  }

  private Renewal.Snapshot renewal(Authorization.Snapshot grant) {
    return portal.in(() -> renewals.find(anna, grant.id())).orElseThrow().snapshot();
  }

  private int renewals(Authorization.Snapshot grant) {
    return Optional.ofNullable(shop.renewals.get(grant.account()))
        .map(AtomicInteger::get)
        .orElse(0);
  }

  @Test
  void two_nodes_renew_a_hundred_expiring_connections_once_each()
      throws InterruptedException, ExecutionException {
    List<Authorization.Snapshot> hundred = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      hundred.add(connection(anna));
    }
    List<Node> nodes = List.of(new Node(), new Node());
    try (ExecutorService threads = Executors.newFixedThreadPool(12)) {
      CountDownLatch begin = new CountDownLatch(1);
      List<Future<String>> answers = new ArrayList<>();
      for (Authorization.Snapshot grant : hundred) {
        for (int asker = 0; asker < 4; asker++) {
          Node node = nodes.get(asker % 2);
          answers.add(
              threads.submit(
                  () -> {
                    begin.await();
                    return node.token(grant);
                  }));
        }
      }
      begin.countDown();
      for (int i = 0; i < answers.size(); i++) {
        assertThat(answers.get(i).get()).isEqualTo("access-1-" + hundred.get(i / 4).account());
      }
    }
    assertThat(hundred).allSatisfy(grant -> assertThat(renewals(grant)).isEqualTo(1));
    assertThat(shop.calls).hasValue(100);
    assertThat(hundred)
        .allSatisfy(
            grant ->
                assertThat(store.values.get(grant.secret()))
                    .isEqualTo("lasting-1-" + grant.account()));
  }

  @Test
  void what_another_node_renewed_is_used_and_not_renewed_again() {
    Authorization.Snapshot grant = connection(anna);
    assertThat(new Node().token(grant)).startsWith("access-1-");
    assertThat(new Node().token(grant)).startsWith("access-1-");
    assertThat(renewals(grant)).isEqualTo(1);
    assertThat(
            portal.in(() -> grants.find(anna, grant.id())).orElseThrow().snapshot().lastingUntil())
        .contains(NOON.plus(Duration.ofDays(90)));
  }

  @Test
  void a_token_is_renewed_when_two_minutes_of_its_life_are_left() {
    Authorization.Snapshot grant = connection(anna);
    Node node = new Node();
    node.token(grant);
    clock.now = NOON.plus(LIFE).minusSeconds(121);
    assertThat(node.token(grant)).startsWith("access-1-");
    clock.now = NOON.plus(LIFE).minusSeconds(120);
    assertThat(node.token(grant)).startsWith("access-2-");
  }

  @Test
  void a_node_that_dies_before_it_calls_costs_nothing() {
    Authorization.Snapshot grant = connection(anna);
    Node dying = new Node();
    dying.diesBeforeCalling = true;
    assertThatThrownBy(() -> dying.token(grant)).isInstanceOf(Killed.class);
    assertThat(renewal(grant).begunAt()).contains(NOON);
    assertThat(new Node().token(grant)).startsWith("access-1-");
    assertThat(renewal(grant).doubtful()).isFalse();
    assertThat(renewal(grant).lost()).isZero();
    assertThat(standing(grant)).isInstanceOf(Standing.Active.class);
  }

  @Test
  void a_node_that_dies_with_the_answer_loses_no_grant_if_the_platform_keeps_the_former_secret() {
    shop.keepsFormer = true;
    Authorization.Snapshot grant = connection(anna);
    Node dying = new Node();
    dying.diesBeforeStoring = true;
    assertThatThrownBy(() -> dying.token(grant)).isInstanceOf(Killed.class);
    assertThat(new Node().token(grant)).startsWith("access-2-");
    assertThat(standing(grant)).isInstanceOf(Standing.Active.class);
    assertThat(store.values.get(grant.secret())).startsWith("lasting-2-");
  }

  @Test
  void a_lost_answer_that_the_platform_does_not_give_again_is_told_to_the_seller_once() {
    Authorization.Snapshot grant = connection(anna);
    Node dying = new Node();
    dying.diesBeforeStoring = true;
    assertThatThrownBy(() -> dying.token(grant)).isInstanceOf(Killed.class);
    Node other = new Node();
    for (int i = 0; i < 5; i++) {
      assertThatThrownBy(() -> other.token(grant))
          .isInstanceOfSatisfying(
              PlatformTrouble.class,
              e -> assertThat(e.kind()).isEqualTo(PlatformTrouble.Kind.UNAUTHORIZED));
    }
    assertThat(shop.calls).as("one more attempt and no more").hasValue(2);
    assertThat(standing(grant)).isEqualTo(new Standing.Lapsed(NOON, Standing.Cause.RENEWAL_LOST));
    assertThat(announced)
        .containsExactly(
            new AuthorizationLapsed(anna, grant.id(), SHOP, Standing.Cause.RENEWAL_LOST, NOON));
    assertThat(portal.in(() -> renewals.find(anna, grant.id()))).isEmpty();
  }

  @Test
  void a_renewal_that_kills_every_node_is_tried_twice_and_not_for_ever() {
    Authorization.Snapshot grant = connection(anna);
    for (int i = 0; i < 2; i++) {
      Node dying = new Node();
      dying.diesBeforeCalling = true;
      assertThatThrownBy(() -> dying.token(grant)).isInstanceOf(Killed.class);
    }
    assertThatThrownBy(() -> new Node().token(grant)).isInstanceOf(PlatformTrouble.class);
    assertThat(standing(grant)).isEqualTo(new Standing.Lapsed(NOON, Standing.Cause.RENEWAL_LOST));
    assertThat(shop.calls).hasValue(0);
  }

  @Test
  void an_answer_that_cannot_be_stored_at_once_is_stored_at_the_next_try() {
    Authorization.Snapshot grant = connection(anna);
    Node node = new Node();
    node.storingFails = 2;
    assertThat(node.token(grant)).startsWith("access-1-");
    assertThat(shop.calls).hasValue(1);
  }

  @Test
  void a_platform_that_says_the_grant_is_gone_ends_it_at_once() {
    Authorization.Snapshot grant = connection(anna);
    shop.good.put(grant.account(), "another");
    Node node = new Node();
    assertThatThrownBy(() -> node.token(grant)).isInstanceOf(PlatformTrouble.class);
    assertThatThrownBy(() -> node.token(grant)).isInstanceOf(PlatformTrouble.class);
    assertThat(shop.calls).hasValue(1);
    assertThat(standing(grant)).isEqualTo(new Standing.Lapsed(NOON, Standing.Cause.REFUSED));
  }

  @Test
  void a_grant_that_is_refused_after_its_end_has_expired() {
    Authorization.Snapshot grant = connection(anna);
    shop.good.put(grant.account(), "another");
    clock.now = NOON.plus(Duration.ofDays(90));
    assertThatThrownBy(() -> new Node().token(grant)).isInstanceOf(PlatformTrouble.class);
    assertThat(standing(grant)).isEqualTo(new Standing.Lapsed(clock.now, Standing.Cause.EXPIRED));
  }

  @ParameterizedTest
  @EnumSource(
      value = PlatformTrouble.Kind.class,
      names = {"THROTTLED", "UNAVAILABLE", "DOUBTFUL", "REFUSED"})
  void no_trouble_but_a_lost_grant_ends_the_grant_of_a_seller(PlatformTrouble.Kind kind) {
    Authorization.Snapshot grant = connection(anna);
    shop.trouble = Optional.of(kind);
    Node node = new Node();
    for (int i = 0; i < 4; i++) {
      assertThatThrownBy(() -> node.token(grant))
          .isInstanceOfSatisfying(
              PlatformTrouble.class,
              e -> assertThat(e.retryAfter()).contains(Duration.ofSeconds(15)));
    }
    assertThat(shop.calls).as("the pause is kept, on every node").hasValue(1);
    assertThat(renewal(grant).nextTry()).contains(NOON.plusSeconds(15));
    assertThat(standing(grant)).isInstanceOf(Standing.Active.class);
    clock.now = NOON.plusSeconds(15);
    assertThatThrownBy(() -> new Node().token(grant)).isInstanceOf(PlatformTrouble.class);
    assertThat(renewal(grant).nextTry()).contains(NOON.plusSeconds(45));
    clock.now = NOON.plusSeconds(45);
    shop.trouble = Optional.empty();
    assertThat(new Node().token(grant)).startsWith("access-1-");
    assertThat(renewal(grant).failures()).isZero();
  }

  @Test
  void an_answer_in_doubt_is_remembered_when_the_platform_refuses_later() {
    Authorization.Snapshot grant = connection(anna);
    shop.answerIsLost = true;
    Node node = new Node();
    assertThatThrownBy(() -> node.token(grant)).isInstanceOf(PlatformTrouble.class);
    clock.now = NOON.plusSeconds(15);
    assertThatThrownBy(() -> node.token(grant)).isInstanceOf(PlatformTrouble.class);
    assertThat(standing(grant))
        .isEqualTo(new Standing.Lapsed(clock.now, Standing.Cause.RENEWAL_LOST));
  }

  @Test
  void an_old_version_from_the_store_is_read_once_more() {
    Authorization.Snapshot grant = connection(anna);
    Node node = new Node();
    node.token(grant);
    store.stale = "lasting-0-" + grant.account();
    store.staleReads = 1;
    clock.now = NOON.plus(LIFE);
    store.reads.set(0);
    assertThat(node.token(grant)).startsWith("access-2-");
    assertThat(store.reads).hasValue(2);
  }

  @Test
  void a_store_that_keeps_giving_an_old_version_breaks_the_credential_and_asks_the_seller() {
    Authorization.Snapshot grant = connection(anna);
    Node node = new Node();
    node.token(grant);
    store.stale = "lasting-0-" + grant.account();
    store.staleReads = 100;
    clock.now = NOON.plus(LIFE);
    store.reads.set(0);
    for (int i = 0; i < 3; i++) {
      assertThatThrownBy(() -> node.token(grant)).isInstanceOf(PlatformTrouble.class);
    }
    assertThat(store.reads).hasValue(2);
    assertThat(shop.calls).hasValue(2);
    assertThat(standing(grant))
        .isEqualTo(new Standing.Lapsed(clock.now, Standing.Cause.SECRET_LOST));
  }

  @ParameterizedTest
  @org.junit.jupiter.params.provider.ValueSource(booleans = {true, false})
  void a_secret_that_is_gone_or_does_not_open_is_read_once_more_and_then_broken(boolean gone) {
    Authorization.Snapshot grant = connection(anna);
    if (gone) {
      store.values.clear();
    } else {
      store.broken = true;
    }
    Node node = new Node();
    for (int i = 0; i < 3; i++) {
      assertThatThrownBy(() -> node.token(grant)).isInstanceOf(PlatformTrouble.class);
    }
    assertThat(store.reads).hasValue(2);
    assertThat(shop.calls).hasValue(0);
    assertThat(standing(grant)).isEqualTo(new Standing.Lapsed(NOON, Standing.Cause.SECRET_LOST));
    assertThat(announced).hasSize(1);
  }

  @Test
  void a_token_that_the_platform_refuses_is_replaced_once_and_not_at_every_call() {
    Authorization.Snapshot grant = connection(anna);
    Node node = new Node();
    node.token(grant);
    node.tokens.refused(grant);
    assertThat(node.token(grant)).as("it was only just bought").startsWith("access-1-");
    clock.now = NOON.plusSeconds(61);
    node.tokens.refused(grant);
    assertThat(node.token(grant)).startsWith("access-2-");
    node.tokens.refused(grant);
    assertThat(node.token(grant)).startsWith("access-2-");
    assertThat(new Node().token(grant)).startsWith("access-2-");
  }

  @Test
  void a_token_is_renewed_early_when_a_third_of_its_life_is_left_and_not_before() {
    Authorization.Snapshot grant = connection(anna);
    Node node = new Node();
    node.token(grant);
    Instant at = renewal(grant).renewAt().orElseThrow();
    assertThat(at).isBetween(NOON.plus(Duration.ofMinutes(34)), NOON.plus(Duration.ofMinutes(40)));
    clock.now = at.minusMillis(1);
    node.tokens.early(grant, READER);
    assertThat(renewals(grant)).isEqualTo(1);
    clock.now = at;
    new Node().tokens.early(grant, READER);
    node.tokens.early(grant, READER);
    assertThat(renewals(grant)).isEqualTo(2);
  }

  @Test
  void what_is_due_is_asked_for_fairly_between_sellers() {
    SellerId bert = new SellerId(UUID.randomUUID());
    portal.seller(bert, UUID.randomUUID());
    List<ConnectionId> annas = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      annas.add(connection(anna).id());
    }
    ConnectionId berts = connection(bert).id();
    Authorization.Snapshot fresh = connection(bert);
    portal.run(
        () -> {
          Renewal renewal = Renewal.none(bert, fresh.id());
          renewal.renewed(NOON, Optional.empty(), NOON.plusSeconds(60), Optional.empty());
          renewals.save(renewal);
        });
    List<Renewals.Due> due =
        portal.in(() -> renewals.due(NOON, 10_000)).stream()
            .filter(d -> d.seller().equals(anna) || d.seller().equals(bert))
            .toList();
    assertThat(due.stream().map(Renewals.Due::connection))
        .containsExactlyInAnyOrder(annas.get(0), annas.get(1), annas.get(2), berts);
    assertThat(due.subList(0, 2).stream().map(Renewals.Due::seller))
        .containsExactlyInAnyOrder(anna, bert);
  }

  @Test
  void a_turn_is_taken_by_one_at_a_time_and_falls_with_its_connection()
      throws InterruptedException, ExecutionException {
    Turns here = new PostgresTurns(TestDatabase.pool("lockkeeper_jobs"), Duration.ofSeconds(30));
    Turns impatient =
        new PostgresTurns(TestDatabase.pool("lockkeeper_jobs"), Duration.ofMillis(50));
    ConnectionId id = new ConnectionId(UUID.randomUUID());
    CountDownLatch taken = new CountDownLatch(1);
    CountDownLatch done = new CountDownLatch(1);
    try (ExecutorService threads = Executors.newFixedThreadPool(1)) {
      Future<Boolean> holder =
          threads.submit(
              () ->
                  here.<Boolean>alone(
                      id,
                      () -> {
                        taken.countDown();
                        try {
                          return done.await(30, TimeUnit.SECONDS);
                        } catch (InterruptedException e) {
                          throw new IllegalStateException(e);
                        }
                      }));
      taken.await();
      assertThatThrownBy(() -> impatient.<Boolean>alone(id, () -> true))
          .isInstanceOfSatisfying(
              PlatformTrouble.class,
              e -> assertThat(e.kind()).isEqualTo(PlatformTrouble.Kind.THROTTLED));
      assertThat(impatient.<Boolean>alone(new ConnectionId(UUID.randomUUID()), () -> true))
          .isTrue();
      done.countDown();
      assertThat(holder.get()).isTrue();
      assertThat(impatient.<Boolean>alone(id, () -> true)).isTrue();
    }
  }

  @Test
  void while_our_own_secret_store_is_down_no_grant_lapses_however_often_it_is_tried() {
    Authorization.Snapshot grant = connection(anna);
    Node node = new Node();
    store.down = true;
    for (int attempt = 0; attempt < 5; attempt++) {
      assertThatThrownBy(() -> node.token(grant))
          .isInstanceOfSatisfying(
              PlatformTrouble.class,
              trouble -> {
                assertThat(trouble.kind()).isEqualTo(PlatformTrouble.Kind.UNAVAILABLE);
                assertThat(trouble.retryAfter()).isPresent();
              });
      clock.now = clock.now.plus(Duration.ofHours(1));
    }
    assertThat(shop.calls).hasValue(0);
    assertThat(standing(grant)).isInstanceOf(Standing.Active.class);
    store.down = false;
    assertThat(node.token(grant)).isEqualTo("access-1-" + grant.account());
  }

  @Test
  void a_refusal_that_comes_after_the_seller_has_authorised_again_ends_nothing() {
    Authorization.Snapshot grant = connection(anna);
    Node node = new Node();
    shop.during =
        () -> {
          shop.during = () -> {};
          // The seller authorises again while the old token is on its way.
          shop.good.put(grant.account(), "lasting-new");
          store.values.put(grant.secret(), "lasting-new");
          node.steps.forget(anna, grant.id());
        };
    assertThatThrownBy(() -> node.token(grant))
        .isInstanceOfSatisfying(
            PlatformTrouble.class,
            trouble -> assertThat(trouble.kind()).isEqualTo(PlatformTrouble.Kind.UNAVAILABLE));
    assertThat(standing(grant)).isInstanceOf(Standing.Active.class);
    assertThat(store.values).containsEntry(grant.secret(), "lasting-new");
    assertThat(node.token(grant)).isEqualTo("access-1-" + grant.account());
  }

  @Test
  void what_an_overtaken_renewal_brings_is_not_stored_over_the_new_grant() {
    Authorization.Snapshot grant = connection(anna);
    Node node = new Node();
    shop.during =
        () -> {
          shop.during = () -> {};
          store.values.put(grant.secret(), "lasting-new");
          node.steps.forget(anna, grant.id());
        };
    assertThatThrownBy(() -> node.token(grant)).isInstanceOf(PlatformTrouble.class);
    assertThat(store.values).containsEntry(grant.secret(), "lasting-new");
  }
}
