package org.lockkeeper.compliance.access.passwords;

import java.text.MessageFormat;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;

/** What the mails about passwords say, in a person's language and zone. */
final class PasswordTexts {

  private static final List<Locale> LANGUAGES = List.of(Locale.ENGLISH, Locale.of("es"));

  private static final ResourceBundle.Control NO_FALLBACK =
      ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES);

  private final Locale language;
  private final ZoneId zone;
  private final ResourceBundle bundle;

  PasswordTexts(Locale asked, ZoneId zone) {
    this.language = LANGUAGES.contains(Locale.of(asked.getLanguage())) ? asked : Locale.ENGLISH;
    this.zone = zone;
    this.bundle =
        ResourceBundle.getBundle(
            PasswordTexts.class.getPackageName() + ".passwords",
            language,
            PasswordTexts.class.getClassLoader(),
            NO_FALLBACK);
  }

  String of(String key, Object... values) {
    return new MessageFormat(bundle.getString(key), language).format(values);
  }

  String day(Instant at) {
    return DateTimeFormatter.ofLocalizedDate(FormatStyle.LONG)
        .withLocale(language)
        .format(at.atZone(zone));
  }
}
