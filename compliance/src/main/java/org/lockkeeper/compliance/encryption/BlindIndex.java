package org.lockkeeper.compliance.encryption;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.lockkeeper.orders.RecipientDetails;

/**
 * How a recipient is written so that two spellings of one thing are the same, and which tokens it
 * is found by.
 *
 * <p>A token is an HMAC cut to so few bits that four to eight orders share one: {@code bits =
 * floor(log2(orders / 4))}. So a stolen table tells nobody who ordered, not even with a list of all
 * names by their frequency. A name alone would betray itself by its frequency however it is cut, so
 * a word of the name is indexed together with the place, which makes all values about equally rare.
 */
final class BlindIndex {

  /** A name has about two words, so its field has twice the rows. */
  private static final int WORDS_TO_A_NAME = 2;

  /** So many words of a name are indexed; more would only blow up the table. */
  private static final int MOST_WORDS = 6;

  private static final Pattern MARKS = Pattern.compile("\\p{M}+");
  private static final Pattern BETWEEN_WORDS = Pattern.compile("[\\s\\p{Z}\\p{Pd},;/]+");
  private static final Pattern NEITHER_LETTER_NOR_DIGIT = Pattern.compile("[^\\p{L}\\p{N}]+");
  private static final Pattern NO_DIGIT = Pattern.compile("[^0-9]+");

  private BlindIndex() {}

  /** How many bits the tokens of a seller get that has so many orders in a cohort; 0 to 28. */
  static int bitsFor(long orders) {
    return orders < 8 ? 0 : Math.min(28, 63 - Long.numberOfLeadingZeros(orders / 4));
  }

  /** All tokens of a recipient, without doubles. */
  static List<LookUpTokens.Token> tokens(SellerKey key, RecipientDetails details) {
    Set<LookUpTokens.Token> tokens = new LinkedHashSet<>();
    details.email().map(BlindIndex::email).ifPresent(e -> tokens.add(emailToken(key, e)));
    details
        .phone()
        .map(phone -> phone(phone, details.country()))
        .ifPresent(
            phone -> {
              tokens.add(phoneToken(key, phone));
              phoneTail(phone).ifPresent(tail -> tokens.add(phoneTailToken(key, tail)));
            });
    String place = place(details);
    words(details.name()).stream()
        .limit(MOST_WORDS)
        .forEach(word -> tokens.add(nameToken(key, word, place)));
    return List.copyOf(tokens);
  }

  static LookUpTokens.Token emailToken(SellerKey key, String email) {
    return key.token(LookUpTokens.Field.EMAIL, 1, utf8(email));
  }

  static LookUpTokens.Token phoneToken(SellerKey key, String phone) {
    return key.token(LookUpTokens.Field.PHONE, 1, utf8(phone));
  }

  static LookUpTokens.Token phoneTailToken(SellerKey key, String tail) {
    return key.token(LookUpTokens.Field.PHONE_TAIL, 1, utf8(tail));
  }

  static LookUpTokens.Token nameToken(SellerKey key, String word, String place) {
    return key.token(
        LookUpTokens.Field.NAME_AT_PLACE,
        WORDS_TO_A_NAME,
        LengthPrefixed.ofTexts(List.of(Optional.of(word), Optional.of(place))));
  }

  /** An e-mail address in small letters and without blanks. */
  static String email(String text) {
    return folded(text).replaceAll("[\\s\\p{Z}]+", "");
  }

  /**
   * A phone number with plus and country code; what is no number of any country keeps its digits.
   *
   * @param country where a number without country code belongs, two letters
   */
  static String phone(String text, String country) {
    PhoneNumberUtil numbers = PhoneNumberUtil.getInstance();
    String compatible = Normalizer.normalize(text, Normalizer.Form.NFKC);
    try {
      return numbers.format(
          numbers.parse(compatible, country.toUpperCase(Locale.ROOT)),
          PhoneNumberUtil.PhoneNumberFormat.E164);
    } catch (NumberParseException notOne) {
      return digits(compatible);
    }
  }

  /** The last seven digits, if there are so many. */
  static Optional<String> phoneTail(String phone) {
    String digits = digits(phone);
    return digits.length() < 7
        ? Optional.empty()
        : Optional.of(digits.substring(digits.length() - 7));
  }

  /** The words of a name: no marks, no punctuation, no capitals; a hyphen parts words. */
  static List<String> words(String name) {
    Set<String> words = new LinkedHashSet<>();
    for (String part : BETWEEN_WORDS.split(folded(name), -1)) {
      String word = bare(part);
      if (!word.isEmpty()) {
        words.add(word);
      }
    }
    return new ArrayList<>(words);
  }

  /** Where the recipient is: the post code, or the city where there is none. */
  static String place(RecipientDetails details) {
    return details
        .postalCode()
        .map(BlindIndex::placeByPostalCode)
        .filter(place -> place.length() > 2)
        .orElseGet(() -> placeByCity(details.city().orElse(details.country())));
  }

  static String placeByPostalCode(String text) {
    return "p:" + bare(folded(text));
  }

  static String placeByCity(String text) {
    return "c:" + bare(folded(text));
  }

  private static String folded(String text) {
    String compatible = Normalizer.normalize(text.strip(), Normalizer.Form.NFKC);
    // Upper and then lower: that folds the sharp s, the final sigma and the dotless i.
    String small = compatible.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
    String bare = MARKS.matcher(Normalizer.normalize(small, Normalizer.Form.NFD)).replaceAll("");
    return Normalizer.normalize(bare, Normalizer.Form.NFKC);
  }

  private static String bare(String text) {
    return NEITHER_LETTER_NOR_DIGIT.matcher(text).replaceAll("");
  }

  private static String digits(String text) {
    return NO_DIGIT.matcher(text).replaceAll("");
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
