package org.lockkeeper.integration.amazon;

import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.spi.JsonProvider;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.lockkeeper.orders.RecipientDetails;

/**
 * A recipient as Amazon takes it. Lengths are those of the last model that stated them; what does
 * not fit moves to the next line, and what then does not fit is for a person: nothing is cut
 * silently.
 */
final class AmazonAddress {

  /** Looked up once: the look-up reads the class path each time. */
  private static final JsonProvider JSON = JsonProvider.provider();

  private static final int NAME = 50;
  private static final int LINE = 60;
  private static final int LINES = 3;
  private static final int CITY = 50;
  private static final int REGION = 150;
  private static final int POSTAL_CODE = 20;
  private static final int PHONE = 20;

  private AmazonAddress() {}

  /** Empty if Amazon could not deliver to it as it stands. */
  static Optional<JsonObject> of(RecipientDetails to) {
    List<String> wanted = new ArrayList<>();
    to.company().ifPresent(wanted::add);
    wanted.addAll(to.lines());
    List<String> lines = wrapped(wanted);
    boolean japan = "JP".equals(to.country());
    boolean fits =
        !to.name().isBlank()
            && to.name().length() <= NAME
            && !lines.isEmpty()
            && lines.size() <= LINES
            && lines.stream().allMatch(line -> line.length() <= LINE)
            && to.country().matches("[A-Z]{2}")
            && to.postalCode().filter(code -> code.length() <= POSTAL_CODE).isPresent()
            && (japan || to.city().filter(city -> city.length() <= CITY).isPresent())
            && to.region().filter(region -> region.length() > REGION).isEmpty()
            && !masked(to);
    if (!fits) {
      return Optional.empty();
    }
    JsonObjectBuilder json =
        JSON.createObjectBuilder().add("name", to.name()).add("addressLine1", lines.get(0));
    if (lines.size() > 1) {
      json.add("addressLine2", lines.get(1));
    }
    if (lines.size() > 2) {
      json.add("addressLine3", lines.get(2));
    }
    if (!japan) {
      json.add("city", to.city().orElseThrow());
    }
    to.region().ifPresent(region -> json.add("stateOrRegion", region));
    json.add("postalCode", to.postalCode().orElseThrow());
    json.add("countryCode", to.country());
    to.phone()
        .filter(phone -> phone.length() <= PHONE)
        .ifPresent(phone -> json.add("phone", phone));
    return Optional.of(json.build());
  }

  /** A channel that masks an address puts stars into it; such a thing must never be shipped to. */
  private static boolean masked(RecipientDetails to) {
    return Stream.of(
            Stream.of(to.name()),
            to.lines().stream(),
            to.city().stream(),
            to.region().stream(),
            to.postalCode().stream())
        .flatMap(Function.identity())
        .anyMatch(part -> part.contains("*"));
  }

  private static List<String> wrapped(List<String> lines) {
    List<String> wrapped = new ArrayList<>();
    for (String line : lines) {
      StringBuilder current = new StringBuilder();
      for (String word : line.split("\\s+", -1)) {
        if (!current.isEmpty() && current.length() + 1 + word.length() > LINE) {
          wrapped.add(current.toString());
          current.setLength(0);
        }
        current.append(current.isEmpty() ? "" : " ").append(word);
      }
      if (!current.isEmpty()) {
        wrapped.add(current.toString());
      }
    }
    return wrapped;
  }
}
