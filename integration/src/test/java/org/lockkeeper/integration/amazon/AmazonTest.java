package org.lockkeeper.integration.amazon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lockkeeper.credentials.AccessTokens;
import org.lockkeeper.credentials.Authorization;
import org.lockkeeper.credentials.AuthorizationServer;
import org.lockkeeper.credentials.Authorizations;
import org.lockkeeper.credentials.FindAuthorization;
import org.lockkeeper.credentials.Grant;
import org.lockkeeper.credentials.Platform;
import org.lockkeeper.credentials.Secret;
import org.lockkeeper.credentials.SecretRef;
import org.lockkeeper.credentials.SecretVault;
import org.lockkeeper.credentials.TokenStyle;
import org.lockkeeper.credentials.Tokens;
import org.lockkeeper.integration.http.TestOutbound;
import org.lockkeeper.kernel.Actor;
import org.lockkeeper.kernel.ConnectionId;
import org.lockkeeper.kernel.PlatformTrouble;
import org.lockkeeper.kernel.Purpose;
import org.lockkeeper.kernel.SellerId;
import org.lockkeeper.orders.Ada;
import org.lockkeeper.orders.ExceptionClass;
import org.lockkeeper.orders.FulfilmentId;
import org.lockkeeper.orders.FulfilmentNetwork;
import org.lockkeeper.orders.OrderBuilder;
import org.lockkeeper.orders.Parcel;
import org.lockkeeper.orders.ShippingSpeed;

class AmazonTest {

  private static final SellerId SELLER = OrderBuilder.SELLER;
  private static final Instant NOON = OrderBuilder.NOON;
  private static final FulfilmentId ID = new FulfilmentId("LK-0190");
  private static final FulfilmentNetwork.Shipment SHIPMENT =
      new FulfilmentNetwork.Shipment(
          ID,
          "#1001 für Ada",
          NOON.plusNanos(5),
          ShippingSpeed.EXPEDITED,
          Ada.order("1001", NOON).lines(),
          Ada.LOVELACE);

  private static final String ECHO =
      """
      "destinationAddress": {"name": "Ada Lovelace", "addressLine1": "1234 Analytical Way",
        "city": "Boise", "postalCode": "83702", "phone": "+12085550123"}
      """;

  private final TestOutbound amazon = new TestOutbound();
  private final List<Purpose> secretsRead = new ArrayList<>();
  private String inventory = stock(9, 9);
  private int status = 200;
  private String body = "{}";
  private String found = "{}";
  private int foundStatus = 404;
  private Map<String, String> rateHeader = Map.of();
  private final AmazonFulfilmentNetwork network = network();

  private AmazonFulfilmentNetwork network() {
    String address = "http://" + amazon.address();
    AmazonSettings settings =
        new AmazonSettings(
            address,
            address + "/auth/o2/token",
            address + "/{region}/apps/authorize/consent",
            "client-1",
            "application-1",
            true,
            "ATVPDKIKX0DER");
    Clock clock = Clock.fixed(NOON, ZoneOffset.UTC);
    AccessTokens tokens =
        new BoughtTokens(
            new AmazonAuthorizationServer(new Vault(), amazon.outbound(), settings, clock));
    SpApi api =
        new SpApi(new FindAuthorization(new OneGrant()), tokens, amazon.outbound(), settings);
    amazon.answers(this::answer);
    return new AmazonFulfilmentNetwork(api, new Stock(api));
  }

  private TestOutbound.Reply answer(TestOutbound.Call call) {
    if (call.path().equals("/auth/o2/token")) {
      return new TestOutbound.Reply(
          200, "{\"access_token\": \"Atza|token\", \"expires_in\": 3600}");
    }
    if (call.path().startsWith("/fba/inventory/")) {
      return new TestOutbound.Reply(200, inventory);
    }
    if (call.method().equals("GET") && call.path().contains("/fulfillmentOrders/")) {
      return new TestOutbound.Reply(foundStatus, found, rateHeader);
    }
    return new TestOutbound.Reply(status, body);
  }

  private void answers(int newStatus, String newBody) {
    status = newStatus;
    body = newBody;
  }

  private void finds(String newBody) {
    foundStatus = 200;
    found = newBody;
  }

  private static String stock(int mugs, int teas) {
    return """
        {"payload": {"inventorySummaries": [
          {"sellerSku": "MUG-RED", "inventoryDetails": {"fulfillableQuantity": %d}},
          {"sellerSku": "TEA", "totalQuantity": %d}]}}
        """
        .formatted(mugs, teas);
  }

  private List<TestOutbound.Call> calls(String part) {
    return amazon.calls.stream().filter(call -> call.path().contains(part)).toList();
  }

  private static JsonObject json(TestOutbound.Call call) {
    try (var reader = Json.createReader(new StringReader(call.body()))) {
      return reader.readObject();
    }
  }

  @AfterEach
  void nothing_of_the_buyer_is_in_the_call_log() {
    assertThat(amazon.log.toString()).doesNotContain(Ada.WORDS);
    amazon.close();
  }

  @Test
  void a_create_names_the_order_the_address_and_the_items_and_nothing_else() {
    answers(200, "{}");
    assertThat(network.place(SELLER, SHIPMENT))
        .isEqualTo(new FulfilmentNetwork.Placement.Accepted());
    TestOutbound.Call call = calls("/fulfillmentOrders").getLast();
    assertThat(call.method()).isEqualTo("POST");
    assertThat(call.token()).contains("Atza|token");
    JsonObject json = json(call);
    assertThat(json.keySet())
        .containsExactlyInAnyOrder(
            "marketplaceId",
            "sellerFulfillmentOrderId",
            "displayableOrderId",
            "displayableOrderDate",
            "displayableOrderComment",
            "shippingSpeedCategory",
            "fulfillmentAction",
            "fulfillmentPolicy",
            "destinationAddress",
            "items");
    assertThat(json.getString("sellerFulfillmentOrderId")).isEqualTo("LK-0190");
    assertThat(json.getString("displayableOrderId")).isEqualTo("#1001 fur Ada");
    assertThat(json.getString("displayableOrderDate")).isEqualTo("2026-11-21T12:00:00Z");
    assertThat(json.getString("shippingSpeedCategory")).isEqualTo("Expedited");
    assertThat(json.getString("fulfillmentPolicy")).isEqualTo("FillOrKill");
    assertThat(json.getJsonObject("destinationAddress").getString("name"))
        .isEqualTo("Ada Lovelace");
    assertThat(json.getJsonObject("destinationAddress").keySet()).doesNotContain("email");
    assertThat(json.getJsonArray("items").getJsonObject(0).toString())
        .isEqualTo(
            "{\"sellerSku\":\"MUG-RED\",\"sellerFulfillmentOrderItemId\":\"l1\",\"quantity\":2}");
    assertThat(call.body()).doesNotContain("example.com");
  }

  @ParameterizedTest(name = "{0} to a create: {1}")
  @CsvSource({
    "401, UNAUTHORIZED",
    "403, UNAUTHORIZED",
    "429, THROTTLED",
    "500, DOUBTFUL",
    "502, DOUBTFUL",
    "503, DOUBTFUL",
    "302, DOUBTFUL"
  })
  void what_a_status_means_for_a_create(int newStatus, PlatformTrouble.Kind kind) {
    answers(newStatus, "{\"errors\": [{\"message\": \"Ada Lovelace\"}]}");
    assertThatThrownBy(() -> network.place(SELLER, SHIPMENT))
        .isInstanceOfSatisfying(
            PlatformTrouble.class,
            e -> {
              assertThat(e.kind()).isEqualTo(kind);
              assertThat(e).hasMessage("amazon.createFulfillmentOrder: " + kind).hasNoCause();
            });
  }

  @ParameterizedTest(name = "{0} to a look: {1}")
  @CsvSource({
    "401, UNAUTHORIZED",
    "429, THROTTLED",
    "500, UNAVAILABLE",
    "503, UNAVAILABLE",
    "400, REFUSED"
  })
  void what_a_status_means_for_a_look(int newStatus, PlatformTrouble.Kind kind) {
    foundStatus = newStatus;
    assertThatThrownBy(() -> network.find(SELLER, ID))
        .isInstanceOfSatisfying(PlatformTrouble.class, e -> assertThat(e.kind()).isEqualTo(kind));
  }

  @Test
  void an_answer_that_is_no_json_leaves_a_create_in_doubt() {
    answers(200, "<html>Ada Lovelace</html>");
    assertThatThrownBy(() -> network.place(SELLER, SHIPMENT))
        .isInstanceOfSatisfying(
            PlatformTrouble.class,
            e -> assertThat(e.kind()).isEqualTo(PlatformTrouble.Kind.DOUBTFUL));
  }

  @ParameterizedTest(name = "refused as {0}, there = {1}")
  @CsvSource({"400, true", "409, true", "422, true", "400, false"})
  void a_refused_duplicate_counts_as_there_if_it_is_there(int newStatus, boolean there) {
    answers(newStatus, "{\"errors\": [{\"code\": \"InvalidInput\", \"message\": \"Ada\"}]}");
    if (there) {
      finds("{\"payload\": {\"fulfillmentOrder\": {\"fulfillmentOrderStatus\": \"Planning\"}}}");
    }
    assertThat(network.place(SELLER, SHIPMENT))
        .isEqualTo(
            there
                ? new FulfilmentNetwork.Placement.Accepted()
                : new FulfilmentNetwork.Placement.Refused(
                    ExceptionClass.REFUSED_BY_AMAZON, Optional.of("InvalidInput")));
  }

  @Test
  void the_address_that_amazon_echoes_gets_into_nothing() {
    finds(
        """
        {"payload": {"fulfillmentOrder": {"sellerFulfillmentOrderId": "LK-0190",
            "fulfillmentOrderStatus": "Processing", "statusUpdatedDate": "2026-11-21T12:00:00Z",
            "displayableOrderComment": "Ada Lovelace", "notificationEmails": ["ada@example.com"],
            %s},
          "fulfillmentShipments": [{"fulfillmentShipmentStatus": "SHIPPED",
            "fulfillmentShipmentPackage": [
              {"packageNumber": 7, "carrierCode": "AMZN_US", "trackingNumber": "TBA7"}]}]}}
        """
            .formatted(ECHO));
    FulfilmentNetwork.Standing standing = network.find(SELLER, ID).orElseThrow();
    assertThat(standing)
        .isEqualTo(
            new FulfilmentNetwork.Standing(
                FulfilmentNetwork.Standing.State.IN_WORK,
                NOON,
                List.of(
                    OrderBuilder.parcel(
                        7, Optional.of("TBA7"), Parcel.Status.IN_TRANSIT, Optional.empty()))));
    assertThat(standing.toString()).doesNotContain(Ada.WORDS);

    answers(
        200,
        """
        {"payload": {"packageNumber": 7, "currentStatus": "DELIVERED",
          "shipToAddress": {"city": "Boise"}, "signedForBy": "Ada Lovelace",
          "trackingEvents": [{"eventCode": "EVENT_301", "eventDate": "2026-11-20T10:00:00Z",
            "eventAddress": {"city": "Boise", "postalCode": "83702"}}]}}
        """);
    FulfilmentNetwork.Track track = network.track(SELLER, 7);
    assertThat(track)
        .isEqualTo(
            new FulfilmentNetwork.Track(
                Parcel.Status.DELIVERED, Optional.of(Instant.parse("2026-11-20T10:00:00Z"))));
    assertThat(track.toString()).doesNotContain(Ada.WORDS);

    answers(200, "{" + ECHO + "}");
    assertThat(network.place(SELLER, SHIPMENT).toString()).doesNotContain(Ada.WORDS);
    assertThat(new SpApi.Answer.Ok(Json.createObjectBuilder().add("n", "Ada").build()).toString())
        .doesNotContain("Ada");
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource({
    "Received, IN_WORK",
    "Planning, IN_WORK",
    "Processing, IN_WORK",
    "Complete, ALL_SHIPPED",
    "CompletePartialled, ALL_SHIPPED",
    "Cancelled, CANCELLED",
    "Unfulfillable, UNFULFILLABLE",
    "Invalid, UNFULFILLABLE",
    "Something new, IN_WORK"
  })
  void amazons_words_for_an_order_in_ours(String word, FulfilmentNetwork.Standing.State state) {
    finds("{\"payload\": {\"fulfillmentOrder\": {\"fulfillmentOrderStatus\": \"" + word + "\"}}}");
    assertThat(network.find(SELLER, ID).orElseThrow().state()).isEqualTo(state);
  }

  @ParameterizedTest(name = "{0} with {1}: {2}")
  @CsvSource({
    "IN_TRANSIT, EVENT_201, IN_TRANSIT",
    "IN_TRANSIT, EVENT_301, DELIVERED",
    "DELIVERED, EVENT_201, DELIVERED",
    "RETURNED, EVENT_309, RETURNED",
    "UNDELIVERABLE, EVENT_302, RETURNED",
    "REFUND_ISSUED, EVENT_201, LOST",
    "Something new, EVENT_201, IN_TRANSIT"
  })
  void amazons_words_for_a_parcel_in_ours(String word, String event, Parcel.Status expected) {
    answers(
        200,
        "{\"payload\": {\"currentStatus\": \""
            + word
            + "\", \"trackingEvents\": [{\"eventCode\": \""
            + event
            + "\", \"eventDate\": \"2026-11-20T10:00:00Z\"}]}}");
    FulfilmentNetwork.Track track = network.track(SELLER, 7);
    assertThat(track.status()).isEqualTo(expected);
    assertThat(track.settledAt().isPresent()).isEqualTo(expected != Parcel.Status.IN_TRANSIT);
  }

  @Test
  void a_parcel_that_tracking_does_not_know_yet_is_on_its_way() {
    answers(404, "");
    assertThat(network.track(SELLER, 7))
        .isEqualTo(new FulfilmentNetwork.Track(Parcel.Status.IN_TRANSIT, Optional.empty()));
  }

  @ParameterizedTest(name = "{0}, then {1}: {2}")
  @CsvSource({
    "200, -, CANCELLED",
    "404, -, CANCELLED",
    "400, Cancelled, CANCELLED",
    "400, Processing, TOO_LATE"
  })
  void what_became_of_a_cancellation(
      int newStatus, String then, FulfilmentNetwork.CancelAnswer answer) {
    answers(newStatus, "");
    finds("{\"payload\": {\"fulfillmentOrder\": {\"fulfillmentOrderStatus\": \"" + then + "\"}}}");
    assertThat(network.cancel(SELLER, ID)).isEqualTo(answer);
  }

  private static String preview(String speed, boolean possible, String more) {
    return """
        {"payload": {"fulfillmentPreviews": [{"shippingSpeedCategory": "%s",
          "isFulfillable": %b %s}]}}
        """
        .formatted(speed, possible, more);
  }

  @Test
  void a_preview_tells_arrival_and_fee() {
    answers(
        200,
        preview(
            "Expedited",
            true,
            """
            , "estimatedFees": [{"amount": {"currencyCode": "USD", "value": "5.45"}},
                {"amount": {"currencyCode": "USD", "value": "2.50"}}],
            "fulfillmentPreviewShipments": [
              {"earliestArrivalDate": "2026-11-24T00:00:00Z",
               "latestArrivalDate": "2026-11-25T00:00:00Z"},
              {"earliestArrivalDate": "2026-11-23T00:00:00Z",
               "latestArrivalDate": "2026-11-26T00:00:00Z"}]
            """));
    assertThat(network.preview(SELLER, SHIPMENT))
        .isEqualTo(
            new FulfilmentNetwork.Preview.Possible(
                Optional.of(Instant.parse("2026-11-23T00:00:00Z")),
                Optional.of(Instant.parse("2026-11-26T00:00:00Z")),
                Optional.of("7.95 USD")));
  }

  @Test
  void what_cannot_be_shipped_has_a_cause() {
    answers(200, preview("Standard", true, ""));
    assertThat(cause()).isEqualTo(ExceptionClass.SPEED_NOT_OFFERED);
    answers(
        200,
        preview("Expedited", false, ", \"unfulfillablePreviewItems\": [{\"sellerSku\": \"TEA\"}]"));
    assertThat(cause()).isEqualTo(ExceptionClass.ITEM_NOT_ELIGIBLE);
    answers(400, "{\"errors\": [{\"code\": \"InvalidInput\"}]}");
    assertThat(cause()).isEqualTo(ExceptionClass.REFUSED_BY_AMAZON);
  }

  @ParameterizedTest(name = "{0} mugs and {1} teas: {2}")
  @CsvSource({"1, 9, NO_FBA_STOCK", "0, 0, NO_FBA_STOCK", "9, 9, SPEED_NOT_OFFERED"})
  void what_is_short_is_named(int mugs, int teas, ExceptionClass expected) {
    inventory = stock(mugs, teas);
    answers(200, preview("Expedited", false, ""));
    assertThat(cause()).isEqualTo(expected);
  }

  @Test
  void a_sku_that_amazon_does_not_know_is_unmapped() {
    inventory = "{\"payload\": {\"inventorySummaries\": []}}";
    assertThat(network.preview(SELLER, SHIPMENT))
        .isEqualTo(
            new FulfilmentNetwork.Preview.Impossible(
                ExceptionClass.UNMAPPED_SKU, Optional.of("MUG-RED, TEA")));
    assertThat(calls("/preview")).isEmpty();
  }

  private ExceptionClass cause() {
    return switch (network.preview(SELLER, SHIPMENT)) {
      case FulfilmentNetwork.Preview.Impossible no -> no.cause();
      case FulfilmentNetwork.Preview.Possible p -> throw new AssertionError("possible");
    };
  }

  @Test
  void a_token_is_fetched_once_and_forgotten_when_it_is_refused() {
    network.find(SELLER, ID);
    network.find(SELLER, ID);
    assertThat(calls("/auth/o2/token")).hasSize(1);
    assertThat(calls("/auth/o2/token").getFirst().body())
        .isEqualTo(
            "grant_type=refresh_token&refresh_token=Atzr%7Crefresh+me"
                + "&client_id=client-1&client_secret=hush%26hush");
    assertThat(secretsRead).containsOnly(Purpose.API_CALL).hasSize(2);
    foundStatus = 403;
    assertThatThrownBy(() -> network.find(SELLER, ID)).isInstanceOf(PlatformTrouble.class);
    foundStatus = 404;
    network.find(SELLER, ID);
    assertThat(calls("/auth/o2/token")).hasSize(2);
  }

  @Test
  void without_a_grant_nothing_is_called() {
    assertThatThrownBy(() -> network.find(OrderBuilder.OTHER_SELLER, ID))
        .isInstanceOfSatisfying(
            PlatformTrouble.class,
            e -> assertThat(e.kind()).isEqualTo(PlatformTrouble.Kind.UNAUTHORIZED));
    assertThat(amazon.calls).isEmpty();
  }

  @Test
  void each_operation_has_a_plan_of_its_own_and_the_answer_tells_its_rate() {
    rateHeader = Map.of("x-amzn-RateLimit-Limit", "5.0");
    for (int i = 0; i <= SpApi.Operation.GET.burst(); i++) {
      network.find(SELLER, ID);
    }
    assertThatThrownBy(() -> network.find(SELLER, ID))
        .isInstanceOfSatisfying(
            PlatformTrouble.class,
            e -> {
              assertThat(e.kind()).isEqualTo(PlatformTrouble.Kind.THROTTLED);
              assertThat(e.retryAfter()).contains(Duration.ofMillis(400));
            });
    network.place(SELLER, SHIPMENT);
  }

  @Test
  void a_call_that_can_wait_leaves_a_third_of_the_plan_to_those_that_cannot() {
    int watched = 0;
    try {
      while (watched < 1000) {
        network.watch(SELLER, ID);
        watched++;
      }
    } catch (PlatformTrouble e) {
      assertThat(e.kind()).isEqualTo(PlatformTrouble.Kind.THROTTLED);
    }
    assertThat(watched).isEqualTo(20);
  }

  private final class Vault implements SecretVault {

    @Override
    public Optional<Secret> open(
        SellerId seller, SecretRef ref, Stage stage, Actor reader, Purpose purpose) {
      secretsRead.add(purpose);
      return Optional.of(
          Secret.of(seller.equals(SellerId.PLATFORM) ? "hush&hush" : "Atzr|refresh me"));
    }

    @Override
    public void store(SellerId seller, SecretRef ref, Secret value, Actor writer) {
      throw new UnsupportedOperationException();
    }
  }

  /** Buys with the adapter under test, and keeps what it bought until it is refused. */
  private final class BoughtTokens implements AccessTokens {

    private final AuthorizationServer server;
    private Optional<String> held = Optional.empty();

    BoughtTokens(AuthorizationServer server) {
      this.server = server;
    }

    @Override
    public Secret of(Authorization.Snapshot grant, Actor reader) {
      if (held.isEmpty()) {
        try (Secret lasting =
                new Vault()
                    .open(
                        grant.seller(),
                        grant.secret(),
                        SecretVault.Stage.CURRENT,
                        reader,
                        Purpose.API_CALL)
                    .orElseThrow();
            Tokens bought = server.renew(grant, lasting)) {
          held =
              Optional.of(
                  bought
                      .access()
                      .orElseThrow()
                      .token()
                      .reveal(bytes -> new String(bytes, StandardCharsets.UTF_8)));
        }
      }
      return Secret.of(held.orElseThrow());
    }

    @Override
    public void refused(Authorization.Snapshot grant) {
      held = Optional.empty();
    }
  }

  private static final class OneGrant implements Authorizations {

    private final Authorization grant =
        Authorization.granted(
            new ConnectionId(new UUID(1, 1)),
            SELLER,
            Platform.AMAZON,
            new Grant(
                "A1",
                "A1",
                Set.of(),
                Map.of(),
                Optional.empty(),
                new Tokens(
                    TokenStyle.REFRESHED, Secret.of("hush"), Optional.empty(), Optional.empty())),
            NOON);

    @Override
    public Optional<Authorization> find(SellerId seller, ConnectionId id) {
      throw new UnsupportedOperationException();
    }

    @Override
    public List<Authorization> all(SellerId seller) {
      return seller.equals(SELLER) ? List.of(grant) : List.of();
    }

    @Override
    public void add(Authorization authorization, byte[] endpointDigest) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void save(Authorization authorization) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Optional<Authorization> behindEndpoint(byte[] endpointDigest) {
      throw new UnsupportedOperationException();
    }
  }
}
