package org.lockkeeper.portal.texts;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import org.lockkeeper.compliance.access.Account;
import org.lockkeeper.portal.session.SignedIn;

/** Times as people say them, with the exact one at hand in their own zone and in UTC. */
@Named
@RequestScoped
public class Times {

  private final Clock clock;
  private final Texts texts;
  private final ZoneId zone;

  @Inject
  Times(Clock clock, Texts texts, SignedIn signedIn) {
    this(clock, texts, signedIn.someone().map(Account::zone).orElse(ZoneOffset.UTC));
  }

  public Times(Clock clock, Texts texts, ZoneId zone) {
    this.clock = clock;
    this.texts = texts;
    this.zone = zone;
  }

  public ZoneId zone() {
    return zone;
  }

  /** Such as "3 h ago", "in 12 days"; a date once it is more than thirty days off. */
  public String relative(Instant at) {
    Duration off = Duration.between(at, clock.instant());
    if (off.abs().compareTo(Duration.ofDays(30)) > 0) {
      return day(at);
    }
    if (off.abs().compareTo(Duration.ofMinutes(1)) < 0) {
      return texts.get("common.time.now");
    }
    return off.isNegative()
        ? texts.with("common.time.ahead", span(off.negated()))
        : texts.with("common.time.ago", span(off));
  }

  /** A length of time in its largest unit, rounded down; at least one minute. */
  public String span(Duration length) {
    if (length.compareTo(Duration.ofHours(1)) < 0) {
      return texts.with("common.time.minutes", Math.max(1, length.toMinutes()));
    }
    return length.compareTo(Duration.ofDays(2)) < 0
        ? texts.with("common.time.hours", length.toHours())
        : texts.with("common.time.days", length.toDays());
  }

  /** How long ago, without the "ago". */
  public String age(Instant at) {
    return span(Duration.between(at, clock.instant()));
  }

  /** Such as {@code 14 Mar}; with the year unless it is this one. */
  public String day(Instant at) {
    return day(at.atZone(zone).toLocalDate());
  }

  /** A day, in the same words. */
  public String day(LocalDate day) {
    boolean thisYear = day.getYear() == clock.instant().atZone(zone).getYear();
    return format(thisYear ? "d MMM" : "d MMM yyyy").format(day);
  }

  /** Such as {@code Mon 14 Mar}. */
  public String weekday(LocalDate day) {
    return format("EEE d MMM").format(day);
  }

  /** Hours and minutes in the reader's zone. */
  public String hour(Instant at) {
    return format("HH:mm").format(at.atZone(zone));
  }

  /** Day, hour, minute and second in the reader's zone, and the same in UTC. */
  public String exact(Instant at) {
    ZonedDateTime here = at.truncatedTo(ChronoUnit.SECONDS).atZone(zone);
    String utc = format("d MMM yyyy HH:mm:ss").format(here.withZoneSameInstant(ZoneOffset.UTC));
    return isUtc()
        ? texts.with("common.time.utc", utc)
        : texts.with(
            "common.time.exact",
            format("d MMM yyyy HH:mm:ss").format(here),
            format("zzz").format(here),
            utc);
  }

  /** When a page that could not ask may be asked again: in a minute. */
  public Instant soon() {
    return clock.instant().plus(Duration.ofMinutes(1));
  }

  /** For machines. */
  public String iso(Instant at) {
    return at.truncatedTo(ChronoUnit.SECONDS).toString();
  }

  private boolean isUtc() {
    return zone.getRules().equals(ZoneOffset.UTC.getRules());
  }

  private DateTimeFormatter format(String pattern) {
    Locale locale = texts.locale();
    return DateTimeFormatter.ofPattern(pattern, locale);
  }
}
