package org.lockkeeper.sandbox;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The last calls to the pretend platforms, so that tests can hold them against the real models. */
final class Exchanges {

  private static final int KEPT = 2_000;
  private static final int INVALID_KEPT = 200;
  private static final Pattern SECRETS =
      Pattern.compile("(client_secret|refresh_token|access_token|code)(=|\"\\s*:\\s*\")([^&\"]*)");

  /**
   * @param invalid what is wrong with the request, null if nothing is
   */
  record Exchange(
      long id,
      Faults.Platform platform,
      String operation,
      @Nullable String seller,
      Instant at,
      String method,
      String path,
      Map<String, List<String>> query,
      String requestBody,
      int status,
      Map<String, String> responseHeaders,
      String responseBody,
      @Nullable String invalid) {

    @Override
    public String toString() {
      return "Exchange[" + id + ", " + operation + ", " + status + "]";
    }
  }

  private final SandboxClock clock;
  private final Deque<Exchange> all = new ArrayDeque<>();
  private final Deque<Exchange> invalid = new ArrayDeque<>();
  private long lastId;

  Exchanges(SandboxClock clock) {
    this.clock = clock;
  }

  /**
   * @param path without the prefix under which this process has the platform
   */
  synchronized void add(
      Faults.Platform platform,
      String operation,
      @Nullable String seller,
      Call call,
      String path,
      Answer answer,
      @Nullable String wrong) {
    boolean secret = platform == Faults.Platform.LWA;
    Exchange exchange =
        new Exchange(
            ++lastId,
            platform,
            operation,
            seller,
            clock.now(),
            call.method(),
            path,
            call.query(),
            secret ? masked(call.body()) : call.body(),
            answer.status(),
            answer.headers(),
            secret ? masked(answer.text()) : answer.text(),
            wrong);
    all.addLast(exchange);
    if (all.size() > KEPT) {
      all.removeFirst();
    }
    if (wrong != null) {
      invalid.addLast(exchange);
      if (invalid.size() > INVALID_KEPT) {
        invalid.removeFirst();
      }
    }
  }

  /** Oldest first. */
  synchronized List<Exchange> of(Optional<Faults.Platform> platform) {
    List<Exchange> found = new ArrayList<>(all);
    found.removeIf(exchange -> platform.isPresent() && exchange.platform() != platform.get());
    return List.copyOf(found);
  }

  /** Requests that the real platform would have refused, oldest first. */
  synchronized List<Exchange> invalid() {
    return List.copyOf(invalid);
  }

  synchronized void clear() {
    all.clear();
    invalid.clear();
  }

  static String masked(String text) {
    return SECRETS.matcher(text).replaceAll("$1$2***");
  }
}
