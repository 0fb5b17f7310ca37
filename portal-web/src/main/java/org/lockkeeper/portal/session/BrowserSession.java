package org.lockkeeper.portal.session;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;

/**
 * What only this browser session has: a random value that a way to a platform and back is bound to,
 * and the news that is to be shown once after such a way. Nothing secret and nothing of a buyer.
 */
@RequestScoped
public class BrowserSession {

  private static final String BINDING = "lockkeeper.binding";
  private static final String NEWS = "lockkeeper.connect-news";
  private static final int BYTES = 32;

  private final HttpServletRequest request;
  private final SecureRandom random;

  @Inject
  BrowserSession(HttpServletRequest request, SecureRandom random) {
    this.request = request;
    this.random = random;
  }

  /**
   * How a way to a platform ended.
   *
   * @param outcome the last part of its text key
   * @param platform whom it was about
   * @param detail an account or rights, where the outcome names some; empty text otherwise
   */
  public record News(String outcome, String platform, String detail) implements Serializable {
    private static final long serialVersionUID = 1L;
  }

  /** A digest of the value that only this session has. */
  public String digest() {
    HttpSession session = request.getSession(true);
    if (!(session.getAttribute(BINDING) instanceof String)) {
      byte[] bytes = new byte[BYTES];
      random.nextBytes(bytes);
      session.setAttribute(BINDING, HexFormat.of().formatHex(bytes));
    }
    String value = String.valueOf(session.getAttribute(BINDING));
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256")
                  .digest(value.getBytes(StandardCharsets.US_ASCII)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /** Keeps the news for the next page. */
  public void leave(News news) {
    request.getSession(true).setAttribute(NEWS, news);
  }

  /** The news, once. */
  public Optional<News> news() {
    HttpSession session = request.getSession(false);
    if (session != null && session.getAttribute(NEWS) instanceof News news) {
      session.removeAttribute(NEWS);
      return Optional.of(news);
    }
    return Optional.empty();
  }
}
