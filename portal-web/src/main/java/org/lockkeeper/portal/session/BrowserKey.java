package org.lockkeeper.portal.session;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;

/**
 * A value of 256 random bits beside the server's own id of a browser's session, of which 56 bits
 * come from a secure source: who guesses or learns the id alone is nobody (ASVS 5.0 V7.2.3). The
 * session keeps a digest; the browser keeps the value until it is closed.
 */
@ApplicationScoped
public class BrowserKey {

  static final String NAME = "lockkeeper-key";
  static final String DIGEST = "lockkeeper.key";

  private static final int BYTES = 32;

  /** Until the browser is closed; the session itself ends much earlier. */
  private static final Duration WITH_THE_BROWSER = Duration.ofSeconds(-1);

  private final SecureRandom random;
  private final OurCookies cookies;

  @Inject
  BrowserKey(SecureRandom random, OurCookies cookies) {
    this.random = random;
    this.cookies = cookies;
  }

  /** Another value from now on, for the session that the request has. */
  void renew(HttpServletRequest request, HttpServletResponse response) {
    byte[] bytes = new byte[BYTES];
    random.nextBytes(bytes);
    String value = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    request.getSession(true).setAttribute(DIGEST, digest(value));
    response.addCookie(cookies.of(request, NAME, value, WITH_THE_BROWSER));
  }

  /** Whether the browser has the value that its session was given. */
  boolean fits(HttpServletRequest request) {
    HttpSession session = request.getSession(false);
    Optional<String> shown = cookies.value(request, NAME);
    return session != null
        && session.getAttribute(DIGEST) instanceof byte[] kept
        && shown.filter(value -> MessageDigest.isEqual(kept, digest(value))).isPresent();
  }

  static byte[] digest(String value) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(value.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
