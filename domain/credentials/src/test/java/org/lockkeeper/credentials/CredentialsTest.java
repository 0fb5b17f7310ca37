package org.lockkeeper.credentials;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lockkeeper.kernel.Actor;
import org.lockkeeper.kernel.ConnectionId;
import org.lockkeeper.kernel.DomainEvent;
import org.lockkeeper.kernel.ErrandHandler;
import org.lockkeeper.kernel.Ids;
import org.lockkeeper.kernel.Purpose;
import org.lockkeeper.kernel.SellerId;

class CredentialsTest {

  private static final SellerId SELLER = SellerId.of("01900000-0000-7000-8000-00000000000a");
  private static final SellerId OTHER = SellerId.of("01900000-0000-7000-8000-00000000000b");
  private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
  private static final Clock CLOCK = Clock.fixed(NOON, ZoneOffset.UTC);
  private static final Platform SHOP = new Platform("shopify");
  private static final Actor ACTOR = new Actor.Task("test");
  private static final String TOKEN = "endpoint-token-1234567890";

  private final List<String> journal = new ArrayList<>();
  private final InMemoryAuthorizations grants = new InMemoryAuthorizations();
  private final List<DomainEvent> announced = new ArrayList<>();
  private final RecordAuthorization record =
      new RecordAuthorization(
          grants, new JournalVault(), announced::add, new Ids(CLOCK, new SecureRandom()), CLOCK);
  private final RevokeAuthorization revoke = new RevokeAuthorization(grants, announced::add, CLOCK);
  private final FindAuthorization find = new FindAuthorization(grants);
  private final FindEndpoint endpoints = new FindEndpoint(grants);

  private void grant(SellerId seller, String account) {
    try (Grant given =
        new Grant(
            account,
            account,
            Set.of("read_orders"),
            Map.of(),
            Optional.empty(),
            new Tokens(
                TokenStyle.FIXED, Secret.of("shpat_secret"), Optional.empty(), Optional.empty()))) {
      record.granted(seller, SHOP, given, EndpointToken.read(TOKEN), ACTOR);
    }
  }

  private ConnectionId only() {
    return grants.rows.keySet().iterator().next();
  }

  @ParameterizedTest(name = "{0}, {1} after it lapsed: ended = {2}")
  @CsvSource({
    "REFUSED, PT335H59M59S, false",
    "REFUSED, PT336H, true",
    "EXPIRED, PT336H, true",
    "RENEWAL_LOST, P99D, false",
    "SECRET_LOST, P99D, false",
    "SUSPECTED, P99D, false"
  })
  void a_grant_that_the_platform_took_back_is_ended_after_14_days_unless_it_is_given_again(
      Standing.Cause cause, Duration since, boolean ends) {
    grant(SELLER, "ada");
    Authorization lapsed = grants.find(SELLER, only()).orElseThrow();
    lapsed.lapsed(NOON.minus(since), cause);
    grants.save(lapsed);
    EndLapsed end = new EndLapsed(find, revoke, CLOCK);
    ErrandHandler.Outcome outcome = end.run(EndLapsed.errand(SELLER, only()));
    assertThat(grants.find(SELLER, only()).orElseThrow().snapshot().standing())
        .isInstanceOf(ends ? Standing.Revoked.class : Standing.Lapsed.class);
    assertThat(outcome)
        .isEqualTo(
            cause == Standing.Cause.REFUSED && !ends
                ? new ErrandHandler.Outcome.Again(Duration.ofSeconds(1))
                : ErrandHandler.Outcome.DONE);
    assertThat(
            announced.stream()
                .filter(AuthorizationRevoked.class::isInstance)
                .map(AuthorizationRevoked.class::cast)
                .map(AuthorizationRevoked::accessEndedAt))
        .isEqualTo(ends ? List.of(NOON.minus(since)) : List.of());
  }

  @Test
  void a_secret_is_overwritten_when_it_is_closed_and_then_gives_nothing() {
    byte[] bytes = "hush".getBytes(StandardCharsets.UTF_8);
    Secret secret = new Secret(bytes);
    assertThat(secret.<String>reveal(b -> new String(b, StandardCharsets.UTF_8))).isEqualTo("hush");
    secret.close();
    assertThat(bytes).containsOnly(0);
    assertThatThrownBy(() -> secret.reveal(b -> b.length))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageNotContaining("hush");
    secret.close();
  }

  @Test
  void a_secret_is_overwritten_though_its_use_failed() {
    byte[] bytes = "hush".getBytes(StandardCharsets.UTF_8);
    assertThatThrownBy(
            () -> {
              try (Secret secret = new Secret(bytes)) {
                secret.reveal(
                    b -> {
                      throw new IllegalStateException("call failed");
                    });
              }
            })
        .isInstanceOf(IllegalStateException.class);
    assertThat(bytes).containsOnly(0);
  }

  @Test
  void a_secret_does_not_print_itself_and_is_not_written_to_streams() {
    try (Secret secret = Secret.of("hush")) {
      assertThat(secret).hasToString("Secret[withheld]");
    }
    assertThat(Serializable.class.isAssignableFrom(Secret.class)).isFalse();
    assertThat(EndpointToken.read(TOKEN).orElseThrow()).hasToString("EndpointToken[withheld]");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "ab", "A/secret", "../secret", "a secret", "a'b", "connection:1"})
  void what_is_no_path_is_no_pointer_to_a_secret(String path) {
    assertThatThrownBy(() -> new SecretRef(path)).isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest(name = "{0} characters: {1}")
  @CsvSource({"2, false", "3, true", "200, true", "201, false"})
  void a_path_has_3_to_200_characters(int length, boolean good) {
    String path = "a".repeat(length);
    if (good) {
      assertThat(new SecretRef(path)).hasToString(path);
    } else {
      assertThatThrownBy(() -> new SecretRef(path)).isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void an_app_secret_has_its_place() {
    assertThat(SecretRef.appSecret("shopify")).hasToString("app/shopify/client-secret");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "a", "Shopify", "1shop", "tik tok", "abcdefghijabcdefghijabcdefghijk"})
  void what_is_no_name_is_no_platform(String name) {
    assertThatThrownBy(() -> new Platform(name)).isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest(name = "{0} characters: {1}")
  @CsvSource({"19, false", "20, true", "64, true", "65, false"})
  void an_endpoint_token_has_20_to_64_characters(int length, boolean good) {
    assertThat(EndpointToken.read("a".repeat(length)).isPresent()).isEqualTo(good);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "12345678901234567890/",
        "12345678901234567890 ",
        "%2e%2e12345678901234567890"
      })
  void what_cannot_be_a_token_is_not_looked_up(String token) {
    assertThat(EndpointToken.read(token)).isEmpty();
  }

  @Test
  void a_grant_is_stored_with_a_pointer_to_its_secret() {
    grant(SELLER, "ada.myshopify.com");
    Authorization.Snapshot stored = find.usable(SELLER, SHOP).orElseThrow();
    assertThat(stored.secret()).hasToString("connection/" + stored.id());
    assertThat(stored.toString()).doesNotContain("shpat_secret");
    assertThat(journal).containsExactly("row", "secret connection/" + stored.id());
    assertThat(announced).containsExactly(new SellerAuthorized(SELLER, stored.id(), SHOP, NOON));
  }

  @Test
  void a_grant_recorded_twice_is_one_grant() {
    grant(SELLER, "ada.myshopify.com");
    grant(SELLER, "ada.myshopify.com");
    assertThat(grants.rows).hasSize(1);
    assertThat(announced).hasSize(1);
    assertThat(journal).hasSize(2);
  }

  @Test
  void another_account_is_another_grant_and_so_is_one_after_a_revocation() {
    grant(SELLER, "ada.myshopify.com");
    revoke.of(SELLER, only());
    grant(SELLER, "ada.myshopify.com");
    grant(SELLER, "byron.myshopify.com");
    assertThat(grants.rows).hasSize(3);
  }

  @Test
  void a_revoked_grant_is_of_no_use_and_revoked_once() {
    grant(SELLER, "ada.myshopify.com");
    ConnectionId id = only();
    EndpointToken token = EndpointToken.read(TOKEN).orElseThrow();
    assertThat(endpoints.by(token)).isPresent();
    announced.clear();
    revoke.of(SELLER, id);
    revoke.of(SELLER, id);
    assertThat(announced).containsExactly(new AuthorizationRevoked(SELLER, id, SHOP, NOON, NOON));
    assertThat(find.usable(SELLER, SHOP)).isEmpty();
    assertThat(find.usable(SELLER, id)).isEmpty();
    assertThat(endpoints.by(token)).isEmpty();
  }

  @Test
  void nobody_revokes_or_uses_the_grant_of_another_seller() {
    grant(SELLER, "ada.myshopify.com");
    announced.clear();
    revoke.of(OTHER, only());
    assertThat(announced).isEmpty();
    assertThat(find.usable(OTHER, only())).isEmpty();
    assertThat(find.usable(SELLER, only())).isPresent();
  }

  private final class JournalVault implements SecretVault {

    @Override
    public Optional<Secret> open(
        SellerId seller, SecretRef ref, Stage stage, Actor reader, Purpose purpose) {
      throw new IllegalStateException("nobody reads here");
    }

    @Override
    public void store(SellerId seller, SecretRef ref, Secret value, Actor writer) {
      journal.add("secret " + ref);
    }
  }

  private final class InMemoryAuthorizations implements Authorizations {

    private record Row(Authorization.Snapshot grant, String digest) {}

    private final Map<ConnectionId, Row> rows = new LinkedHashMap<>();

    @Override
    public Optional<Authorization> find(SellerId seller, ConnectionId id) {
      return Optional.ofNullable(rows.get(id))
          .filter(row -> row.grant().seller().equals(seller))
          .map(row -> Authorization.restore(row.grant()));
    }

    @Override
    public List<Authorization> all(SellerId seller) {
      return rows.keySet().stream().flatMap(id -> find(seller, id).stream()).toList();
    }

    @Override
    public void add(Authorization authorization, byte[] endpointDigest) {
      journal.add("row");
      rows.put(
          authorization.snapshot().id(),
          new Row(authorization.snapshot(), HexFormat.of().formatHex(endpointDigest)));
    }

    @Override
    public void save(Authorization authorization) {
      rows.computeIfPresent(
          authorization.snapshot().id(),
          (id, row) -> new Row(authorization.snapshot(), row.digest()));
    }

    @Override
    public Optional<Authorization> behindEndpoint(byte[] endpointDigest) {
      return rows.values().stream()
          .filter(row -> row.digest().equals(HexFormat.of().formatHex(endpointDigest)))
          .map(row -> Authorization.restore(row.grant()))
          .findFirst();
    }
  }
}
