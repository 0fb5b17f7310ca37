package org.lockkeeper.portal.session;

import jakarta.servlet.FilterChain;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One request and its answer, in memory. */
public final class Exchange {

  private static final String KEY = "key-of-this-browser";

  private final String method;
  private final String path;
  private final Map<String, String> asked = new HashMap<>();
  private final Map<String, String[]> parameters = new HashMap<>();
  private final Map<String, String> told = new HashMap<>();
  private final List<Cookie> cookies = new ArrayList<>();
  private Map<String, Object> kept = new HashMap<>();
  private Optional<String> query = Optional.empty();
  private Optional<String> type = Optional.empty();
  private String peer = "192.0.2.7";
  private boolean secure;
  private boolean ended;
  private int status = 200;
  private String location = "";
  private boolean passed;

  private Exchange(String method, String path) {
    this.method = method;
    this.path = path;
  }

  public static Exchange get(String path) {
    return new Exchange("GET", path);
  }

  public static Exchange post(String path) {
    return new Exchange("POST", path);
  }

  public Exchange with(String name, String... values) {
    parameters.put(name, values);
    return this;
  }

  Exchange header(String name, String value) {
    asked.put(name.toLowerCase(Locale.ROOT), value);
    return this;
  }

  Exchange query(String text) {
    query = Optional.of(text);
    return this;
  }

  Exchange of(UUID person) {
    kept.put(WebSession.ID, person);
    kept.put(BrowserKey.DIGEST, BrowserKey.digest(KEY));
    return cookie(BrowserKey.NAME, KEY);
  }

  /** Another request of the same browser. */
  Exchange after(Exchange former) {
    kept = former.kept;
    cookies.addAll(former.cookies);
    return this;
  }

  /** What the browser's session holds. */
  Map<String, Object> kept() {
    return Collections.unmodifiableMap(kept);
  }

  Exchange type(String text) {
    type = Optional.of(text);
    return this;
  }

  Exchange from(String address) {
    peer = address;
    return this;
  }

  Exchange cookie(String name, String value) {
    cookies.add(new Cookie(name, value));
    return this;
  }

  Exchange withoutCookies() {
    cookies.clear();
    return this;
  }

  Exchange secure() {
    secure = true;
    return this;
  }

  int status() {
    return status;
  }

  String location() {
    return location;
  }

  boolean passed() {
    return passed;
  }

  boolean sessionEnded() {
    return ended;
  }

  Optional<String> told(String name) {
    return Optional.ofNullable(told.get(name));
  }

  FilterChain chain() {
    return (request, response) -> passed = true;
  }

  /** The request as the server hands it over. */
  public HttpServletRequest request() {
    return of(
        HttpServletRequest.class,
        (name, values) ->
            switch (name) {
              case "getMethod" -> method;
              case "getServletPath", "getRequestURI" -> path;
              case "getContextPath" -> "";
              case "getQueryString" -> query.orElse(null);
              case "getHeader" -> asked.get(String.valueOf(values[0]).toLowerCase(Locale.ROOT));
              case "getHeaders" ->
                  Collections.enumeration(
                      Optional.ofNullable(
                              asked.get(String.valueOf(values[0]).toLowerCase(Locale.ROOT)))
                          .stream()
                          .toList());
              case "getRemoteAddr" -> peer;
              case "getCookies" -> cookies.isEmpty() ? null : cookies.toArray(new Cookie[0]);
              case "getContentType" -> type.orElse(null);
              case "isSecure" -> secure;
              case "getParameterMap" -> Map.copyOf(parameters);
              case "getParameter" ->
                  Optional.ofNullable(parameters.get(String.valueOf(values[0])))
                      .map(all -> all[0])
                      .orElse(null);
              case "getSession" -> !kept.isEmpty() && !ended ? session() : null;
              default -> null;
            });
  }

  private HttpSession session() {
    return of(
        HttpSession.class,
        (name, values) ->
            switch (name) {
              case "getAttribute" -> kept.get(String.valueOf(values[0]));
              case "setAttribute" -> kept.put(String.valueOf(values[0]), values[1]);
              case "invalidate" -> {
                ended = true;
                yield null;
              }
              default -> null;
            });
  }

  HttpServletResponse response() {
    return of(
        HttpServletResponse.class,
        (name, values) -> {
          switch (name) {
            case "setHeader", "addHeader" ->
                told.put(String.valueOf(values[0]), String.valueOf(values[1]));
            case "sendError" -> status = Integer.parseInt(String.valueOf(values[0]));
            case "sendRedirect" -> {
              status = 302;
              location = String.valueOf(values[0]);
            }
            case "isCommitted" -> {
              return false;
            }
            default -> {}
          }
          return null;
        });
  }

  private interface Answer {
    @Nullable Object to(String name, Object[] values);
  }

  private static <T> T of(Class<T> type, Answer answer) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, called, values) ->
                answer.to(called.getName(), values == null ? new Object[0] : values)));
  }
}
