package org.lockkeeper.system;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** Somebody at the portal's door with a cookie and no manners: sends whatever a test says. */
final class Visitor {

  /** The name of the session's cookie. */
  static final String COOKIE = "lockkeeper";

  /** The name of the cookie that shows that the session's id is the browser's own. */
  private static final String KEY = "lockkeeper-key";

  private static final HttpClient CLIENT =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(5))
          .build();

  private final String portal;
  private final UnaryOperator<String> codes;
  private Optional<String> session = Optional.empty();
  private Optional<String> key = Optional.empty();

  /**
   * Somebody.
   *
   * @param codes what the phone of a login shows
   */
  Visitor(String portal, UnaryOperator<String> codes) {
    this.portal = portal;
    this.codes = codes;
  }

  /** Another visitor with the same cookies. */
  Visitor twin() {
    Visitor twin = new Visitor(portal, codes);
    twin.session = session;
    twin.key = key;
    return twin;
  }

  Optional<String> session() {
    return session;
  }

  /** With a session's id that nobody was given. */
  Visitor withSession(String id) {
    session = Optional.of(id);
    return this;
  }

  Answer get(String path) {
    return send("GET", path, Optional.empty(), Map.of());
  }

  Answer send(String method, String path, Optional<String> body, Map<String, String> headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(portal + path))
            .timeout(Duration.ofSeconds(30))
            .method(
                method,
                body.map(HttpRequest.BodyPublishers::ofString)
                    .orElseGet(HttpRequest.BodyPublishers::noBody));
    headers.forEach(request::header);
    cookies().ifPresent(all -> request.header("Cookie", all));
    try {
      Answer answer = Answer.of(CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString()));
      given(answer, COOKIE).ifPresent(id -> session = Optional.of(id));
      given(answer, KEY).ifPresent(value -> key = Optional.of(value));
      return answer;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static Optional<String> given(Answer answer, String name) {
    return answer.all("Set-Cookie").stream()
        .filter(cookie -> cookie.startsWith(name + "="))
        .map(cookie -> cookie.substring(name.length() + 1).split(";", 2)[0])
        .reduce((first, last) -> last);
  }

  private Optional<String> cookies() {
    return session.map(
        id -> COOKIE + "=" + id + key.map(value -> "; " + KEY + "=" + value).orElse(""));
  }

  /** Posts a form as a page of ours would. */
  Answer post(String path, Map<String, String> form) {
    return post(path, form, Map.of("Sec-Fetch-Site", "same-origin", "Origin", portal));
  }

  Answer post(String path, Map<String, String> form, Map<String, String> headers) {
    Map<String, String> all = new LinkedHashMap<>(headers);
    all.put("Content-Type", "application/x-www-form-urlencoded");
    return send("POST", path, Optional.of(encoded(form)), all);
  }

  /** Posts a form whose answer is a file; empty unless it is one. */
  Optional<byte[]> download(String path, Map<String, String> form) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(portal + path))
            .timeout(Duration.ofSeconds(30))
            .header("Sec-Fetch-Site", "same-origin")
            .header("Origin", portal)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString(encoded(form)));
    cookies().ifPresent(all -> request.header("Cookie", all));
    try {
      HttpResponse<byte[]> answer =
          CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
      return answer.headers().firstValue("Content-Disposition").map(file -> answer.body());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static String encoded(Map<String, String> form) {
    return form.entrySet().stream()
        .map(field -> encoded(field.getKey()) + "=" + encoded(field.getValue()))
        .collect(Collectors.joining("&"));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  /** Fills in both steps of signing in and sends them; the answer is that to the last one. */
  Answer signIn(String login, String password) {
    Answer first = password(login, password);
    return first.status() == 302 && first.location().startsWith("/second-factor")
        ? second(first.location(), codes.apply(login))
        : first;
  }

  /** Sends something typed as the second factor. */
  Answer second(String path, String typed) {
    Map<String, String> form = new LinkedHashMap<>();
    form.put("second-factor", "second-factor");
    form.put("second", typed);
    form.put("show", "");
    form.putAll(get(path).hidden());
    return post("/second-factor", form);
  }

  /** Fills in the first step of signing in and sends it. */
  Answer password(String login, String password) {
    return password("/sign-in", login, password);
  }

  /**
   * Fills in the first step on the page to which another one led, and sends it.
   *
   * @param asked the address of that page, with what was wanted
   */
  Answer password(String asked, String login, String password) {
    Answer page = get(asked);
    Map<String, String> form = new LinkedHashMap<>();
    form.put("sign-in", "sign-in");
    form.put("login", login);
    form.put("password", password);
    form.put("enter", "");
    form.putAll(page.hidden());
    return post("/sign-in", form);
  }

  /** Signs in, or fails the test. */
  Visitor as(Seller seller) {
    return as(seller.login(), seller.password());
  }

  Visitor as(String login, String password) {
    Answer answer = signIn(login, password);
    if (answer.status() != 302 || answer.location().matches("/(sign-in|second-factor|enroll).*")) {
      throw new AssertionError("could not sign in: " + answer.status());
    }
    return this;
  }

  /** Presses the button by which one signs out. */
  Answer signOut(String page) {
    Map<String, String> form = new LinkedHashMap<>();
    form.put("out", "out");
    form.put("out:sign-out", "");
    form.putAll(get(page).hidden());
    return post(page, form);
  }
}
