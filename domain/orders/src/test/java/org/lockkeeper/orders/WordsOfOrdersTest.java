package org.lockkeeper.orders;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.lockkeeper.orders.OrderBuilder.NOON;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lockkeeper.kernel.OrderId;

class WordsOfOrdersTest {

  @ParameterizedTest(name = "{0} in {1} {2} {3} is shown as {4}")
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      value = {
        "Ada Lovelace | Boise | ID | US | A•• L•••••••, Boise ID",
        "Ada | - | - | JP | A••, JP",
        "A B | Boise | - | US | A• B•, Boise US",
        "Ada-Augusta-King-of-Lovelace | Boise | ID | US | A••••••••, Boise ID",
        "'' | Boise | ID | US | Boise ID",
        "Ádá 😀x | Boise | ID | US | Á•• 😀•, Boise ID"
      })
  void a_masked_recipient_shows_first_letters_and_the_place(
      String name, String city, String region, String country, String masked) {
    RecipientDetails details =
        new RecipientDetails(
            name,
            Optional.empty(),
            List.of("1234 Analytical Way"),
            Optional.ofNullable(city),
            Optional.ofNullable(region),
            Optional.of("83702"),
            country,
            Optional.of("+12085550123"),
            Optional.of("ada@example.com"));
    assertThat(details.masked()).isEqualTo(masked);
  }

  @Test
  void a_buyer_does_not_print_herself() {
    ChannelOrder told = Ada.order("1001", NOON);
    FulfilmentNetwork.Shipment shipment =
        new FulfilmentNetwork.Shipment(
            new FulfilmentId("LK-1"),
            "#1001",
            NOON,
            ShippingSpeed.STANDARD,
            told.lines(),
            Ada.LOVELACE);
    ChannelDelivery delivery =
        new ChannelDelivery(
            Map.of("X-Name", "Ada"), "Ada Lovelace".getBytes(StandardCharsets.UTF_8));
    for (Object visitor :
        List.of(Ada.LOVELACE, told, shipment, delivery, new ChannelEvent.Ordered(told))) {
      assertThat(visitor.toString()).doesNotContain(Ada.WORDS);
    }
    assertThat(new Ciphertext(new byte[] {65, 100, 97})).hasToString("Ciphertext[3 bytes]");
  }

  @Test
  void blank_street_lines_are_no_lines() {
    RecipientDetails details =
        new RecipientDetails(
            "Ada Lovelace",
            Optional.empty(),
            List.of(" ", "1234 Analytical Way", ""),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            "US",
            Optional.empty(),
            Optional.empty());
    assertThat(details.lines()).containsExactly("1234 Analytical Way");
  }

  @Test
  void an_order_has_one_fulfilment_id_that_says_nothing_but_which_order() {
    OrderId order = OrderId.of("01900000-0000-7000-8000-000000000001");
    assertThat(FulfilmentId.of(order)).hasToString("LK-01900000000070008000000000000001");
    assertThat(FulfilmentId.of(order)).isEqualTo(FulfilmentId.of(order));
    assertThat(FulfilmentId.of(order).value()).hasSizeLessThanOrEqualTo(40);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "LK 1", "LK/1", "LK#1", "LK.1", "12345678901234567890123456789012345678901"})
  void what_amazon_would_lose_is_no_fulfilment_id(String text) {
    assertThatThrownBy(() -> new FulfilmentId(text)).isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "10 01", "10/01", "1001'", "ada@example.com", "{}"})
  void what_is_no_number_of_a_channel_is_no_channel_order_id(String text) {
    assertThatThrownBy(() -> new ChannelOrderId(Ada.SHOP, text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageNotContaining("ada");
  }

  @ParameterizedTest(name = "{0} characters: {1}")
  @CsvSource({"1, true", "64, true", "65, false"})
  void a_channel_order_number_has_at_most_64_characters(int length, boolean good) {
    String number = "1".repeat(length);
    if (good) {
      assertThat(new ChannelOrderId(Ada.SHOP, number).number()).isEqualTo(number);
    } else {
      assertThatThrownBy(() -> new ChannelOrderId(Ada.SHOP, number))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void a_line_without_units_is_no_line() {
    assertThatThrownBy(() -> new OrderLine("l1", "TEA", "Tea", 0))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void a_header_is_found_by_its_name_in_any_case() {
    ChannelDelivery delivery = new ChannelDelivery(Map.of("X-Shopify-Topic", "t"), new byte[0]);
    assertThat(delivery.header("x-shopify-TOPIC")).contains("t");
    assertThat(delivery.header("absent")).isEmpty();
  }

  @Test
  void every_exception_has_somebody_who_must_act_or_nobody() {
    assertThat(ExceptionClass.values()).allSatisfy(c -> assertThat(c.owner()).isNotNull());
  }
}
