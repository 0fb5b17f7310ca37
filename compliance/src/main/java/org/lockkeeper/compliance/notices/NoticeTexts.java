package org.lockkeeper.compliance.notices;

import java.text.MessageFormat;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;

/** What a notice says, on pages and in mail. */
public final class NoticeTexts {

  /** The languages that are complete. */
  static final List<Locale> LANGUAGES = List.of(Locale.ENGLISH, Locale.of("es"));

  private static final ResourceBundle.Control NO_FALLBACK =
      ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES);

  private NoticeTexts() {}

  /** One line. */
  public static String title(Notice notice, Locale language, ZoneId zone) {
    return text(notice, "title", language, zone);
  }

  /** What to do. */
  public static String body(Notice notice, Locale language, ZoneId zone) {
    return text(notice, "body", language, zone);
  }

  private static String text(Notice notice, String part, Locale asked, ZoneId zone) {
    Locale language = LANGUAGES.contains(Locale.of(asked.getLanguage())) ? asked : Locale.ENGLISH;
    ResourceBundle bundle =
        ResourceBundle.getBundle(
            NoticeTexts.class.getPackageName() + ".notices",
            language,
            NoticeTexts.class.getClassLoader(),
            NO_FALLBACK);
    Instant end = notice.endsAt();
    return new MessageFormat(bundle.getString(notice.kind().name() + "." + part), language)
        .format(
            new Object[] {
              name(notice.platform()),
              notice.label(),
              DateTimeFormatter.ofLocalizedDate(FormatStyle.MEDIUM)
                  .withLocale(language)
                  .format(end.atZone(zone)),
              Math.max(0, Duration.between(notice.raisedAt(), end).plusHours(12).toDays())
            });
  }

  private static String name(String platform) {
    return switch (platform) {
      case "amazon" -> "Amazon";
      case "shopify" -> "Shopify";
      case "tiktokshop" -> "TikTok Shop";
      default -> platform;
    };
  }
}
