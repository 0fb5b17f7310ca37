package org.lockkeeper.compliance.response;

import java.text.MessageFormat;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;
import org.lockkeeper.incidents.NotificationDuty;

/** What letters and notices say: templates without personal data. */
final class ResponseTexts {

  static final List<Locale> LANGUAGES = List.of(Locale.ENGLISH, Locale.of("es"));

  private static final ResourceBundle.Control NO_FALLBACK =
      ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES);
  private static final DateTimeFormatter UTC =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss 'UTC'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private final ResourceBundle bundle;
  private final Locale language;

  ResponseTexts(Locale asked) {
    language = LANGUAGES.contains(Locale.of(asked.getLanguage())) ? asked : Locale.ENGLISH;
    bundle =
        ResourceBundle.getBundle(
            ResponseTexts.class.getPackageName() + ".response",
            language,
            ResponseTexts.class.getClassLoader(),
            NO_FALLBACK);
  }

  String get(String key, Object... values) {
    return new MessageFormat(bundle.getString(key), language).format(values);
  }

  /** Whom a duty is about. */
  String party(NotificationDuty duty) {
    return get(duty.seller().isPresent() ? "party.SELLER_FOUND_LATE" : "party." + duty.party());
  }

  static String utc(Instant at) {
    return UTC.format(at);
  }
}
