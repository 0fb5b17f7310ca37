package org.lockkeeper.compliance.registers;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.Period;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/** What the registers promise: one dated edition, complete or not loaded. */
@ApplicationScoped
public class RegisterPolicy {

  private static final String NEWEST = "/policy/registers-2026-11-22.properties";

  private final Properties said;
  private final LocalDate edition;
  private final Map<Severity, Period> fix = new EnumMap<>(Severity.class);
  private final List<Period> reminders;
  private final int mostBytes;

  /** The edition in force. */
  public RegisterPolicy() {
    this(newest());
  }

  /**
   * An edition.
   *
   * @throws IllegalArgumentException if a line is missing or cannot be read
   */
  public RegisterPolicy(Properties said) {
    this.said = said;
    try {
      this.edition = LocalDate.parse(said.getProperty("edition", ""));
      for (Severity severity : Severity.values()) {
        fix.put(severity, span("fix." + severity.name()));
      }
      for (Span each : Span.values()) {
        span(each.line);
      }
      this.reminders =
          Arrays.stream(said.getProperty("remind-before", "").split(",", -1))
              .map(text -> Period.parse(text.strip()))
              .sorted(Comparator.comparing(Period::getDays))
              .toList();
      this.mostBytes = Integer.parseInt(said.getProperty("evidence-most-bytes", ""));
    } catch (DateTimeException | NumberFormatException e) {
      throw new IllegalArgumentException("a line of the policy of registers cannot be read", e);
    }
  }

  /** Spans of the policy; whole calendar days in UTC. */
  public enum Span {
    ACCEPT_MOST("accept-most"),
    CHECK_ASSET("check-asset"),
    DEFINITIONS("anti-malware-definitions"),
    ASSESS_SUB_PROCESSOR("assess-sub-processor"),
    ASSESS_RISK("assess-risk"),
    SIGN_RISK("sign-risk"),
    CHECK_REGISTRATION("check-registration"),
    CORRECT_REGISTRATION("correct-registration"),
    RETEST("retest"),
    FOLLOW_UP("follow-up"),
    TELL_ORGANIZATION_CHANGE("tell-organization-change"),
    EVIDENCE_VALID("evidence-valid"),
    IMPORT_WAITS("import-waits");

    private final String line;

    Span(String line) {
      this.line = line;
    }
  }

  private Period span(String line) {
    return Period.parse(said.getProperty(line, ""));
  }

  private static Properties newest() {
    try (InputStream in = RegisterPolicy.class.getResourceAsStream(NEWEST)) {
      if (in == null) {
        throw new IllegalStateException("the policy of registers is missing: " + NEWEST);
      }
      Properties said = new Properties();
      said.load(new InputStreamReader(in, StandardCharsets.UTF_8));
      return said;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The day from which it is in force. */
  public LocalDate edition() {
    return edition;
  }

  /** One of its spans. */
  public Period of(Span which) {
    return span(which.line);
  }

  /** How long a weakness may be there. */
  public Period fixWithin(Severity severity) {
    Period within = fix.get(severity);
    if (within == null) {
      throw new IllegalStateException("no span for " + severity);
    }
    return within;
  }

  /** How long before the due day people are reminded, the shortest first. */
  public List<Period> reminders() {
    return reminders;
  }

  /** The most bytes that a file may have. */
  public int mostBytes() {
    return mostBytes;
  }
}
