package org.lockkeeper.portal.admin;

import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.lockkeeper.compliance.pack.AskPack;

/**
 * {@code /.well-known/lockkeeper-pack-keys}: the public keys that sign evidence packs, as a JWK
 * set; whoever was given a pack compares its key with these.
 */
@WebServlet("/.well-known/lockkeeper-pack-keys")
public class PackKeysDoor extends HttpServlet {

  private static final long serialVersionUID = 1L;

  private final transient AskPack packs;

  @Inject
  PackKeysDoor(AskPack packs) {
    this.packs = packs;
  }

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    byte[] document = packs.keys();
    response.setContentType("application/jwk-set+json");
    response.setHeader("Content-Disposition", "attachment; filename=\"lockkeeper-pack-keys.json\"");
    response.setContentLength(document.length);
    response.getOutputStream().write(document);
  }
}
