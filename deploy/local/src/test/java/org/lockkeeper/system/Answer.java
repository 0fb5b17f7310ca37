package org.lockkeeper.system;

import java.net.http.HttpHeaders;
import java.net.http.HttpResponse;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What came back over HTTP. */
record Answer(int status, HttpHeaders headers, String body) {

  /** The page that was asked for, which the steps of signing in hand on. */
  private static final Pattern WANTED =
      Pattern.compile("<input type=\"hidden\" name=\"to\" value=\"([^\"&]*)\"");

  private static final Pattern STATE =
      Pattern.compile("name=\"jakarta\\.faces\\.ViewState\"[^>]*value=\"([^\"]+)\"");
  private static final Pattern NONCE = Pattern.compile("nonce=\"[^\"]*\"|csp\\.init\\('[^']*'\\)");
  private static final Pattern SCRIPTS = Pattern.compile("csp\\.init\\('([^']*)'\\)");
  private static final Pattern SEALED =
      Pattern.compile("<td class=\"(?:id|quiet)\">(?:waiting|No\\. [0-9,]+, epoch [0-9]+)</td>");
  private static final Pattern REFERENCE = Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}\\b");

  static Answer of(HttpResponse<String> response) {
    return new Answer(response.statusCode(), response.headers(), response.body());
  }

  /** Empty text if there is none. */
  String header(String name) {
    return headers.firstValue(name).orElse("");
  }

  List<String> all(String name) {
    return headers.allValues(name);
  }

  /** The path of a redirect. */
  String location() {
    return header("Location").replaceFirst("^https?://[^/]+", "");
  }

  /** The state of the page, as its forms send it back. */
  Optional<String> viewState() {
    Matcher found = STATE.matcher(body);
    return found.find() ? Optional.of(found.group(1)) : Optional.empty();
  }

  /** What every form of the page sends back, and what its script adds to them. */
  Map<String, String> hidden() {
    Map<String, String> hidden = new LinkedHashMap<>();
    hidden.put("jakarta.faces.ViewState", viewState().orElseThrow());
    Matcher nonce = SCRIPTS.matcher(body);
    if (nonce.find()) {
      hidden.put("primefaces.nonce", nonce.group(1));
    }
    Matcher to = WANTED.matcher(body);
    if (to.find()) {
      hidden.put("to", to.group(1));
    }
    return hidden;
  }

  /**
   * The body without what differs from request to request: the nonce, the state, the reference, how
   * far the audit log is sealed, and what was asked for.
   */
  String lasting(String asked) {
    String text = NONCE.matcher(body.replace(asked, "asked")).replaceAll("nonce");
    text = STATE.matcher(text).replaceAll("state");
    text = SEALED.matcher(text).replaceAll("place in the log");
    return REFERENCE.matcher(text).replaceAll("reference");
  }
}
