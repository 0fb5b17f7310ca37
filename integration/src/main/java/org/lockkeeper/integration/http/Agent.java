package org.lockkeeper.integration.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/**
 * Who we say we are, on every call: application, version, language and platform, as Amazon's rules
 * for the Selling Partner API ask it, at most 500 characters.
 */
final class Agent {

  private static final int LONGEST = 500;
  private static final String BUILD =
      "/META-INF/maven/org.lockkeeper/lockkeeper-integration/pom.properties";

  private Agent() {}

  static String text() {
    return text(version(), Runtime.version().feature(), System.getProperty("os.name", "unknown"));
  }

  static String text(String version, int java, String platform) {
    String text =
        "Lockkeeper/"
            + clean(version, "[^A-Za-z0-9.+_-]")
            + " (Language=Java/"
            + java
            + "; Platform="
            + clean(platform, "[^A-Za-z0-9 ._/-]");
    return text.substring(0, Math.min(text.length(), LONGEST - 1)) + ")";
  }

  private static String clean(String text, String not) {
    return text.replaceAll(not, "");
  }

  /** The version that was built; {@code dev} where it was not packed into a jar. */
  private static String version() {
    try (InputStream in = Agent.class.getResourceAsStream(BUILD)) {
      Properties build = new Properties();
      if (in != null) {
        build.load(in);
      }
      return build.getProperty("version", "dev");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
