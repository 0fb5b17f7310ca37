package org.lockkeeper.credentials.rotation;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import org.lockkeeper.credentials.Platform;

/** A dated edition of how long credentials live and when people are told. */
public final class RotationPolicy {

  private final LocalDate edition;
  private final Properties file;

  private RotationPolicy(Properties file) {
    this.file = file;
    this.edition = LocalDate.parse(required("edition"));
  }

  /**
   * How the secret of an application is rotated.
   *
   * @param life how long one is used at most
   * @param ask how long before its end a new one is asked for
   * @param overlap how long the former one stays good where the platform does not say
   * @param limit after which the platform takes it no more; empty if it sets none
   * @param source the sentence that makes this promise, such as {@code R-20}
   */
  public record Rule(
      Duration life, Duration ask, Duration overlap, Optional<Duration> limit, String source) {}

  /**
   * Loads the edition that is in force from {@code date} on.
   *
   * @throws IllegalStateException if the file is missing or a rule is
   */
  public static RotationPolicy edition(LocalDate date) {
    String name = "/policy/credentials-" + date + ".properties";
    Properties file = new Properties();
    try (InputStream in = RotationPolicy.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("there is no policy of credentials of " + date);
      }
      file.load(in);
    } catch (IOException e) {
      throw new UncheckedIOException("the policy of " + date + " cannot be read", e);
    }
    RotationPolicy policy = new RotationPolicy(file);
    policy.rule(new Platform("any"));
    policy.noticesBefore();
    return policy;
  }

  /** The day from which this edition is in force. */
  public LocalDate edition() {
    return edition;
  }

  /** The rule for the application's secret at the platform. */
  public Rule rule(Platform platform) {
    return new Rule(
        Duration.parse(of(platform, "life")),
        Duration.parse(of(platform, "ask")),
        Duration.parse(of(platform, "overlap")),
        Optional.ofNullable(file.getProperty("secret." + platform + ".limit")).map(Duration::parse),
        of(platform, "source"));
  }

  /** How long before an end people are told of it, the longest first. */
  public List<Duration> noticesBefore() {
    return Arrays.stream(required("notice.before").split(",", -1))
        .map(String::strip)
        .map(Duration::parse)
        .toList();
  }

  /** The promise behind {@link #noticesBefore}. */
  public String noticesSource() {
    return required("notice.source");
  }

  private String of(Platform platform, String what) {
    return Optional.ofNullable(file.getProperty("secret." + platform + "." + what))
        .map(String::strip)
        .orElseGet(() -> required("secret.other." + what));
  }

  private String required(String key) {
    return Optional.ofNullable(file.getProperty(key))
        .map(String::strip)
        .orElseThrow(() -> new IllegalStateException("the policy has no " + key));
  }
}
