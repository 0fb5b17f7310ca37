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

  /** The part of the portal: the first segment of the path. */
  static String area(HttpServletRequest request) {
    return area(of(request));
  }

  static String area(String path) {
    int end = path.indexOf('/', 1);
    return end < 0 ? path.substring(1) : path.substring(1, end);
  }
}
