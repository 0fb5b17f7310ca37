package org.lockkeeper.compliance.monitoring.intrusion;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.lockkeeper.compliance.access.Cidr;
import org.lockkeeper.compliance.desk.PlainNote;

/**
 * Reads a file of alerts: comma-separated, UTF-8, the first line {@code
 * time,rule,severity,subject,text}, a field with commas in double quotes (RFC 4180). All or
 * nothing: a file with a fault in it is not taken, and each fault is told by its line.
 */
public final class ReadIntrusionFile {

  /** The largest file, in characters. */
  public static final int LONGEST = 500_000;

  /** The most alerts in one file. */
  public static final int MOST = 2000;

  private static final String HEAD = "time,rule,severity,subject,text";
  private static final int MOST_FAULTS = 20;
  private static final int LONGEST_TEXT = 200;
  private static final int FIELDS = 5;
  private static final Duration AHEAD = Duration.ofMinutes(10);
  private static final Duration OLDEST = Duration.ofDays(90);
  private static final Pattern RULE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9 ._:/-]{0,79}");

  private ReadIntrusionFile() {}

  /** What came of reading it. */
  public sealed interface Result {}

  /**
   * It was read.
   *
   * @param withheld how many texts were left out, since they might have named somebody
   */
  public record Lines(List<IntrusionLine> lines, int withheld) implements Result {
    public Lines {
      lines = List.copyOf(lines);
    }
  }

  /** It was not taken. */
  public record Faults(List<Fault> faults) implements Result {
    public Faults {
      faults = List.copyOf(faults);
    }
  }

  /** What is wrong with a line; 1 is the first, 0 is the file as a whole. */
  public record Fault(int line, What what) {}

  /** What can be wrong. */
  public enum What {
    /** There is nothing, or nothing but the first line. */
    EMPTY,
    /** More characters or more lines than are taken. */
    TOO_LARGE,
    /** The first line does not name the columns. */
    HEAD,
    /** Not five fields, or quotes that do not close. */
    FIELDS,
    /** No instant with its zone, or one in the future, or one from long ago. */
    TIME,
    /** No name of a rule. */
    RULE,
    /** None of low, medium, high and critical. */
    SEVERITY,
    /** No address of a network. */
    SUBJECT,
    /** A text of more than 200 characters, or with signs that are none of a text. */
    TEXT
  }

  private static final class Refused extends Exception {
    private static final long serialVersionUID = 1L;
    private final What what;

    Refused(What what) {
      super(what.name(), null, false, false);
      this.what = what;
    }
  }

  /** Reads it. */
  public static Result of(String file, Instant now) {
    String text = file.startsWith("\uFEFF") ? file.substring(1) : file;
    if (text.length() > LONGEST) {
      return whole(What.TOO_LARGE);
    }
    List<String> lines = Arrays.asList(text.split("\\R", -1));
    if (text.isBlank()) {
      return whole(What.EMPTY);
    }
    if (!lines.get(0).strip().equalsIgnoreCase(HEAD)) {
      return new Faults(List.of(new Fault(1, What.HEAD)));
    }
    List<IntrusionLine> read = new ArrayList<>();
    List<Fault> faults = new ArrayList<>();
    int withheld = 0;
    for (int i = 1; i < lines.size() && faults.size() < MOST_FAULTS; i++) {
      if (lines.get(i).isBlank()) {
        continue;
      }
      if (read.size() == MOST) {
        return whole(What.TOO_LARGE);
      }
      try {
        Read one = line(lines.get(i), now);
        read.add(one.line());
        withheld += one.withheld() ? 1 : 0;
      } catch (Refused fault) {
        faults.add(new Fault(i + 1, fault.what));
      }
    }
    if (!faults.isEmpty()) {
      return new Faults(faults);
    }
    return read.isEmpty() ? whole(What.EMPTY) : new Lines(read, withheld);
  }

  private static Result whole(What what) {
    return new Faults(List.of(new Fault(0, what)));
  }

  private record Read(IntrusionLine line, boolean withheld) {}

  private static Read line(String line, Instant now) throws Refused {
    List<String> fields = fields(line);
    Instant at = time(fields.get(0), now);
    String rule = fields.get(1);
    if (!RULE.matcher(rule).matches() || PlainNote.fault(rule).isPresent()) {
      throw new Refused(What.RULE);
    }
    IntrusionLine.Severity severity =
        Arrays.stream(IntrusionLine.Severity.values())
            .filter(one -> one.name().equals(fields.get(2).toUpperCase(Locale.ROOT)))
            .findFirst()
            .orElseThrow(() -> new Refused(What.SEVERITY));
    String network = network(fields.get(3)).orElseThrow(() -> new Refused(What.SUBJECT));
    String text = fields.get(4);
    if (text.length() > LONGEST_TEXT || text.chars().anyMatch(Character::isISOControl)) {
      throw new Refused(What.TEXT);
    }
    boolean withheld = !text.isEmpty() && PlainNote.fault(text).isPresent();
    return new Read(
        new IntrusionLine(
            at,
            rule,
            severity,
            network,
            withheld ? "" : text,
            IntrusionLine.digest(String.join("\n", at.toString(), rule, fields.get(3), text))),
        withheld);
  }

  private static Instant time(String text, Instant now) throws Refused {
    try {
      Instant at = OffsetDateTime.parse(text).toInstant();
      if (at.isAfter(now.plus(AHEAD)) || at.isBefore(now.minus(OLDEST))) {
        throw new Refused(What.TIME);
      }
      return at;
    } catch (DateTimeException e) {
      throw new Refused(What.TIME);
    }
  }

  /** The first 24 bits of an IPv4 address, the first 48 of an IPv6 address. */
  private static Optional<String> network(String address) {
    return Cidr.around(address, 24, 48).map(Cidr::toString);
  }

  private static List<String> fields(String line) throws Refused {
    List<String> fields = new ArrayList<>();
    StringBuilder field = new StringBuilder();
    boolean quoted = false;
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      if (quoted && c == '"' && i + 1 < line.length() && line.charAt(i + 1) == '"') {
        field.append('"');
        i++;
      } else if (c == '"' && (quoted || field.toString().isBlank())) {
        quoted = !quoted;
      } else if (c == ',' && !quoted) {
        fields.add(field.toString().strip());
        field.setLength(0);
      } else {
        field.append(c);
      }
    }
    fields.add(field.toString().strip());
    if (quoted || fields.size() != FIELDS) {
      throw new Refused(What.FIELDS);
    }
    return fields;
  }
}
