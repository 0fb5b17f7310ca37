package org.lockkeeper.portal.people;

import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.lockkeeper.compliance.access.people.PublishReviewKeys;

/**
 * {@code /.well-known/lockkeeper-review-keys}: the public keys that sign results of access reviews,
 * as a JWK set.
 */
@WebServlet("/.well-known/lockkeeper-review-keys")
public class ReviewKeysDoor extends HttpServlet {

  private static final long serialVersionUID = 1L;

  private final transient PublishReviewKeys keys;

  @Inject
  ReviewKeysDoor(PublishReviewKeys keys) {
    this.keys = keys;
  }

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    byte[] document = keys.document();
    response.setContentType("application/jwk-set+json");
    response.setHeader(
        "Content-Disposition", "attachment; filename=\"lockkeeper-review-keys.json\"");
    response.setContentLength(document.length);
    response.getOutputStream().write(document);
  }
}
