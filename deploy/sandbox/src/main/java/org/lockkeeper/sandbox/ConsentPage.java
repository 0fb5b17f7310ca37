package org.lockkeeper.sandbox;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;

/** The page on which a pretend person says yes or no. Links only: no script, no form. */
final class ConsentPage {

  private ConsentPage() {}

  /** One thing that can be said. */
  record Choice(String id, String label, String href) {}

  static Answer of(String title, String explanation, List<String> rights, List<Choice> choices) {
    StringBuilder html = new StringBuilder();
    html.append("<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\">")
        .append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"><title>")
        .append(text(title))
        .append("</title><link rel=\"icon\" href=\"/icon.svg\" type=\"image/svg+xml\">")
        .append("<link rel=\"stylesheet\" href=\"/sandbox.css\"></head><body>")
        .append("<div class=\"banner\" role=\"note\">Sandbox: a pretend consent page</div>")
        .append("<main class=\"consent\"><section class=\"card\"><h1>")
        .append(text(title))
        .append("</h1><p>")
        .append(text(explanation))
        .append("</p>");
    if (!rights.isEmpty()) {
      html.append("<ul>");
      rights.forEach(right -> html.append("<li>").append(text(right)).append("</li>"));
      html.append("</ul>");
    }
    html.append("<p class=\"consent-choices\">");
    for (Choice choice : choices) {
      html.append("<a class=\"button\" rel=\"noreferrer\" id=\"")
          .append(text(choice.id()))
          .append("\" href=\"")
          .append(text(choice.href()))
          .append("\">")
          .append(text(choice.label()))
          .append("</a> ");
    }
    html.append("</p></section></main></body></html>");
    return new Answer(200, Map.of(), "text/html;charset=utf-8", html.toString())
        .with("Cache-Control", "no-store")
        .with("Referrer-Policy", "no-referrer")
        .with("X-Frame-Options", "DENY")
        .with(
            "Content-Security-Policy",
            "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none';"
                + " form-action 'none'");
  }

  /** What is wrong with the way in. */
  static Answer wrong(int status, String sentence) {
    Answer page = of("That does not work", sentence, List.of(), List.of());
    return new Answer(status, page.headers(), page.contentType(), page.text());
  }

  static Answer redirect(String to) {
    return new Answer(302, Map.of(), "text/plain;charset=utf-8", "")
        .with("Location", to)
        .with("Referrer-Policy", "no-referrer")
        .with("Cache-Control", "no-store");
  }

  /** A path with its query, each value escaped. */
  static String path(String path, Map<String, String> query) {
    StringJoiner joined = new StringJoiner("&");
    new LinkedHashMap<>(query)
        .forEach((name, value) -> joined.add(encoded(name) + "=" + encoded(value)));
    return path + (path.contains("?") ? "&" : "?") + joined;
  }

  static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  private static String text(String raw) {
    return raw.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
