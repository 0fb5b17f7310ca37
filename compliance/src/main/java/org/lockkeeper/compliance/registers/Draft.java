package org.lockkeeper.compliance.registers;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.lockkeeper.compliance.desk.PlainNote;

/**
 * What somebody wants to enter.
 *
 * @param owner the account that is to answer for it
 * @param details fields by name; what is empty is left out
 */
public record Draft(String title, UUID owner, Map<String, String> details) {

  /** The longest title. */
  public static final int LONGEST_TITLE = 160;

  private static final Pattern CODE = Pattern.compile("[^\\s\\p{Cc}\\p{Cf}]+");
  private static final Pattern LINK =
      Pattern.compile("https://[A-Za-z0-9.-]+(?::\\d{1,5})?(?:/[A-Za-z0-9._~/%+-]*)?");

  /** Numbers that are of no person: weaknesses, versions, days. */
  private static final Pattern NUMBERS =
      Pattern.compile(
          "\\b(?:CVE-\\d{4}-\\d{4,9}|GHSA(?:-[a-z0-9]{4}){3}|CWE-\\d{1,5}|\\d+(?:\\.\\d+){1,4}"
              + "|\\d{4}-\\d{2}-\\d{2})\\b");

  public Draft {
    details = Map.copyOf(details);
  }

  /** What is wrong with a field. */
  public enum Wrong {
    MISSING,
    TOO_LONG,
    /** It looks like a person's data or a secret. */
    PERSONAL,
    /** It has blanks or signs that are not shown. */
    CODE,
    /** It is no day, lies ahead, or may not be changed. */
    DAY,
    NUMBER,
    CHOICE,
    LINK,
    DIGEST,
    /** Nobody of ours who may come in. */
    OWNER
  }

  /** A field with what is wrong. */
  public record Fault(String field, Wrong wrong) {}

  /** Whether somebody wrote a person's data or a secret. */
  public static boolean isPersonal(String text) {
    return PlainNote.fault(NUMBERS.matcher(text).replaceAll("n"))
        .filter(fault -> fault != PlainNote.Fault.EMPTY && fault != PlainNote.Fault.TOO_LONG)
        .isPresent();
  }

  /** What is wrong with it, in the order of the form. */
  List<Fault> faults(RegisterKind kind, LocalDate today) {
    List<Fault> faults = new ArrayList<>();
    if (title.isBlank()) {
      faults.add(new Fault("title", Wrong.MISSING));
    } else if (title.length() > LONGEST_TITLE) {
      faults.add(new Fault("title", Wrong.TOO_LONG));
    } else if (isPersonal(title)) {
      faults.add(new Fault("title", Wrong.PERSONAL));
    }
    for (Field field : Field.of(kind)) {
      String value = details.getOrDefault(field.name(), "");
      if (value.isBlank()) {
        if (field.required() || wanted(kind, field.name())) {
          faults.add(new Fault(field.name(), Wrong.MISSING));
        }
      } else {
        wrong(field, value, today).ifPresent(wrong -> faults.add(new Fault(field.name(), wrong)));
      }
    }
    return faults;
  }

  /** What is needed because of what else was entered. */
  private boolean wanted(RegisterKind kind, String field) {
    String chosen =
        switch (field) {
          case "protection" -> details.getOrDefault("asset-kind", "");
          case "anti-malware", "definitions" -> details.getOrDefault("protection", "");
          case "happened" -> details.getOrDefault("change-kind", "");
          default -> "";
        };
    return switch (chosen) {
      case "SERVER", "DEVICE" -> kind == RegisterKind.ASSET;
      case "INSTALLED" -> true;
      case "ORGANIZATION" -> kind == RegisterKind.CHANGE;
      default -> false;
    };
  }

  private static Optional<Wrong> wrong(Field field, String value, LocalDate today) {
    return switch (field.type()) {
      case TEXT, LONG_TEXT ->
          value.length() > field.most()
              ? Optional.of(Wrong.TOO_LONG)
              : Optional.of(Wrong.PERSONAL).filter(wrong -> isPersonal(value));
      case CODE ->
          value.length() > field.most()
              ? Optional.of(Wrong.TOO_LONG)
              : Optional.of(Wrong.CODE).filter(wrong -> !CODE.matcher(value).matches());
      case DAY ->
          day(value).filter(day -> !day.isAfter(today)).isPresent()
              ? Optional.empty()
              : Optional.of(Wrong.DAY);
      case CHOICE -> Optional.of(Wrong.CHOICE).filter(wrong -> !field.choices().contains(value));
      case NUMBER ->
          value.matches("\\d{1,6}") && Integer.parseInt(value) <= field.most()
              ? Optional.empty()
              : Optional.of(Wrong.NUMBER);
      case SCORE ->
          value.matches("\\d{1,2}(\\.\\d)?")
                  && new BigDecimal(value).compareTo(BigDecimal.valueOf(field.most())) <= 0
              ? Optional.empty()
              : Optional.of(Wrong.NUMBER);
      case LINK ->
          value.length() > field.most()
              ? Optional.of(Wrong.TOO_LONG)
              : Optional.of(Wrong.LINK).filter(wrong -> !LINK.matcher(value).matches());
      case DIGEST -> Optional.of(Wrong.DIGEST).filter(wrong -> !value.matches("[0-9a-f]{64}"));
    };
  }

  private static Optional<LocalDate> day(String value) {
    try {
      return Optional.of(LocalDate.parse(value));
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }
}
