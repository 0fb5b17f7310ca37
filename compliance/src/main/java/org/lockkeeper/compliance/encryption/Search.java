package org.lockkeeper.compliance.encryption;

import java.util.Optional;
import org.lockkeeper.kernel.PersonalData;

/**
 * What a buyer told a person who looks for the order. It is personal data: it comes in the body of
 * a request, is kept nowhere and does not print itself.
 */
@PersonalData
public sealed interface Search {

  /** What is searched by, for the audit log. */
  String by();

  /** By the whole e-mail address. */
  @PersonalData
  record ByEmail(String email) implements Search {
    @Override
    public String by() {
      return "email";
    }

    @Override
    public String toString() {
      return "ByEmail[withheld]";
    }
  }

  /**
   * By the whole phone number, or by its last seven digits.
   *
   * @param country where a number without country code belongs, ISO 3166-1 alpha-2
   */
  @PersonalData
  record ByPhone(String phone, String country) implements Search {
    @Override
    public String by() {
      return "phone";
    }

    @Override
    public String toString() {
      return "ByPhone[withheld]";
    }
  }

  /**
   * By words of the name together with the post code; in a country without post codes, the city.
   * All words given must be in the name; one is enough.
   */
  @PersonalData
  record ByName(String name, String place) implements Search {
    @Override
    public String by() {
      return "name";
    }

    @Override
    public String toString() {
      return "ByName[withheld]";
    }
  }

  /**
   * Reads one line of search text: what has an {@code @} is an e-mail address, what has nothing but
   * digits and signs is a phone number, and a name stands before the last comma, the place behind.
   *
   * @return nothing if the line is none of these
   */
  static Optional<Search> read(String line, String country) {
    String text = line.strip();
    if (text.indexOf('@') >= 0) {
      return Optional.of(new ByEmail(text));
    }
    if (text.matches("[+()./\\-\\s0-9]{7,40}")) {
      return Optional.of(new ByPhone(text, country));
    }
    int comma = text.lastIndexOf(',');
    if (comma > 0 && comma < text.length() - 1) {
      return Optional.of(new ByName(text.substring(0, comma), text.substring(comma + 1)));
    }
    return Optional.empty();
  }
}
