package org.lockkeeper.compliance.access.sessions;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import org.lockkeeper.compliance.access.Role;
import org.lockkeeper.compliance.access.Session;
import org.lockkeeper.compliance.access.Sessions;

/**
 * How long sessions last, by role: one dated edition, complete or not loaded (ASVS 5.0 V7.3). A
 * session keeps the limits that it began with.
 */
@ApplicationScoped
public class SessionPolicy {

  private static final String NEWEST = "/policy/sessions-2026-11-22.properties";

  private final LocalDate edition;
  private final Map<Role, Span> spans = new EnumMap<>(Role.class);
  private final Duration waiting;
  private final Duration fresh;

  /**
   * The limits of one role.
   *
   * @param idle the longest time without a request
   * @param absolute the longest time at all
   */
  public record Span(Duration idle, Duration absolute) {}

  /** The edition in force. */
  public SessionPolicy() {
    this(read(NEWEST));
  }

  /**
   * An edition.
   *
   * @throws IllegalArgumentException if a line is missing, unknown, or no time
   */
  SessionPolicy(Properties said) {
    Set<String> open = new HashSet<>(said.stringPropertyNames());
    edition = LocalDate.parse(required(said, "edition", open));
    waiting = span(said, "waiting-for-second-factor", open);
    fresh = span(said, "fresh", open);
    for (Role role : Role.values()) {
      Span span = new Span(span(said, role + ".idle", open), span(said, role + ".absolute", open));
      if (span.idle().compareTo(span.absolute()) > 0) {
        throw new IllegalArgumentException("idle for longer than at all: " + role);
      }
      spans.put(role, span);
    }
    if (!open.isEmpty()) {
      throw new IllegalArgumentException("unknown lines of the session policy: " + open);
    }
  }

  private static Properties read(String resource) {
    try (InputStream in = SessionPolicy.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException("the session policy is missing: " + resource);
      }
      Properties said = new Properties();
      said.load(new InputStreamReader(in, StandardCharsets.UTF_8));
      return said;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Duration span(Properties said, String key, Set<String> open) {
    Duration span = Duration.parse(required(said, key, open));
    if (span.compareTo(Duration.ofMinutes(1)) < 0 || span.compareTo(Duration.ofDays(1)) > 0) {
      throw new IllegalArgumentException("between a minute and a day: " + key);
    }
    return span;
  }

  private static String required(Properties said, String key, Set<String> open) {
    open.remove(key);
    String value = said.getProperty(key, "").strip();
    if (value.isEmpty()) {
      throw new IllegalArgumentException("the session policy does not say " + key);
    }
    return value;
  }

  /** The day of the edition. */
  public LocalDate edition() {
    return edition;
  }

  /** The limits of the role. */
  public Span of(Role role) {
    return Objects.requireNonNull(spans.get(role));
  }

  /** For how long a shown second factor counts as fresh. */
  public Duration fresh() {
    return fresh;
  }

  /** Whether the session's second factor is fresh enough for what matters most. */
  public boolean isFresh(Session session, Instant now) {
    return session.level() == Session.Level.FULL
        && session.secondFactorAt().filter(at -> now.isBefore(at.plus(fresh))).isPresent();
  }

  Sessions.Limits limits(Role role, Session.Level level, Instant from) {
    return switch (level) {
      case PASSWORD -> new Sessions.Limits(waiting, from.plus(waiting));
      case FULL -> new Sessions.Limits(of(role).idle(), from.plus(of(role).absolute()));
    };
  }
}
