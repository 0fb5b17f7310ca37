package org.lockkeeper.portal.admin;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.lockkeeper.compliance.desk.PlainNote;
import org.lockkeeper.portal.session.Toast;
import org.lockkeeper.portal.texts.Choices;
import org.lockkeeper.portal.texts.Texts;
import org.lockkeeper.portal.texts.Times;

/** What the plain fields of a form sent. */
@RequestScoped
public class FormFields {

  private static final Pattern ID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

  private final HttpServletRequest request;
  private final Times times;
  private final Texts texts;
  private final Toast toast;

  @Inject
  FormFields(HttpServletRequest request, Times times, Texts texts, Toast toast) {
    this.request = request;
    this.times = times;
    this.texts = texts;
    this.toast = toast;
  }

  /** A text without blanks around it; empty text if it was not sent. */
  String text(String field) {
    return Optional.ofNullable(request.getParameter(field)).map(String::strip).orElse("");
  }

  /** An id. */
  Optional<UUID> id(String field) {
    return asId(text(field));
  }

  static Optional<UUID> asId(String text) {
    return Optional.of(text).filter(t -> ID.matcher(t).matches()).map(UUID::fromString);
  }

  /** The end of a day in the reader's zone. */
  Optional<Instant> endOf(String field) {
    return day(field)
        .map(day -> day.plusDays(1).atStartOfDay(times.zone()).toInstant().minusSeconds(1));
  }

  /** A day and an hour in the reader's zone. */
  Optional<Instant> at(String dayField, String hourField) {
    try {
      LocalTime hour = LocalTime.parse(text(hourField));
      return day(dayField).map(day -> day.atTime(hour).atZone(times.zone()).toInstant());
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }

  private Optional<LocalDate> day(String field) {
    try {
      return Optional.of(LocalDate.parse(text(field)));
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }

  /** Whether a text may be written down; if not, the reader is told why. */
  boolean plain(String written) {
    Optional<PlainNote.Fault> fault = PlainNote.fault(written);
    fault.ifPresent(f -> toast.refuse(texts.get("support.note.fault." + Choices.word(f))));
    return fault.isEmpty();
  }
}
