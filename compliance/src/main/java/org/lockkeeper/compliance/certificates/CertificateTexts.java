package org.lockkeeper.compliance.certificates;

import java.text.MessageFormat;
import java.text.NumberFormat;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;

/** What is said in the readable parts of a certificate, and in the mail that brings it. */
final class CertificateTexts {

  /** The languages that are complete. */
  static final List<Locale> LANGUAGES = List.of(Locale.ENGLISH, Locale.of("es"));

  private static final ResourceBundle.Control NO_FALLBACK =
      ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES);

  private final Locale language;
  private final ZoneId zone;
  private final ResourceBundle bundle;

  CertificateTexts(Locale asked, ZoneId zone) {
    Locale plain = Locale.of(asked.getLanguage());
    this.language = LANGUAGES.contains(plain) ? plain : Locale.ENGLISH;
    this.zone = zone;
    this.bundle =
        ResourceBundle.getBundle(
            CertificateTexts.class.getPackageName() + ".certificates",
            language,
            CertificateTexts.class.getClassLoader(),
            NO_FALLBACK);
  }

  /** In UTC, as on the certificate itself. */
  CertificateTexts(Locale asked) {
    this(asked, ZoneOffset.UTC);
  }

  String of(String key, Object... values) {
    return new MessageFormat(bundle.getString(key), language).format(values);
  }

  /** A word of the product, such as a trigger; the word itself where there is no text. */
  String word(String kind, String value) {
    String key = kind + "." + value;
    return bundle.containsKey(key) ? bundle.getString(key) : value;
  }

  /** The day, in the reader's zone. */
  String day(Instant at) {
    return DateTimeFormatter.ofLocalizedDate(FormatStyle.LONG)
        .withLocale(language)
        .format(at.atZone(zone));
  }

  /** The day and the time to the second, in UTC. */
  String time(Instant at) {
    return day(at)
        + ", "
        + DateTimeFormatter.ofPattern("HH:mm:ss 'UTC'", Locale.ROOT)
            .format(at.atZone(ZoneOffset.UTC));
  }

  String number(long value) {
    return NumberFormat.getIntegerInstance(language).format(value);
  }

  Locale language() {
    return language;
  }
}
