package org.lockkeeper.retention;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;

/**
 * A dated edition of all rules. Complete: an edition that lacks one key does not load. Editions
 * from before {@link #FIRST_COMPLETE} say less; what they are silent about goes by that one.
 */
public final class RetentionSchedule {

  /** The first edition that says everything by itself. */
  static final LocalDate FIRST_COMPLETE = LocalDate.of(2026, 11, 22);

  private final LocalDate edition;
  private final Map<Anchor, RetentionRule> buyers = new EnumMap<>(Anchor.class);
  private final Map<DataKind, AgeRule> kinds = new EnumMap<>(DataKind.class);
  private final Map<Remnant, AgeRule> remnants = new EnumMap<>(Remnant.class);
  private final SpanBounds span;
  private final Map<Term, Clocked> terms = new EnumMap<>(Term.class);

  /** Spans that are about no kind of data. */
  public enum Term {
    /** How old the oldest backup is. */
    BACKUP("backup.keep", "backup.source"),
    /** When a deletion case is done, counted from its request. */
    CASE_DUE("case.due", "case.source"),
    /** How long a deletion can be taken back, where the law allows. */
    CASE_COOLING_OFF("case.cooling-off", "case.source"),
    /** How long after it left a claim for a parcel is taken. */
    CLAIM_WINDOW("claim.window", "claim.source"),
    /** How long before buyers go their seller is warned. */
    WARNING("warning.before", "warning.source"),
    /** How long after its end a buyer is gone at the latest; later is an alarm. */
    SWEEP_WITHIN("sweep.within", "sweep.source"),
    /** The largest step of the clock between two runs that needs no admin's word. */
    CLOCK_JUMP("clock.jump", "clock.source"),
    /** How long a legal hold lasts at most, counted from the decision. */
    HOLD_LONGEST("hold.longest", "hold.source"),
    /** How long before its end the owner of a hold is reminded. */
    HOLD_REMINDER("hold.reminder", "hold.source");

    private final String key;
    private final String source;

    Term(String key, String source) {
      this.key = key;
      this.source = source;
    }
  }

  /** A span, and the sentence that makes the promise. */
  public record Clocked(Duration span, String source) {}

  /** Between what a seller may choose how long buyers are kept after their delivery. */
  public record SpanBounds(Duration shortest, Duration longest, String source) {

    /** Whether a seller may choose so many days. */
    public boolean allows(Duration chosen) {
      return chosen.equals(Duration.ofDays(chosen.toDays()))
          && chosen.compareTo(shortest) >= 0
          && chosen.compareTo(longest) <= 0;
    }
  }

  private RetentionSchedule(Properties file) {
    edition = LocalDate.parse(required(file, "edition"));
    for (Anchor anchor : Anchor.values()) {
      String key = "buyer." + anchor.name().toLowerCase(Locale.ROOT);
      buyers.put(
          anchor,
          new RetentionRule(
              anchor,
              span(file, key + ".keep"),
              basis(file, key),
              required(file, key + ".source")));
    }
    for (DataKind kind : DataKind.values()) {
      switch (kind) {
        case BUYER -> {}
        case ORDER -> kinds.put(kind, byAge(file, "order"));
        case AMAZON -> kinds.put(kind, byAge(file, "order.amazon"));
        case DELIVERY -> kinds.put(kind, byAge(file, "delivery"));
        case CREDENTIAL -> kinds.put(kind, byAge(file, "credential"));
        case CALL_LOG -> kinds.put(kind, byAge(file, "log.calls"));
        case AUDIT_LOG -> kinds.put(kind, byAge(file, "log"));
      }
    }
    for (Remnant remnant : Remnant.values()) {
      remnants.put(remnant, byAge(file, remnant.name().toLowerCase(Locale.ROOT)));
    }
    span =
        new SpanBounds(
            span(file, "channel.span.shortest"),
            span(file, "channel.span.longest"),
            required(file, "channel.span.source"));
    for (Term term : Term.values()) {
      terms.put(term, new Clocked(span(file, term.key), required(file, term.source)));
    }
    if (!span.longest().equals(rule(Anchor.DELIVERED).keepFor())) {
      throw new IllegalStateException("the longest span is that after a delivery");
    }
  }

  /**
   * Loads the edition that is in force from {@code date} on.
   *
   * @throws IllegalStateException if the file is missing or a rule is
   */
  public static RetentionSchedule edition(LocalDate date) {
    Properties file = new Properties();
    if (date.isBefore(FIRST_COMPLETE)) {
      file.putAll(file(FIRST_COMPLETE));
    }
    file.putAll(file(date));
    return of(file);
  }

  static Properties file(LocalDate date) {
    String name = "/policy/" + date + ".properties";
    Properties file = new Properties();
    try (InputStream in = RetentionSchedule.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("there is no policy of " + date);
      }
      file.load(in);
    } catch (IOException e) {
      throw new UncheckedIOException("the policy of " + date + " cannot be read", e);
    }
    return file;
  }

  static RetentionSchedule of(Properties file) {
    return new RetentionSchedule(file);
  }

  private static AgeRule byAge(Properties file, String key) {
    return new AgeRule(
        AgeRule.Start.valueOf(required(file, key + ".from").toUpperCase(Locale.ROOT)),
        span(file, key + ".keep"),
        basis(file, key),
        required(file, key + ".source"));
  }

  private static Basis basis(Properties file, String key) {
    return Basis.valueOf(required(file, key + ".basis").toUpperCase(Locale.ROOT));
  }

  private static Duration span(Properties file, String key) {
    Duration span = Duration.parse(required(file, key));
    if (span.isNegative()) {
      throw new IllegalStateException("the policy's " + key + " is negative");
    }
    return span;
  }

  private static String required(Properties file, String key) {
    return Optional.ofNullable(file.getProperty(key))
        .map(String::strip)
        .filter(text -> !text.isEmpty())
        .orElseThrow(() -> new IllegalStateException("the policy has no " + key));
  }

  /** The day from which this edition is in force. */
  public LocalDate edition() {
    return edition;
  }

  /** The rule for a buyer's data counted from {@code anchor}. */
  public RetentionRule rule(Anchor anchor) {
    return Optional.ofNullable(buyers.get(anchor)).orElseThrow();
  }

  /**
   * The same for a seller who keeps buyers for {@code chosen} after their delivery.
   *
   * @throws IllegalArgumentException if a seller may not choose that
   */
  public RetentionRule rule(Anchor anchor, Duration chosen) {
    if (!span.allows(chosen)) {
      throw new IllegalArgumentException("a seller may not choose this span");
    }
    return rule(anchor).with(chosen, span.longest());
  }

  /**
   * The rule for data that goes by its age.
   *
   * @throws IllegalArgumentException for {@link DataKind#BUYER}, which goes by anchors
   */
  public AgeRule rule(DataKind kind) {
    return Optional.ofNullable(kinds.get(kind))
        .orElseThrow(() -> new IllegalArgumentException("buyers go by their anchors"));
  }

  /** The rule for what is left of our own work. */
  public AgeRule rule(Remnant remnant) {
    return Optional.ofNullable(remnants.get(remnant)).orElseThrow();
  }

  /** Between what a seller may choose. */
  public SpanBounds channelSpan() {
    return span;
  }

  /** A span that is about no kind of data. */
  public Duration term(Term term) {
    return clocked(term).span();
  }

  /** The same with its source. */
  public Clocked clocked(Term term) {
    return Optional.ofNullable(terms.get(term)).orElseThrow();
  }
}
