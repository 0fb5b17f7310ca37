package org.lockkeeper.integration.http;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.lang.System.Logger.Level;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.lockkeeper.compliance.monitoring.RefusalReason;
import org.lockkeeper.kernel.PlatformTrouble;
import org.lockkeeper.kernel.SellerId;

/**
 * Sends requests to outside platforms: to those that may be called, as often as they may be, and
 * never without a line in the call log.
 */
@ApplicationScoped
public class Outbound {

  private static final System.Logger LOG = System.getLogger(Outbound.class.getName());

  private static final Duration WHOLE = Duration.ofSeconds(15);

  /** A call that would have to wait longer than this comes again as an errand. */
  private static final Duration PATIENCE = Duration.ofMillis(250);

  /** A call for which there was no lane comes again after half of this or more. */
  private static final Duration NO_LANE = Duration.ofSeconds(2);

  private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);
  private static final Pattern REQUEST_ID = Pattern.compile("[A-Za-z0-9-]{8,64}");
  private static final Pattern HOST = Pattern.compile("[a-z0-9.:\\[\\]_-]{1,253}");

  private final Destinations destinations;
  private final CallLog log;
  private final Budgets budgets;
  private final Rates rates;
  private final Lanes lanes;
  private final SecureRandom random;
  private final Wire wire;
  private final Duration whole;

  @Inject
  Outbound(
      Destinations destinations,
      CallLog log,
      Budgets budgets,
      Rates rates,
      Lanes lanes,
      SecureRandom random) {
    this(destinations, log, budgets, rates, lanes, random, new Wire(destinations), WHOLE);
  }

  Outbound(
      Destinations destinations,
      CallLog log,
      Budgets budgets,
      Rates rates,
      Lanes lanes,
      SecureRandom random,
      Wire wire,
      Duration whole) {
    this.destinations = destinations;
    this.log = log;
    this.budgets = budgets;
    this.rates = rates;
    this.lanes = lanes;
    this.random = random;
    this.wire = wire;
    this.whole = whole;
  }

  /**
   * What is sent.
   *
   * @param operation what the platform calls it; stands in the call log
   * @param headers sent as they are written, each one line
   * @param body empty for a request without one; sent in UTF-8, byte for byte
   * @param budget out of which the call is taken; empty for what the platform does not count
   */
  public record Request(
      SellerId seller,
      String operation,
      String method,
      URI uri,
      Map<String, String> headers,
      Optional<String> body,
      Optional<Budget> budget) {

    /** A request that no platform counts. */
    public Request(
        SellerId seller,
        String operation,
        String method,
        URI uri,
        Map<String, String> headers,
        Optional<String> body) {
      this(seller, operation, method, uri, headers, body, Optional.empty());
    }

    /** The same, taken out of a budget. */
    public Request outOf(Budget from) {
      return new Request(seller, operation, method, uri, headers, body, Optional.of(from));
    }

    @Override
    public String toString() {
      return "Request[" + operation + "]";
    }
  }

  /** What came back. Not for any log. */
  public static final class Answer {

    private final int status;
    private final Map<String, String> headers;
    private final byte[] body;

    /**
     * @param headers by their names in small letters
     */
    Answer(int status, Map<String, String> headers, byte[] body) {
      this.status = status;
      this.headers = Map.copyOf(headers);
      this.body = body;
    }

    public int status() {
      return status;
    }

    /** The first header of that name, however it is written. */
    public Optional<String> header(String name) {
      return Optional.ofNullable(headers.get(name.toLowerCase(Locale.ROOT)));
    }

    /** The raw bytes; not to be kept. */
    public byte[] body() {
      return body;
    }

    @Override
    public String toString() {
      return "Answer[" + status + "]";
    }
  }

  /**
   * Sends and waits, at most fifteen seconds until the last byte of the answer.
   *
   * @throws PlatformTrouble with {@code UNAVAILABLE} if nothing was sent, {@code DOUBTFUL} if it
   *     may have been, {@code REFUSED} if the destination may not be called, and {@code THROTTLED}
   *     with the moment to come again if there were too many calls: before this one, or as the
   *     platform says of it, where the request has a budget
   */
  public Answer send(Request request) {
    String host = Destinations.host(request.uri());
    try {
      destinations.check(request.uri());
    } catch (Destinations.Refused e) {
      throw refused(request, host, e.reason());
    }
    try (Lanes.Lane lane = lane(request, host)) {
      Optional<Budget> budget = request.budget().map(rates::of);
      Budgets.Turn.Taken turn =
          budget
              .map(plan -> turn(request, key(request, host, plan), plan))
              .orElse(new Budgets.Turn.Taken(Duration.ZERO, 0));
      lane.pause(turn.pause());
      return called(request, host, budget, turn);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new PlatformTrouble(request.operation(), PlatformTrouble.Kind.UNAVAILABLE);
    }
  }

  private Lanes.Lane lane(Request request, String host) throws InterruptedException {
    return lanes
        .enter(request.seller(), host, PATIENCE)
        .orElseThrow(
            () ->
                new PlatformTrouble(
                    request.operation(),
                    PlatformTrouble.Kind.THROTTLED,
                    Optional.of(scattered(NO_LANE))));
  }

  private Budgets.Turn.Taken turn(Request request, Budgets.Key key, Budget budget) {
    return switch (budgets.take(key, budget, PATIENCE)) {
      case Budgets.Turn.Taken taken -> taken;
      case Budgets.Turn.Later later ->
          throw new PlatformTrouble(
              request.operation(), PlatformTrouble.Kind.THROTTLED, Optional.of(later.retryAfter()));
    };
  }

  private Answer called(
      Request request, String host, Optional<Budget> budget, Budgets.Turn.Taken turn) {
    long began = System.nanoTime();
    Optional<Answer> answer = Optional.empty();
    Throttling.Signal signal = Throttling.Signal.nothing();
    boolean made = true;
    try {
      Answer whatCame = wire.exchange(request, whole);
      answer = Optional.of(whatCame);
      if (budget.isPresent()) {
        signal = budget.get().throttling().read(whatCame);
      }
    } catch (Wire.NotSent e) {
      if (e.refusal().isPresent()) {
        made = false;
        throw refused(request, host, e.refusal().get().reason());
      }
      if (e.isTls()) {
        note(request, host, RefusalReason.TLS);
      }
      throw new PlatformTrouble(request.operation(), PlatformTrouble.Kind.UNAVAILABLE);
    } catch (Wire.InDoubt e) {
      throw new PlatformTrouble(request.operation(), PlatformTrouble.Kind.DOUBTFUL);
    } finally {
      if (made) {
        log.note(
            new CallLog.Call(
                request.seller(),
                host,
                request.operation(),
                answer.map(Answer::status).orElse(0),
                (System.nanoTime() - began) / 1_000_000,
                answer.map(a -> a.body().length).orElse(0),
                signal.throttled(),
                answer.flatMap(Outbound::requestId),
                budget.map(Budget::name),
                1 + turn.throttledInRow()));
      }
    }
    if (budget.isPresent()) {
      heed(request, key(request, host, budget.get()), turn, signal);
    }
    return answer.orElseThrow();
  }

  private void heed(
      Request request, Budgets.Key key, Budgets.Turn.Taken turn, Throttling.Signal signal) {
    if (signal.throttled()) {
      Duration pause =
          signal
              .pause()
              .filter(told -> !told.isZero())
              .orElseGet(() -> backOff(turn.throttledInRow()));
      signal.level().ifPresent(level -> budgets.heard(key, level));
      budgets.throttled(key, pause);
      throw new PlatformTrouble(
          request.operation(), PlatformTrouble.Kind.THROTTLED, Optional.of(pause));
    }
    if (signal.level().isPresent() || turn.throttledInRow() > 0) {
      budgets.heard(key, signal.level().orElse(Throttling.Level.SILENT));
    }
  }

  /** A second, doubling with each in a row up to a minute, and somewhere in its upper half. */
  private Duration backOff(int throttledInRow) {
    Duration pause = FIRST_PAUSE.multipliedBy(1L << Math.min(throttledInRow, 6));
    return scattered(pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE);
  }

  private Duration scattered(Duration span) {
    long half = span.toMillis() / 2;
    return Duration.ofMillis(half + random.nextLong(half + 1));
  }

  private PlatformTrouble refused(Request request, String host, RefusalReason reason) {
    note(request, host, reason);
    return new PlatformTrouble(request.operation(), PlatformTrouble.Kind.REFUSED);
  }

  private void note(Request request, String host, RefusalReason reason) {
    String named = HOST.matcher(host).matches() ? host : "";
    LOG.log(
        Level.WARNING,
        "outbound.refused host={0} operation={1} why={2}",
        named,
        request.operation(),
        reason);
    log.refused(request.seller(), named, request.operation(), reason);
  }

  private static Budgets.Key key(Request request, String host, Budget budget) {
    return new Budgets.Key(request.seller(), budget.application(), host, budget.name());
  }

  private static Optional<String> requestId(Answer answer) {
    return Stream.of("x-amzn-RequestId", "x-request-id", "x-tt-logid")
        .flatMap(name -> answer.header(name).stream())
        .filter(id -> REQUEST_ID.matcher(id).matches())
        .findFirst();
  }

  @PreDestroy
  void close() {
    wire.close();
  }
}
