package org.lockkeeper.integration.tiktokshop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.lockkeeper.integration.tiktokshop.TikTokWorld.CONNECTION;
import static org.lockkeeper.integration.tiktokshop.TikTokWorld.ORDER;
import static org.lockkeeper.integration.tiktokshop.TikTokWorld.SELLER;
import static org.lockkeeper.integration.tiktokshop.TikTokWorld.code;
import static org.lockkeeper.integration.tiktokshop.TikTokWorld.ok;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lockkeeper.integration.http.TestOutbound;
import org.lockkeeper.kernel.PlatformTrouble;
import org.lockkeeper.orders.ChannelDelivery;
import org.lockkeeper.orders.ChannelEvent;
import org.lockkeeper.orders.ChannelOrder;
import org.lockkeeper.orders.ChannelOrderId;
import org.lockkeeper.orders.OrderLine;
import org.lockkeeper.orders.Parcel;
import org.lockkeeper.orders.RecipientDetails;
import org.lockkeeper.orders.SalesChannel;
import org.lockkeeper.orders.SalesChannel.CancelAnswer;
import org.lockkeeper.orders.SalesChannel.Report;
import org.lockkeeper.orders.SalesChannel.UnreadableDelivery;
import org.lockkeeper.orders.ShippingSpeed;

class TikTokShopChannelTest {

  private static final String DETAIL = "/order/202309/orders";
  private static final String PACKAGES =
      "/fulfillment/202309/orders/" + ORDER.number() + "/packages";
  private static final String PROVIDERS =
      "/logistics/202309/delivery_options/7000/shipping_providers";
  private static final String CANCELLATIONS = "/return_refund/202309/cancellations/search";

  private static final String ADDRESS =
      """
      {"name": "Ada Lovelace", "phone_number": "(+1)2085550123", "region_code": "US",
       "address_line1": "1234 Analytical Way", "address_line2": "Apt 4", "address_line3": "",
       "address_line4": "Boise", "postal_code": "83702", "full_address": "not read",
       "district_info": [
         {"address_level": "L0", "address_level_name": "Country", "address_name": "United States"},
         {"address_level": "L1", "address_level_name": "State", "address_name": "Idaho"},
         {"address_level": "L2", "address_level_name": "County", "address_name": "Ada County"},
         {"address_level": "L3", "address_level_name": "City", "address_name": "Boise"}]}
      """;

  private static final String UNITS =
      """
      [{"id": "1", "seller_sku": "MUG", "product_name": "Mug", "display_status": "AWAITING_SHIPMENT"},
       {"id": "2", "seller_sku": "TEA", "product_name": "Tea", "display_status": "AWAITING_SHIPMENT"},
       {"id": "3", "seller_sku": "MUG", "product_name": "Mug", "display_status": "AWAITING_SHIPMENT"},
       {"id": "4", "seller_sku": "SET", "product_name": "Tea set",
        "display_status": "AWAITING_SHIPMENT",
        "combined_listing_skus": [{"seller_sku": "MUG", "sku_count": 2},
                                  {"seller_sku": "POT", "sku_count": 1}]},
       {"id": "5", "seller_sku": "TEA", "product_name": "Tea", "display_status": "CANCELLED"}]
      """;

  private final TikTokWorld world = new TikTokWorld();

  @AfterEach
  void close() {
    world.close();
  }

  private static String order(String status, String address, String units, String more) {
    return """
        {"id": "%s", "status": "%s", "create_time": 1788000000, "update_time": 1788000060,
         "shipping_type": "SELLER", "fulfillment_type": "FULFILLMENT_BY_SELLER",
         "delivery_option_id": "7000", "delivery_option_name": "Standard shipping",
         "buyer_email": "alias@example.com", "recipient_address": %s, "line_items": %s %s}
        """
        .formatted(ORDER.number(), status, address, units, more);
  }

  private void has(String order) {
    world.answer(DETAIL, "{\"orders\": [" + order + "]}");
  }

  private ChannelOrder fetched() {
    return world.channel.fetch(SELLER, CONNECTION, ORDER).orElseThrow();
  }

  private static ChannelDelivery body(String text) {
    return new ChannelDelivery(Map.of(), text.getBytes(StandardCharsets.UTF_8));
  }

  // What comes in

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "01_order_status_change.json, Changed",
    "01_order_status_change.cancel.json, Changed",
    "03_recipient_address_update.json, Changed",
    "06_seller_deauthorization.json, Uninstalled",
    "07_upcoming_authorization_expiration.json, GrantEnding",
    "11_cancellation_status_change.json, CancelRequested"
  })
  void the_messages_of_the_contract_are_understood(String name, String event) throws IOException {
    ChannelDelivery delivery =
        new ChannelDelivery(
            Map.of(),
            Files.readAllBytes(SignaturesTest.shared("tiktokshop/webhooks-synthetic/" + name)));
    assertThat(world.channel.read(delivery).getClass().getSimpleName()).isEqualTo(event);
    assertThat(world.channel.head(delivery).account()).isEqualTo(TikTokWorld.SHOP_ID);
    assertThat(world.channel.head(delivery).deliveryId()).startsWith("73800662840100");
  }

  @Test
  void a_message_without_a_notification_id_is_known_by_what_it_is_about() {
    String old =
        "{\"type\":1,\"shop_id\":\"7\",\"timestamp\":5,"
            + "\"data\":{\"order_id\":\"9\",\"order_status\":\"UNPAID\",\"update_time\":4}}";
    assertThat(world.channel.head(body(old)).deliveryId()).isEqualTo("t1-9-UNPAID-4");
    assertThat(world.channel.head(body(old.replace("\"timestamp\":5", "\"timestamp\":6"))))
        .isEqualTo(world.channel.head(body(old)));
    assertThat(world.channel.head(body(old.replace("UNPAID", "ON_HOLD"))))
        .isNotEqualTo(world.channel.head(body(old)));
  }

  @Test
  void the_end_of_a_grant_is_an_instant() {
    assertThat(
            world.channel.read(body("{\"type\":7,\"data\":{\"expiration_time\":\"1790592000\"}}")))
        .isEqualTo(new ChannelEvent.GrantEnding(Instant.ofEpochSecond(1790592000L)));
  }

  @ParameterizedTest(name = "{0} by {1}: {2}")
  @CsvSource({
    "CANCELLATION_REQUEST_PENDING, BUYER, CancelRequested",
    "CANCELLATION_REQUEST_PENDING, SELLER, Changed",
    "CANCELLATION_REQUEST_SUCCESS, BUYER, Changed",
    "CANCELLATION_REQUEST_CANCELLED, BUYER, Changed",
    "CANCELLATION_REQUEST_CANCEL, BUYER, Changed",
    "CANCELLATION_REQUEST_COMPLETE, SYSTEM, Changed"
  })
  void only_a_buyers_pending_wish_waits_for_an_answer(String status, String role, String event) {
    assertThat(
            world
                .channel
                .read(
                    body(
                        "{\"type\":11,\"data\":{\"order_id\":\"9\",\"cancellations_role\":\""
                            + role
                            + "\",\"cancel_status\":\""
                            + status
                            + "\"}}"))
                .getClass()
                .getSimpleName())
        .isEqualTo(event);
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 4, 5, 12, 36, 9999})
  void other_messages_are_nothing_for_us(int type) {
    assertThat(world.channel.read(body("{\"type\":" + type + ",\"data\":{}}")))
        .isEqualTo(new ChannelEvent.Irrelevant());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "{}",
        "{\"type\":1}",
        "{\"type\":1,\"data\":{\"order_id\":\"<b>\"}}",
        "{\"type\":7,\"data\":{}}",
        "{\"type\":-1}"
      })
  void what_cannot_be_understood_is_said_to_be_so(String text) {
    assertThatThrownBy(() -> world.channel.read(body(text))).isInstanceOf(UnreadableDelivery.class);
  }

  // An order

  @Test
  void an_order_is_read_through_an_allowlist() {
    has(order("AWAITING_SHIPMENT", ADDRESS, UNITS, ""));
    assertThat(fetched())
        .isEqualTo(
            new ChannelOrder(
                ORDER,
                ORDER.number(),
                Instant.ofEpochSecond(1788000000L),
                Instant.ofEpochSecond(1788000060L),
                ChannelOrder.Standing.OPEN,
                ShippingSpeed.STANDARD,
                List.of(
                    new OrderLine("1", "MUG", "Mug", 4),
                    new OrderLine("2", "TEA", "Tea", 1),
                    new OrderLine("4-1", "POT", "Tea set", 1)),
                Optional.of(
                    new RecipientDetails(
                        "Ada Lovelace",
                        Optional.empty(),
                        List.of("1234 Analytical Way", "Apt 4"),
                        Optional.of("Boise"),
                        Optional.of("ID"),
                        Optional.of("83702"),
                        "US",
                        Optional.of("(+1)2085550123"),
                        Optional.empty()))));
  }

  @Test
  void the_shop_is_named_by_its_cipher_and_the_request_signed_at_the_clocks_time() {
    has(order("AWAITING_SHIPMENT", ADDRESS, UNITS, ""));
    fetched();
    TestOutbound.Call call = world.calls(DETAIL).getFirst();
    Map<String, String> query = TikTokWorld.query(call);
    assertThat(query)
        .containsEntry("shop_cipher", TikTokWorld.CIPHER)
        .containsEntry("app_key", TikTokWorld.APP_KEY)
        .containsEntry("ids", ORDER.number())
        .containsEntry("timestamp", String.valueOf(world.clock.now.getEpochSecond()))
        .containsEntry(
            "sign",
            RequestSignature.of("hush-now".getBytes(StandardCharsets.UTF_8), DETAIL, query, ""));
    assertThat(call.token()).contains("TTP_1");
    assertThat(call.path()).doesNotContain("TTP_1").doesNotContain("hush");
    assertThat(String.join("\n", world.platform.log)).doesNotContain("?").doesNotContain("hush");
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource({
    "UNPAID, HELD",
    "ON_HOLD, HELD",
    "SOMETHING_NEW, HELD",
    "AWAITING_SHIPMENT, OPEN",
    "PARTIALLY_SHIPPING, OPEN",
    "AWAITING_COLLECTION, NOTHING_TO_SHIP",
    "IN_TRANSIT, NOTHING_TO_SHIP",
    "DELIVERED, NOTHING_TO_SHIP",
    "COMPLETED, NOTHING_TO_SHIP",
    "CANCELLED, CANCELLED",
    "CANCEL, CANCELLED"
  })
  void the_state_decides_what_is_to_be_done(String status, ChannelOrder.Standing standing) {
    has(order(status, ADDRESS, UNITS, ""));
    assertThat(fetched().standing()).isEqualTo(standing);
    assertThat(fetched().recipient().isPresent()).isEqualTo(standing == ChannelOrder.Standing.OPEN);
  }

  @Test
  void an_order_that_the_buyer_may_still_take_back_is_held() {
    has(order("AWAITING_SHIPMENT", ADDRESS, UNITS, ", \"is_on_hold_order\": true"));
    assertThat(fetched().standing()).isEqualTo(ChannelOrder.Standing.HELD);
    assertThat(fetched().recipient()).isEmpty();
  }

  @Test
  void what_tiktok_ships_itself_is_not_ours() {
    has(
        order("AWAITING_SHIPMENT", ADDRESS, UNITS, "")
            .replace("\"shipping_type\": \"SELLER\"", "\"shipping_type\": \"TIKTOK\""));
    assertThat(fetched().standing()).isEqualTo(ChannelOrder.Standing.CHANNEL_SHIPS);
    has(
        order("AWAITING_SHIPMENT", ADDRESS, UNITS, "")
            .replace("FULFILLMENT_BY_SELLER", "FULFILLMENT_BY_TIKTOK"));
    assertThat(fetched().standing()).isEqualTo(ChannelOrder.Standing.NOTHING_TO_SHIP);
  }

  @Test
  void a_sample_is_shipped_like_any_order() {
    has(order("AWAITING_SHIPMENT", ADDRESS, UNITS, ", \"is_sample_order\": true"));
    assertThat(fetched().standing()).isEqualTo(ChannelOrder.Standing.OPEN);
  }

  @ParameterizedTest(name = "{0} masked")
  @ValueSource(
      strings = {"Ada Lovelace", "1234 Analytical Way", "Apt 4", "83702", "\"Boise\"", "Idaho"})
  void a_masked_address_is_no_address(String part) {
    String masked =
        part.startsWith("\"") ? "\"B***e\"" : part.charAt(0) + "*".repeat(part.length() - 1);
    has(order("AWAITING_SHIPMENT", ADDRESS.replace(part, masked), UNITS, ""));
    assertThat(fetched().recipient()).isEmpty();
    assertThat(fetched().standing()).isEqualTo(ChannelOrder.Standing.OPEN);
  }

  @Test
  void a_masked_phone_is_left_out_and_the_parcel_finds_its_way() {
    has(order("AWAITING_SHIPMENT", ADDRESS.replace("(+1)2085550123", "(+1)208*****23"), UNITS, ""));
    assertThat(fetched().recipient().orElseThrow().phone()).isEmpty();
  }

  @Test
  void a_buyers_wish_to_cancel_has_to_be_answered_within_a_day() {
    has(
        order(
            "AWAITING_SHIPMENT",
            ADDRESS,
            UNITS,
            ", \"is_buyer_request_cancel\": true, \"request_cancel_time\": 1788000000"));
    assertThat(fetched().cancelRequest())
        .contains(
            new ChannelOrder.CancelRequest(
                Optional.of(Instant.ofEpochSecond(1788000000L).plus(Duration.ofDays(1)))));
  }

  @Test
  void an_order_that_tiktok_does_not_have_is_none() {
    world.answer(DETAIL, "{\"orders\": []}");
    assertThat(world.channel.fetch(SELLER, CONNECTION, ORDER)).isEmpty();
  }

  @Test
  void what_changed_is_asked_for_page_by_page() {
    world.answers.put(
        DETAIL + "/search",
        call -> {
          boolean first = !TikTokWorld.query(call).containsKey("page_token");
          return ok(
              "{\"orders\": [{\"id\": \""
                  + (first ? "1" : "2")
                  + "\", \"update_time\": 1788000000}], \"next_page_token\": \""
                  + (first ? "p2" : "")
                  + "\"}");
        });
    assertThat(
            world.channel.changedSince(SELLER, CONNECTION, Instant.ofEpochSecond(1787000000L), 250))
        .extracting(change -> change.order().number())
        .containsExactly("1", "2");
    TestOutbound.Call call = world.calls(DETAIL + "/search").getFirst();
    assertThat(TikTokWorld.body(call).getInt("update_time_ge")).isEqualTo(1787000000);
    Map<String, String> query = TikTokWorld.query(call);
    assertThat(query)
        .containsEntry("sort_field", "update_time")
        .containsEntry("sort_order", "ASC")
        .containsEntry("page_size", "100")
        .containsEntry(
            "sign",
            RequestSignature.of(
                "hush-now".getBytes(StandardCharsets.UTF_8),
                DETAIL + "/search",
                query,
                call.body()));
  }

  // How TikTok says no

  @ParameterizedTest(name = "{0} {1}: {2}")
  @CsvSource({
    "429, 0, THROTTLED",
    "200, 36009002, THROTTLED",
    "200, 105005, UNAUTHORIZED",
    "200, 101000, UNAUTHORIZED",
    "401, 105002, UNAUTHORIZED",
    "200, 106013, REFUSED",
    "401, 106001, REFUSED",
    "200, 36009003, REFUSED",
    "503, 0, UNAVAILABLE"
  })
  void a_code_says_what_to_do_next(int status, long code, PlatformTrouble.Kind kind) {
    world.answers.put(DETAIL, call -> code(status, code));
    assertThatThrownBy(() -> world.channel.fetch(SELLER, CONNECTION, ORDER))
        .isInstanceOfSatisfying(
            PlatformTrouble.class, trouble -> assertThat(trouble.kind()).isEqualTo(kind))
        .hasMessageNotContaining("Ada");
  }

  @Test
  void a_token_that_has_expired_is_asked_for_once_more() {
    world.answers.put(
        DETAIL,
        call ->
            world.calls(DETAIL).size() == 1
                ? code(401, 105002)
                : ok("{\"orders\": [" + order("AWAITING_SHIPMENT", ADDRESS, UNITS, "") + "]}"));
    assertThat(fetched().id()).isEqualTo(ORDER);
    assertThat(world.calls(DETAIL)).hasSize(2);
  }

  // Tracking back

  private static Parcel parcel(int number, String tracking, Map<String, Integer> contents) {
    return new Parcel(
        number,
        Optional.of("AMZN_US"),
        Optional.of(tracking),
        Parcel.Status.IN_TRANSIT,
        Optional.empty(),
        Optional.empty(),
        contents);
  }

  private Report report(Parcel parcel) {
    world.answer(
        PROVIDERS,
        "{\"shipping_providers\": [{\"id\": \"1\", \"name\": \"UPS\"},"
            + " {\"id\": \"2\", \"name\": \"Amazon\"}]}");
    world.answer(PACKAGES, "{\"package_id\": \"p1\"}");
    return world.channel.reportParcel(SELLER, CONNECTION, ORDER, parcel);
  }

  private String told() {
    return world.calls(PACKAGES).getLast().body();
  }

  @Test
  void a_parcel_takes_every_open_line_if_nobody_says_what_is_in_it() {
    has(order("AWAITING_SHIPMENT", ADDRESS, UNITS, ""));
    assertThat(report(parcel(1, "TBA001", Map.of()))).isEqualTo(Report.TAKEN);
    assertThat(told())
        .isEqualTo(
            "{\"tracking_number\":\"TBA001\",\"shipping_provider_id\":\"2\","
                + "\"order_line_item_ids\":[\"1\",\"2\",\"3\",\"4\"]}");
  }

  @Test
  void each_parcel_of_a_mixed_order_takes_its_own_lines() {
    has(order("AWAITING_SHIPMENT", ADDRESS, UNITS, ""));
    report(parcel(1, "TBA001", Map.of("MUG", 1, "TEA", 1)));
    assertThat(told()).contains("\"order_line_item_ids\":[\"1\",\"2\"]");
    report(parcel(2, "TBA002", Map.of("MUG", 2, "POT", 1)));
    assertThat(told()).contains("\"order_line_item_ids\":[\"1\",\"3\"]");
    report(parcel(3, "TBA003", Map.of("POT", 1)));
    assertThat(told()).contains("\"order_line_item_ids\":[\"4\"]");
  }

  @Test
  void the_rest_of_a_bundle_has_nothing_left_to_tell() {
    has(
        order(
            "PARTIALLY_SHIPPING",
            ADDRESS,
            UNITS.replace(
                "\"seller_sku\": \"SET\"", "\"seller_sku\": \"SET\", \"tracking_number\": \"T\""),
            ""));
    assertThat(report(parcel(3, "TBA003", Map.of("POT", 1)))).isEqualTo(Report.TAKEN);
    assertThat(world.calls(PACKAGES)).isEmpty();
  }

  @Test
  void told_twice_it_is_told_once() {
    has(
        order(
            "IN_TRANSIT",
            ADDRESS,
            "[{\"id\": \"1\", \"seller_sku\": \"MUG\", \"tracking_number\": \"TBA001\"}]",
            ""));
    assertThat(report(parcel(1, "TBA001", Map.of()))).isEqualTo(Report.TAKEN);
    assertThat(world.calls(PACKAGES)).isEmpty();
  }

  private Report renamed(Duration later) {
    Instant shipped = Instant.ofEpochSecond(1788000000L);
    world.clock.now = shipped.plus(later);
    has(
        order(
            "IN_TRANSIT",
            ADDRESS,
            "[{\"id\": \"1\", \"seller_sku\": \"MUG\", \"tracking_number\": \"TBA001\","
                + " \"package_id\": \"p1\", \"rts_time\": 1788000000}]",
            ""));
    world.answer("/fulfillment/202309/packages/p1/shipping_info/update", "{}");
    return report(
        new Parcel(
            1,
            Optional.of("AMZN_US"),
            Optional.of("TBA999"),
            Parcel.Status.IN_TRANSIT,
            Optional.empty(),
            Optional.of("TBA001")));
  }

  @Test
  void a_number_may_change_for_72_hours() {
    assertThat(renamed(Duration.ofDays(3).minusSeconds(1))).isEqualTo(Report.TAKEN);
    assertThat(
            world.calls("/fulfillment/202309/packages/p1/shipping_info/update").getFirst().body())
        .isEqualTo("{\"tracking_number\":\"TBA999\",\"shipping_provider_id\":\"2\"}");
  }

  @Test
  void after_72_hours_the_old_number_stays() {
    assertThat(renamed(Duration.ofDays(3))).isEqualTo(Report.TOO_LATE);
    assertThat(world.calls("/fulfillment/202309/packages/p1/shipping_info/update")).isEmpty();
  }

  @Test
  void the_provider_may_be_chosen_for_a_connection() {
    world.details.put("provider", "777");
    has(order("AWAITING_SHIPMENT", ADDRESS, UNITS, ""));
    report(parcel(1, "TBA001", Map.of()));
    assertThat(told()).contains("\"shipping_provider_id\":\"777\"");
    assertThat(world.calls(PROVIDERS)).isEmpty();
  }

  @Test
  void a_shop_without_amazon_among_its_providers_refuses_the_number() {
    has(order("AWAITING_SHIPMENT", ADDRESS, UNITS, ""));
    world.answer(PROVIDERS, "{\"shipping_providers\": [{\"id\": \"1\", \"name\": \"UPS\"}]}");
    assertThat(world.channel.reportParcel(SELLER, CONNECTION, ORDER, parcel(1, "TBA001", Map.of())))
        .isEqualTo(Report.REFUSED);
  }

  @Test
  void a_number_that_tiktok_refuses_is_refused_for_good() {
    has(order("AWAITING_SHIPMENT", ADDRESS, UNITS, ""));
    world.answer(PROVIDERS, "{\"shipping_providers\": [{\"id\": \"2\", \"name\": \"Amazon\"}]}");
    world.answers.put(PACKAGES, call -> code(200, 21011042));
    assertThat(world.channel.reportParcel(SELLER, CONNECTION, ORDER, parcel(1, "TBA001", Map.of())))
        .isEqualTo(Report.REFUSED);
  }

  @Test
  void a_call_that_broke_off_while_shipping_is_in_doubt() {
    has(order("AWAITING_SHIPMENT", ADDRESS, UNITS, ""));
    world.answer(PROVIDERS, "{\"shipping_providers\": [{\"id\": \"2\", \"name\": \"Amazon\"}]}");
    world.answers.put(PACKAGES, call -> new TestOutbound.Reply(500, ""));
    assertThatThrownBy(
            () ->
                world.channel.reportParcel(
                    SELLER, CONNECTION, ORDER, parcel(1, "TBA001", Map.of())))
        .isInstanceOfSatisfying(
            PlatformTrouble.class,
            trouble -> assertThat(trouble.kind()).isEqualTo(PlatformTrouble.Kind.DOUBTFUL));
  }

  @Test
  void a_cancelled_order_takes_no_parcel() {
    has(order("CANCELLED", ADDRESS, UNITS, ""));
    assertThat(report(parcel(1, "TBA001", Map.of()))).isEqualTo(Report.REFUSED);
    assertThat(world.calls(PACKAGES)).isEmpty();
  }

  // Where messages go

  @Test
  void each_kind_of_message_comes_to_our_address() {
    java.net.URI ours = java.net.URI.create("https://lockkeeper.example/webhooks/tiktokshop/t");
    world.answers.put(
        "/event/202309/webhooks",
        call ->
            ok(
                "{\"webhooks\": [{\"event_type\": \"ORDER_STATUS_CHANGE\", \"address\": \""
                    + ours
                    + "\"}]}"));
    assertThat(world.channel.listens(SELLER, CONNECTION, ours::equals)).isFalse();
    world.channel.listen(SELLER, CONNECTION, ours);
    assertThat(world.calls("/event/202309/webhooks"))
        .filteredOn(call -> call.method().equals("PUT"))
        .extracting(call -> TikTokWorld.body(call).getString("event_type"))
        .hasSize(5)
        .doesNotContain("ORDER_STATUS_CHANGE")
        .contains("SELLER_DEAUTHORIZATION", "CANCELLATION_STATUS_CHANGE");
  }

  // A buyer who wants to cancel

  private void waits(String status) {
    world.answer(
        CANCELLATIONS,
        "{\"cancellations\": [{\"cancel_id\": \"c1\", \"order_id\": \""
            + ORDER.number()
            + "\", \"cancel_status\": \""
            + status
            + "\"}]}");
    world.answer("/return_refund/202309/cancellations/c1/approve", "{}");
    world.answer("/return_refund/202309/cancellations/c1/reject", "{}");
    world.answer(
        "/return_refund/202309/reject_reasons",
        "{\"reasons\": [{\"name\": \"other\"}, {\"name\": \"seller_reject_product_has_been_packed\"},"
            + " {\"name\": \"seller_reject_product_shipped\"}]}");
  }

  private boolean answer(CancelAnswer answer) {
    return world.channel.answerCancel(SELLER, CONNECTION, ORDER, answer);
  }

  @Test
  void yes_is_an_approval() {
    waits("CANCELLATION_REQUEST_PENDING");
    assertThat(answer(CancelAnswer.AGREED)).isTrue();
    assertThat(world.calls("/return_refund/202309/cancellations/c1/approve")).hasSize(1);
  }

  @Test
  void no_is_a_rejection_that_says_that_it_has_left() {
    waits("CANCELLATION_REQUEST_PENDING");
    assertThat(answer(CancelAnswer.ALREADY_SHIPPED)).isTrue();
    assertThat(world.calls("/return_refund/202309/cancellations/c1/reject").getFirst().body())
        .isEqualTo("{\"reject_reason\":\"seller_reject_product_shipped\"}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"CANCELLATION_REQUEST_SUCCESS", "CANCELLATION_REQUEST_CANCEL", "COMPLETE"})
  void nobody_who_does_not_wait_is_answered(String status) {
    waits(status);
    assertThat(answer(CancelAnswer.AGREED)).isFalse();
    assertThat(world.platform.calls).noneMatch(call -> call.path().contains("approve"));
  }

  @Test
  void a_parcel_that_left_answers_the_buyer_before_it_is_told() {
    has(order("AWAITING_SHIPMENT", ADDRESS, UNITS, ", \"is_buyer_request_cancel\": true"));
    waits("CANCELLATION_REQUEST_PENDING");
    assertThat(report(parcel(1, "TBA001", Map.of()))).isEqualTo(Report.TAKEN);
    assertThat(world.platform.calls)
        .extracting(call -> java.net.URI.create(call.path()).getPath())
        .containsSubsequence("/return_refund/202309/cancellations/c1/reject", PACKAGES);
  }

  @Test
  void an_order_number_of_another_channel_finds_nothing() {
    has(order("AWAITING_SHIPMENT", ADDRESS, UNITS, ""));
    assertThat(
            world.channel.fetch(
                SELLER, CONNECTION, new ChannelOrderId(TikTokOrderJson.TIKTOK_SHOP, "1")))
        .isEmpty();
    assertThat(world.channel.name()).isEqualTo(TikTokOrderJson.TIKTOK_SHOP);
    assertThat((SalesChannel) world.channel).isNotNull();
  }
}
