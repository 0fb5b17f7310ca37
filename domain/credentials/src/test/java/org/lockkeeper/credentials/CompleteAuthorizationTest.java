package org.lockkeeper.credentials;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lockkeeper.kernel.Actor;
import org.lockkeeper.kernel.ConnectionId;
import org.lockkeeper.kernel.DomainEvent;
import org.lockkeeper.kernel.Ids;
import org.lockkeeper.kernel.PlatformTrouble;
import org.lockkeeper.kernel.Purpose;
import org.lockkeeper.kernel.SellerId;

class CompleteAuthorizationTest {

  private static final SellerId SELLER = SellerId.of("01900000-0000-7000-8000-00000000000a");
  private static final SellerId OTHER = SellerId.of("01900000-0000-7000-8000-00000000000b");
  private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
  private static final Platform SHOP = new Platform("shopify");
  private static final Actor ACTOR = new Actor.Task("test");
  private static final URI CALLBACK = URI.create("https://portal.example/connect/shopify/callback");

  private Instant now = NOON;
  private final Clock clock = new MovingClock();
  private final List<DomainEvent> announced = new ArrayList<>();
  private final Shops shops = new Shops();
  private final Grants grants = new Grants();
  private final Attempts attempts = new Attempts();
  private final Vault vault = new Vault();
  private final BeginAuthorization begin =
      new BeginAuthorization(shops, attempts, grants, new SecureRandom(), clock);
  private final CompleteAuthorization complete =
      new CompleteAuthorization(
          shops,
          new TakeAttempt(attempts, clock),
          new AcceptGrant(
              grants,
              grants,
              vault,
              vault,
              announced::add,
              new Ids(clock, new SecureRandom()),
              clock),
          new NoTokens(),
          clock);

  private String begun(String answer) {
    return state(begin.of(SELLER, "session-1", SHOP, answer, CALLBACK));
  }

  private static String state(BeginAuthorization.Result result) {
    String consent = ((BeginAuthorization.Result.Go) result).consent().toString();
    return consent.substring(consent.indexOf("state=") + 6);
  }

  private CompleteAuthorization.Result back(String state, String shop) {
    return back(SELLER, "session-1", Map.of("state", state, "shop", shop, "code", "c"));
  }

  private CompleteAuthorization.Result back(
      SellerId seller, String session, Map<String, String> query) {
    return complete.of(seller, session, SHOP, query, CALLBACK, ACTOR);
  }

  private void nothingIsStored() {
    assertThat(grants.rows).isEmpty();
    assertThat(vault.stored).isEmpty();
    assertThat(announced).isEmpty();
  }

  @Test
  void a_seller_who_agrees_is_connected_with_row_secret_and_news() {
    assertThat(back(begun("ada"), "ada"))
        .isInstanceOfSatisfying(
            CompleteAuthorization.Result.Connected.class, c -> assertThat(c.renewed()).isFalse());
    assertThat(vault.stored.values()).containsExactly("lasting-1");
    assertThat(announced).hasSize(1).first().isInstanceOf(SellerAuthorized.class);
  }

  @Test
  @Tag("ASVS-V11.5.1")
  void the_state_is_kept_as_a_digest_only_and_has_256_bits() {
    String state = begun("ada");
    assertThat(state).hasSize(43);
    assertThat(attempts.rows.values())
        .allSatisfy(a -> assertThat(a.toString()).doesNotContain(state));
  }

  @ParameterizedTest(name = "{0} after it began: good = {1}")
  @CsvSource({"PT9M59S, true", "PT10M, false", "P1D, false"})
  void a_state_is_good_for_less_than_ten_minutes(Duration later, boolean good) {
    String state = begun("ada");
    now = NOON.plus(later);
    if (good) {
      assertThat(back(state, "ada")).isInstanceOf(CompleteAuthorization.Result.Connected.class);
    } else {
      assertThat(back(state, "ada"))
          .isEqualTo(new CompleteAuthorization.Result.NotOurs(TakeAttempt.Why.EXPIRED));
      nothingIsStored();
    }
  }

  @Test
  @Tag("ASVS-V10.2.1")
  void a_state_is_good_once_whatever_came_back_with_it() {
    String state = begun("ada");
    assertThat(back(SELLER, "session-1", Map.of("state", state, "forged", "yes")))
        .isEqualTo(new CompleteAuthorization.Result.Forged());
    assertThat(back(state, "ada"))
        .isEqualTo(new CompleteAuthorization.Result.NotOurs(TakeAttempt.Why.REPLAYED));
    nothingIsStored();
  }

  @Test
  @Tag("ASVS-V10.1.2")
  void a_state_is_worth_nothing_in_another_session_for_another_seller_or_if_it_never_was() {
    assertThat(back(SELLER, "session-2", Map.of("state", begun("ada"), "shop", "ada", "code", "c")))
        .isEqualTo(new CompleteAuthorization.Result.NotOurs(TakeAttempt.Why.OTHER_SESSION));
    assertThat(back(OTHER, "session-1", Map.of("state", begun("ada"), "shop", "ada", "code", "c")))
        .isEqualTo(new CompleteAuthorization.Result.NotOurs(TakeAttempt.Why.UNKNOWN));
    assertThat(back("x".repeat(43), "ada"))
        .isEqualTo(new CompleteAuthorization.Result.NotOurs(TakeAttempt.Why.UNKNOWN));
    assertThat(back("", "ada"))
        .isEqualTo(new CompleteAuthorization.Result.NotOurs(TakeAttempt.Why.UNKNOWN));
    nothingIsStored();
  }

  @Test
  void who_says_no_has_stored_nothing() {
    assertThat(back(SELLER, "session-1", Map.of("state", begun("ada"), "error", "access_denied")))
        .isEqualTo(new CompleteAuthorization.Result.Denied());
    nothingIsStored();
  }

  @Test
  @Tag("ASVS-V10.2.2")
  void another_shop_than_the_one_asked_for_is_refused_before_its_code_is_exchanged() {
    assertThat(back(begun("ada"), "byron"))
        .isEqualTo(new CompleteAuthorization.Result.WrongAccount("ada", "byron"));
    assertThat(shops.exchanges).isZero();
    nothingIsStored();
  }

  @Test
  void a_shop_of_another_seller_is_refused_and_what_that_seller_has_is_not_ended() {
    grants.elsewhere.add("ada");
    assertThat(back(begun("ada"), "ada"))
        .isEqualTo(new CompleteAuthorization.Result.AccountOfAnotherSeller("ada"));
    assertThat(shops.ended).isZero();
    nothingIsStored();
  }

  @Test
  void without_a_right_that_is_needed_nothing_is_stored_and_the_grant_is_ended_at_the_platform() {
    shops.given = Set.of("read_orders");
    assertThat(back(begun("ada"), "ada"))
        .isEqualTo(new CompleteAuthorization.Result.ScopesMissing(Set.of("write_fulfillments")));
    assertThat(shops.ended).isEqualTo(1);
    nothingIsStored();
  }

  @Test
  void authorizing_again_renews_the_connection_and_wakes_a_lapsed_one() {
    back(begun("ada"), "ada");
    ConnectionId id = grants.rows.keySet().iterator().next();
    Authorization lapsed = grants.find(SELLER, id).orElseThrow();
    lapsed.lapsed(now, Standing.Cause.REFUSED);
    grants.save(lapsed);
    String state = state(begin.again(SELLER, "session-1", id, CALLBACK));
    assertThat(back(state, "ada"))
        .isInstanceOfSatisfying(
            CompleteAuthorization.Result.Connected.class, c -> assertThat(c.renewed()).isTrue());
    assertThat(grants.rows).hasSize(1);
    assertThat(grants.find(SELLER, id).orElseThrow().snapshot().usable()).isTrue();
    assertThat(vault.stored.values()).containsExactly("lasting-2");
    assertThat(announced).last().isInstanceOf(AuthorizationRenewed.class);
  }

  @Test
  void authorizing_again_with_another_account_changes_nothing() {
    back(begun("ada"), "ada");
    ConnectionId id = grants.rows.keySet().iterator().next();
    String state = state(begin.again(SELLER, "session-1", id, CALLBACK));
    assertThat(back(state, "byron"))
        .isEqualTo(new CompleteAuthorization.Result.WrongAccount("ada", "byron"));
    assertThat(vault.stored.values()).containsExactly("lasting-1");
  }

  @ParameterizedTest
  @CsvSource({
    "UNAUTHORIZED, CodeRefused",
    "REFUSED, ApplicationRefused",
    "UNAVAILABLE, PlatformUnavailable",
    "DOUBTFUL, PlatformUnavailable",
    "THROTTLED, PlatformUnavailable"
  })
  void a_code_that_cannot_be_exchanged_is_told_as_what_it_is(
      PlatformTrouble.Kind kind, String result) {
    shops.trouble = Optional.of(kind);
    assertThat(back(begun("ada"), "ada").getClass().getSimpleName()).isEqualTo(result);
    nothingIsStored();
  }

  @Test
  void an_answer_that_names_no_account_leads_nowhere() {
    assertThat(begin.of(SELLER, "session-1", SHOP, "not a shop", CALLBACK))
        .isEqualTo(new BeginAuthorization.Result.UnusableAnswer());
    assertThat(attempts.rows).isEmpty();
  }

  private final class MovingClock extends Clock {
    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }

    @Override
    public Instant instant() {
      return now;
    }
  }

  private static final class NoTokens implements AccessTokens {
    @Override
    public Secret of(Authorization.Snapshot grant, Actor reader) {
      throw new IllegalStateException("nobody calls here");
    }

    @Override
    public void refused(Authorization.Snapshot grant) {}
  }

  private static final class Shops implements AuthorizationServers, AuthorizationServer {

    private Set<String> given = Set.of("read_orders", "write_fulfillments");
    private Optional<PlatformTrouble.Kind> trouble = Optional.empty();
    private int exchanges;
    private int ended;

    @Override
    public Optional<AuthorizationServer> of(Platform platform) {
      return Optional.<AuthorizationServer>of(this).filter(s -> platform.equals(SHOP));
    }

    @Override
    public List<AuthorizationServer> all() {
      return List.of(this);
    }

    @Override
    public Platform platform() {
      return SHOP;
    }

    @Override
    public List<Scope> scopes() {
      return List.of(new Scope("read_orders", true), new Scope("write_fulfillments", true));
    }

    @Override
    public Question question() {
      return new Question(Question.Kind.ACCOUNT, List.of());
    }

    @Override
    public URI consent(String answer, String state, URI callback) {
      if (answer.contains(" ")) {
        throw new UnusableAnswer();
      }
      return URI.create("https://shop.example/consent?state=" + state);
    }

    @Override
    public Callback read(Map<String, String> query) {
      if (query.containsKey("forged")) {
        return new Callback.Forged();
      }
      return query.containsKey("error")
          ? new Callback.Denied()
          : new Callback.Agreed(
              query.getOrDefault("shop", ""), Secret.of(query.getOrDefault("code", "")), Map.of());
    }

    @Override
    public Grant exchange(SellerId seller, String answer, Callback.Agreed agreed, URI callback) {
      trouble.ifPresent(
          kind -> {
            throw new PlatformTrouble("shopify.token.exchange", kind);
          });
      exchanges++;
      return new Grant(
          agreed.account(),
          agreed.account(),
          given,
          Map.of(),
          Optional.empty(),
          new Tokens(
              TokenStyle.REPLACED,
              Secret.of("lasting-" + exchanges),
              Optional.of(NOON.plus(Duration.ofDays(90))),
              Optional.of(new Tokens.Access(Secret.of("access"), NOON.plusSeconds(3600)))));
    }

    @Override
    public Tokens renew(Authorization.Snapshot grant, Secret lasting) {
      throw new IllegalStateException("nobody renews here");
    }

    @Override
    public void test(Authorization.Snapshot grant, Secret access) {}

    @Override
    public boolean end(Authorization.Snapshot grant, Secret access) {
      ended++;
      return true;
    }

    @Override
    public void testApplication(Secret applicationSecret) {}
  }

  private static final class Attempts implements AuthorizationAttempts {

    private final Map<String, AuthorizationAttempt> rows = new HashMap<>();

    @Override
    public void add(AuthorizationAttempt attempt) {
      rows.put(attempt.stateDigest(), attempt);
    }

    @Override
    public Optional<AuthorizationAttempt> findForUpdate(SellerId seller, String stateDigest) {
      return Optional.ofNullable(rows.get(stateDigest)).filter(a -> a.seller().equals(seller));
    }

    @Override
    public void save(AuthorizationAttempt attempt) {
      rows.put(attempt.stateDigest(), attempt);
    }

    @Override
    public void forgetEndedBefore(SellerId seller, Instant instant) {
      rows.values().removeIf(a -> a.seller().equals(seller) && a.until().isBefore(instant));
    }
  }

  private static final class Vault implements SecretVault, SecretCare {

    private final Map<SecretRef, String> stored = new LinkedHashMap<>();

    @Override
    public Optional<Secret> open(
        SellerId seller, SecretRef ref, Stage stage, Actor reader, Purpose purpose) {
      return Optional.ofNullable(stored.get(ref)).map(Secret::of);
    }

    @Override
    public void store(SellerId seller, SecretRef ref, Secret value, Actor writer) {
      stored.put(ref, value.reveal(bytes -> new String(bytes, StandardCharsets.UTF_8)));
    }

    @Override
    public void propose(SellerId seller, SecretRef ref, Secret value, Actor writer) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void promote(SellerId seller, SecretRef ref, Actor writer) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void discard(SellerId seller, SecretRef ref, Stage stage, Actor writer) {}

    @Override
    public void destroy(SellerId seller, SecretRef ref, Actor writer) {
      stored.remove(ref);
    }

    @Override
    public List<Held> held(SellerId seller, SecretRef ref) {
      return List.of();
    }
  }

  private static final class Grants implements Authorizations, PlatformAccounts {

    private final Map<ConnectionId, Authorization.Snapshot> rows = new LinkedHashMap<>();
    private final List<String> elsewhere = new ArrayList<>();

    @Override
    public Optional<Authorization> find(SellerId seller, ConnectionId id) {
      return Optional.ofNullable(rows.get(id))
          .filter(row -> row.seller().equals(seller))
          .map(Authorization::restore);
    }

    @Override
    public List<Authorization> all(SellerId seller) {
      return rows.keySet().stream().flatMap(id -> find(seller, id).stream()).toList();
    }

    @Override
    public void add(Authorization authorization, byte[] endpointDigest) {
      rows.put(authorization.snapshot().id(), authorization.snapshot());
    }

    @Override
    public void save(Authorization authorization) {
      rows.put(authorization.snapshot().id(), authorization.snapshot());
    }

    @Override
    public Optional<Authorization> behindEndpoint(byte[] endpointDigest) {
      throw new UnsupportedOperationException();
    }

    @Override
    public boolean openToAnother(SellerId seller, Platform platform, String account) {
      return elsewhere.contains(account);
    }

    @Override
    public List<Authorization.Snapshot> of(Platform platform, String account) {
      throw new UnsupportedOperationException();
    }
  }
}
