package org.lockkeeper.portal.session;

import jakarta.servlet.http.HttpServletRequest;

/** The path as the server understood it: decoded, without {@code ..} and parameters. */
final class RequestPath {

  private RequestPath() {}

  static String of(HttpServletRequest request) {
    String info = request.getPathInfo();
    String path = request.getServletPath() + (info == null ? "" : info);
    return path.isEmpty() ? "/" : path;
  }
}
