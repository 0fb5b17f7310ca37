package org.lockkeeper.integration.tiktokshop;

import jakarta.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.lockkeeper.orders.RecipientDetails;

/**
 * Reads a recipient. TikTok masks parts of it with asterisks in some states and for some orders; a
 * masked name or address is no recipient at all, and a masked phone is left out (a parcel finds its
 * way without one).
 */
final class TikTokAddress {

  private static final Map<String, String> STATES =
      Map.ofEntries(
          Map.entry("alabama", "AL"),
          Map.entry("alaska", "AK"),
          Map.entry("arizona", "AZ"),
          Map.entry("arkansas", "AR"),
          Map.entry("california", "CA"),
          Map.entry("colorado", "CO"),
          Map.entry("connecticut", "CT"),
          Map.entry("delaware", "DE"),
          Map.entry("district of columbia", "DC"),
          Map.entry("florida", "FL"),
          Map.entry("georgia", "GA"),
          Map.entry("hawaii", "HI"),
          Map.entry("idaho", "ID"),
          Map.entry("illinois", "IL"),
          Map.entry("indiana", "IN"),
          Map.entry("iowa", "IA"),
          Map.entry("kansas", "KS"),
          Map.entry("kentucky", "KY"),
          Map.entry("louisiana", "LA"),
          Map.entry("maine", "ME"),
          Map.entry("maryland", "MD"),
          Map.entry("massachusetts", "MA"),
          Map.entry("michigan", "MI"),
          Map.entry("minnesota", "MN"),
          Map.entry("mississippi", "MS"),
          Map.entry("missouri", "MO"),
          Map.entry("montana", "MT"),
          Map.entry("nebraska", "NE"),
          Map.entry("nevada", "NV"),
          Map.entry("new hampshire", "NH"),
          Map.entry("new jersey", "NJ"),
          Map.entry("new mexico", "NM"),
          Map.entry("new york", "NY"),
          Map.entry("north carolina", "NC"),
          Map.entry("north dakota", "ND"),
          Map.entry("ohio", "OH"),
          Map.entry("oklahoma", "OK"),
          Map.entry("oregon", "OR"),
          Map.entry("pennsylvania", "PA"),
          Map.entry("puerto rico", "PR"),
          Map.entry("rhode island", "RI"),
          Map.entry("south carolina", "SC"),
          Map.entry("south dakota", "SD"),
          Map.entry("tennessee", "TN"),
          Map.entry("texas", "TX"),
          Map.entry("utah", "UT"),
          Map.entry("vermont", "VT"),
          Map.entry("virginia", "VA"),
          Map.entry("washington", "WA"),
          Map.entry("west virginia", "WV"),
          Map.entry("wisconsin", "WI"),
          Map.entry("wyoming", "WY"));

  private TikTokAddress() {}

  /** The recipient; empty if the address is missing or masked in any part that ships a parcel. */
  static Optional<RecipientDetails> recipient(JsonObject address) {
    Optional<String> name =
        TikTokJson.text(address, "name")
            .or(
                () ->
                    Stream.of("first_name", "last_name")
                        .flatMap(part -> TikTokJson.text(address, part).stream())
                        .reduce((first, last) -> first + " " + last));
    Optional<String> country =
        TikTokJson.text(address, "region_code").map(code -> code.toUpperCase(Locale.ROOT));
    Optional<String> region = district(address, List.of("state", "province", "region"), "L1");
    Optional<String> city =
        district(address, List.of("city", "town", "post town"), "L3")
            .or(() -> TikTokJson.text(address, "post_town"))
            .or(() -> district(address, List.of("county", "municipality"), "L2"));
    Optional<String> postalCode = TikTokJson.text(address, "postal_code");
    List<String> lines = lines(address, city, region);
    boolean masked =
        Stream.of(name.stream(), region.stream(), city.stream(), postalCode.stream())
                .flatMap(part -> part)
                .anyMatch(TikTokAddress::isMasked)
            || lines.stream().anyMatch(TikTokAddress::isMasked);
    if (masked || name.isEmpty() || country.isEmpty() || lines.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new RecipientDetails(
            name.get(),
            Optional.empty(),
            lines,
            city,
            region.map(word -> country.get().equals("US") ? state(word) : word),
            postalCode,
            country.get(),
            TikTokJson.text(address, "phone_number").filter(phone -> !isMasked(phone)),
            Optional.empty()));
  }

  static boolean isMasked(String text) {
    return text.indexOf('*') >= 0;
  }

  private static List<String> lines(
      JsonObject address, Optional<String> city, Optional<String> region) {
    List<String> lines = new ArrayList<>();
    for (String name :
        List.of("address_line1", "address_line2", "address_line3", "address_line4")) {
      TikTokJson.text(address, name)
          .filter(line -> !same(line, city) && !same(line, region))
          .ifPresent(lines::add);
    }
    if (lines.isEmpty()) {
      TikTokJson.text(address, "address_detail").ifPresent(lines::add);
    }
    return lines;
  }

  private static boolean same(String line, Optional<String> place) {
    return place.filter(line::equalsIgnoreCase).isPresent();
  }

  /** A district by what TikTok calls its level, else by the level's number. */
  private static Optional<String> district(JsonObject address, List<String> names, String level) {
    List<JsonObject> districts = TikTokJson.objects(address, "district_info");
    for (String name : names) {
      for (JsonObject district : districts) {
        if (name.equalsIgnoreCase(district.getString("address_level_name", ""))) {
          return TikTokJson.text(district, "address_name");
        }
      }
    }
    return districts.stream()
        .filter(district -> level.equalsIgnoreCase(district.getString("address_level", "")))
        .filter(district -> district.getString("address_level_name", "").isBlank())
        .findFirst()
        .flatMap(district -> TikTokJson.text(district, "address_name"));
  }

  private static String state(String word) {
    return STATES.getOrDefault(word.toLowerCase(Locale.ROOT), word);
  }
}
