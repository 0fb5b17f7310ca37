package org.lockkeeper.compliance.desk;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Keeps buyers and secrets out of what people write down: e-mail addresses, phone numbers,
 * numbers of cards, street addresses, keys and tokens. A name is not recognised; the page asks not
 * to write one.
 */
public final class PlainNote {

  /** The longest note. */
  public static final int LONGEST = 500;

  private static final Pattern EMAIL = Pattern.compile("[^\\s@]+@[^\\s@]+\\.[^\\s@]{2,}");
  private static final Pattern DIGITS =
      Pattern.compile("(?<![A-Za-z0-9])\\+?\\(?\\d(?:[\\s().\\-/]{0,2}\\d){6,}(?![A-Za-z0-9])");
  private static final Pattern STREET =
      Pattern.compile(
          "\\b\\d{1,6}[A-Za-z]?\\s+(?:[\\p{L}.'’]+\\s+){1,3}(?:st|street|ave|avenue|rd|road|blvd"
              + "|boulevard|ln|lane|dr|drive|ct|court|way|pl|place|ter|terrace|hwy|highway"
              + "|apt|suite)\\b"
              + "|\\b(?:calle|avenida|av\\.|paseo|plaza|carrer|camino|rue|via|straße|strasse)\\s+"
              + "[\\p{L}.'’]+[\\p{L}\\s.'’]*\\d{1,5}\\b",
          Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
  private static final List<Pattern> SECRETS =
      List.of(
          Pattern.compile("shp(?:at|ss|ca|pa|ua)_[A-Za-z0-9]{8,}"),
          Pattern.compile("Atz[ar]\\|[A-Za-z0-9_-]{8,}"),
          Pattern.compile("amzn1\\.[a-z0-9.-]*(?:client|oa2)[A-Za-z0-9._-]*"),
          Pattern.compile("-----BEGIN [A-Z ]+-----"),
          Pattern.compile("\\b(?:AKIA|ASIA)[A-Z0-9]{12,}"),
          Pattern.compile("\\bgh[pousr]_[A-Za-z0-9]{20,}"),
          Pattern.compile("\\bey[A-Za-z0-9_-]{10,}\\.ey[A-Za-z0-9_-]{10,}"),
          Pattern.compile("(?i)\\b(?:password|passwd|contraseña|secret|token)\\s*[:=]\\s*\\S+"),
          // Long runs without a blank are keys; ids of ours have dashes and are let through.
          Pattern.compile("(?<![A-Za-z0-9+/_=-])[A-Za-z0-9+/_=-]{40,}(?![A-Za-z0-9+/_=-])"));

  /** Ids of ours and times, which are no numbers of anybody. */
  private static final Pattern HARMLESS =
      Pattern.compile(
          "\\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\\b"
              + "|\\b20\\d{2}-\\d{2}-\\d{2}(?:[T ]\\d{2}:\\d{2}(?::\\d{2})?Z?)?\\b");

  private PlainNote() {}

  /** What is in a note that must not be there. */
  public enum Fault {
    EMAIL,
    PHONE,
    CARD,
    ADDRESS,
    SECRET,
    TOO_LONG,
    EMPTY
  }

  /** The first thing that must not be there. */
  public static Optional<Fault> fault(String text) {
    return fault(text, List.of());
  }

  /**
   * The first thing that must not be there.
   *
   * @param known numbers of the order itself, which may be written
   */
  public static Optional<Fault> fault(String text, Collection<String> known) {
    if (text.isBlank()) {
      return Optional.of(Fault.EMPTY);
    }
    if (text.strip().length() > LONGEST) {
      return Optional.of(Fault.TOO_LONG);
    }
    String rest = HARMLESS.matcher(text).replaceAll(" . ");
    for (String number : known) {
      if (number.length() >= 3) {
        rest = rest.replace(number, " ");
      }
    }
    if (EMAIL.matcher(rest).find()) {
      return Optional.of(Fault.EMAIL);
    }
    for (Pattern secret : SECRETS) {
      if (secret.matcher(rest).find()) {
        return Optional.of(Fault.SECRET);
      }
    }
    Matcher run = DIGITS.matcher(rest);
    while (run.find()) {
      Optional<Fault> fault = number(run.group());
      if (fault.isPresent()) {
        return fault;
      }
    }
    return STREET.matcher(rest).find() ? Optional.of(Fault.ADDRESS) : Optional.empty();
  }

  private static Optional<Fault> number(String run) {
    String digits = run.replaceAll("[^0-9]", "");
    if (digits.length() >= 13 && digits.length() <= 19 && luhn(digits)) {
      return Optional.of(Fault.CARD);
    }
    boolean spaced = !run.matches("\\d+");
    boolean long10 = digits.length() >= 10 && digits.length() <= 15;
    return long10 || (spaced && digits.length() <= 15)
        ? Optional.of(Fault.PHONE)
        : Optional.empty();
  }

  private static boolean luhn(String digits) {
    int sum = 0;
    for (int i = 0; i < digits.length(); i++) {
      int digit = digits.charAt(digits.length() - 1 - i) - '0';
      int doubled = i % 2 == 1 ? digit * 2 : digit;
      sum += doubled > 9 ? doubled - 9 : doubled;
    }
    return sum % 10 == 0;
  }
}
