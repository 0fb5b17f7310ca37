package org.lockkeeper.orders;

import java.util.List;
import java.util.Optional;
import org.lockkeeper.kernel.PersonalData;

/**
 * A buyer's name, address, phone and e-mail in clear. A visitor: it lives on the stack between the
 * opening and the use, is kept in no field, session, log or event, and does not print itself
 * (R-48).
 *
 * @param name the person or firm on the parcel; empty text if the channel withheld it
 * @param company a firm at the address
 * @param lines one to four street lines, none blank
 * @param city city or post town; empty where a country has none
 * @param region state or province code, such as {@code ID}
 * @param postalCode as the channel gave it
 * @param country two letters, ISO 3166-1 alpha-2
 */
@PersonalData
public record RecipientDetails(
    String name,
    Optional<String> company,
    List<String> lines,
    Optional<String> city,
    Optional<String> region,
    Optional<String> postalCode,
    String country,
    Optional<String> phone,
    Optional<String> email) {

  public RecipientDetails {
    lines = lines.stream().filter(line -> !line.isBlank()).toList();
  }

  /**
   * The form that screens show: first letters, city and region, such as {@code A•• L•••••••, Boise
   * ID}. Still personal data: it is sealed like the rest.
   */
  public String masked() {
    StringBuilder text = new StringBuilder();
    for (String word : name.strip().split("\\s+", -1)) {
      if (word.isEmpty()) {
        continue;
      }
      if (!text.isEmpty()) {
        text.append(' ');
      }
      int first = word.codePointAt(0);
      text.appendCodePoint(first)
          .append("•".repeat(Math.clamp(word.codePointCount(0, word.length()) - 1L, 1, 8)));
    }
    String place = (city.orElse("") + " " + region.orElse(country)).strip();
    if (!place.isEmpty()) {
      text.append(text.isEmpty() ? "" : ", ").append(place);
    }
    return text.toString();
  }

  /** Says that something is here, and nothing of what it is. */
  @Override
  public String toString() {
    return "RecipientDetails[withheld]";
  }
}
