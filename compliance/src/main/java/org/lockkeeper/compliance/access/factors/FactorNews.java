package org.lockkeeper.compliance.access.factors;

import jakarta.inject.Inject;
import java.text.MessageFormat;
import java.time.Clock;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.ResourceBundle;
import java.util.UUID;
import org.lockkeeper.compliance.access.Account;
import org.lockkeeper.compliance.access.Accounts;
import org.lockkeeper.compliance.notices.Postman;
import org.lockkeeper.kernel.Errand;
import org.lockkeeper.kernel.Errands;
import org.lockkeeper.kernel.UseCase;

/**
 * Writes to a person whenever the ways in change or somebody else may be at the door, so that who
 * did not do it knows at once. The mail says what and when, and nothing that lets anybody in.
 */
@UseCase
public class FactorNews {

  /** The kind of these errands. */
  static final String KIND = "mail-factor-news";

  /** The languages that are complete. */
  static final List<Locale> LANGUAGES = List.of(Locale.ENGLISH, Locale.of("es"));

  private static final ResourceBundle.Control NO_FALLBACK =
      ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES);

  private final Accounts accounts;
  private final Errands errands;
  private final Clock clock;

  @Inject
  public FactorNews(Accounts accounts, Errands errands, Clock clock) {
    this.accounts = accounts;
    this.errands = errands;
    this.clock = clock;
  }

  /** What happened. */
  public enum What {
    ADDED,
    REMOVED,
    /** All factors were taken away by somebody who may. */
    RESET,
    CODES_RENEWED,
    CODE_USED,
    /** A passkey answered in a way that its owner's would not. */
    SUSPICIOUS
  }

  /** Has the person written to. */
  void tell(Account account, What what) {
    errands.soon(
        new Errand(
            KIND,
            account.seller(),
            account.id() + "/" + what + "/" + clock.instant().getEpochSecond()));
  }

  /** The mail of an errand; empty if there is nobody to read it. */
  Optional<Postman.Mail> mail(Errand errand) {
    String[] parts = errand.subject().split("/", -1);
    UUID account = UUID.fromString(parts[0]);
    What what = What.valueOf(parts[1]);
    Instant at = Instant.ofEpochSecond(Long.parseLong(parts[2]));
    return accounts.all(errand.seller()).stream()
        .filter(person -> person.id().equals(account) && !person.disabled())
        .findFirst()
        .map(
            person ->
                new Postman.Mail(
                    account + "." + what + "." + at.getEpochSecond(),
                    person.login(),
                    person.language(),
                    text(what, "title", person, at),
                    text(what, "body", person, at)));
  }

  private static String text(What what, String part, Account person, Instant at) {
    Locale plain = Locale.of(person.language().getLanguage());
    Locale language = LANGUAGES.contains(plain) ? plain : Locale.ENGLISH;
    ResourceBundle bundle =
        ResourceBundle.getBundle(
            FactorNews.class.getPackageName() + ".factors",
            language,
            FactorNews.class.getClassLoader(),
            NO_FALLBACK);
    return new MessageFormat(bundle.getString(what + "." + part), language)
        .format(
            new Object[] {
              DateTimeFormatter.ofLocalizedDateTime(FormatStyle.LONG, FormatStyle.SHORT)
                  .withLocale(language)
                  .format(at.atZone(person.zone())),
              person.zone().getId()
            });
  }
}
