package org.lockkeeper.integration.amazon;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lockkeeper.orders.RecipientDetails;

class AmazonAddressTest {

  private static RecipientDetails to(
      String name,
      List<String> lines,
      @Nullable String city,
      @Nullable String region,
      @Nullable String postalCode,
      String country) {
    return new RecipientDetails(
        name,
        Optional.empty(),
        lines,
        Optional.ofNullable(city),
        Optional.ofNullable(region),
        Optional.ofNullable(postalCode),
        country,
        Optional.of("+12085550123"),
        Optional.of("ada@example.com"));
  }

  private static boolean fits(RecipientDetails to) {
    return AmazonAddress.of(to).isPresent();
  }

  @ParameterizedTest(name = "a {0} of {1}: {2}")
  @CsvSource({
    "name, 1, true",
    "name, 50, true",
    "name, 51, false",
    "line, 60, true",
    "line, 61, false",
    "city, 50, true",
    "city, 51, false",
    "region, 150, true",
    "region, 151, false",
    "code, 20, true",
    "code, 21, false"
  })
  @Tag("ASVS-V1.3.3")
  void a_part_that_is_too_long_is_for_a_person(String part, int length, boolean fits) {
    String text = "a".repeat(length);
    RecipientDetails to =
        to(
            part.equals("name") ? text : "Ada Lovelace",
            List.of(part.equals("line") ? text : "1234 Analytical Way"),
            part.equals("city") ? text : "Boise",
            part.equals("region") ? text : "ID",
            part.equals("code") ? text : "83702",
            "US");
    assertThat(fits(to)).isEqualTo(fits);
  }

  @ParameterizedTest(name = "\"{0}\" of {1}: {2} lines")
  @CsvSource({
    "1234 Analytical Way, 1, 1",
    "1234 Analytical Way, 3, 3",
    "1234 Analytical Way, 4, 0",
    "1234 Analytical Way by the very long river that flows to the sea, 1, 2",
    "1234 Analytical Way by the very long river that flows to the sea, 2, 0"
  })
  void what_does_not_fit_a_line_moves_to_the_next_and_is_never_cut(
      String line, int times, int lines) {
    String[] all = new String[times];
    Arrays.fill(all, line);
    var json = AmazonAddress.of(to("Ada Lovelace", List.of(all), "Boise", "ID", "83702", "US"));
    assertThat(json.isPresent()).isEqualTo(lines > 0);
    json.ifPresent(
        address -> {
          List<String> sent =
              List.of("addressLine1", "addressLine2", "addressLine3").stream()
                  .filter(address::containsKey)
                  .map(address::getString)
                  .toList();
          assertThat(sent).hasSize(lines).allMatch(one -> one.length() <= 60);
          assertThat(String.join(" ", sent)).isEqualTo(String.join(" ", all));
        });
  }

  @Test
  void a_firm_stands_above_the_street() {
    RecipientDetails to =
        new RecipientDetails(
            "Ada Lovelace",
            Optional.of("Analytical Engines"),
            List.of("1234 Analytical Way"),
            Optional.of("Boise"),
            Optional.of("ID"),
            Optional.of("83702"),
            "US",
            Optional.of("+1208555012345678901"),
            Optional.empty());
    var json = AmazonAddress.of(to).orElseThrow();
    assertThat(json.getString("addressLine1")).isEqualTo("Analytical Engines");
    assertThat(json.getString("addressLine2")).isEqualTo("1234 Analytical Way");
    assertThat(json.containsKey("phone")).isTrue();
    assertThat(json.containsKey("email")).isFalse();
  }

  @Test
  @Tag("ASVS-V2.2.3")
  void japan_has_no_city_and_everybody_else_must() {
    RecipientDetails tokyo =
        to("Ada Lovelace", List.of("1-1 Chiyoda"), "Chiyoda-ku", "Tokyo", "100-8111", "JP");
    assertThat(AmazonAddress.of(tokyo).orElseThrow().containsKey("city")).isFalse();
    assertThat(fits(to("Ada Lovelace", List.of("1-1 Chiyoda"), null, "Tokyo", "100-8111", "JP")))
        .isTrue();
    assertThat(fits(to("Ada Lovelace", List.of("1234 Analytical Way"), null, "ID", "1", "US")))
        .isFalse();
  }

  @Test
  void what_cannot_be_delivered_to_is_for_a_person() {
    List<String> line = List.of("1234 Analytical Way");
    assertThat(fits(to("", line, "Boise", "ID", "83702", "US"))).isFalse();
    assertThat(fits(to("Ada Lovelace", List.of(), "Boise", "ID", "83702", "US"))).isFalse();
    assertThat(fits(to("Ada Lovelace", line, "Boise", "ID", null, "US"))).isFalse();
    assertThat(fits(to("Ada Lovelace", line, "Boise", "ID", "83702", ""))).isFalse();
    assertThat(fits(to("Ada Lovelace", line, "Boise", "ID", "83702", "us"))).isFalse();
    assertThat(fits(to("Ada Lovelace", line, "Boise", null, "83702", "US"))).isTrue();
  }

  @Test
  void a_masked_address_is_never_shipped_to() {
    List<String> line = List.of("1234 Analytical Way");
    assertThat(fits(to("A** L*******", line, "Boise", "ID", "83702", "US"))).isFalse();
    assertThat(fits(to("Ada Lovelace", List.of("12** ****"), "Boise", "ID", "83702", "US")))
        .isFalse();
    assertThat(fits(to("Ada Lovelace", line, "B****", "ID", "83702", "US"))).isFalse();
    assertThat(fits(to("Ada Lovelace", line, "Boise", "ID", "83***", "US"))).isFalse();
  }
}
