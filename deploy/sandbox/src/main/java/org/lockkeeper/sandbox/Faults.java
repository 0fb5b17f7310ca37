package org.lockkeeper.sandbox;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Trouble on order: the next calls to a platform fail in a chosen way. */
final class Faults implements AutoCloseable {

  /** Whom a call goes to. */
  enum Platform {
    SHOPIFY,
    LWA,
    AMAZON,
    TIKTOK;

    static Platform of(String word) {
      return valueOf(word.toUpperCase(Locale.ROOT));
    }

    @JsonValue
    String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** What goes wrong. */
  enum Kind {
    FAIL_500,
    FAIL_503,
    TIMEOUT,
    THROTTLE,
    SUCCEED_THEN_500,
    SUCCEED_THEN_TIMEOUT,
    UNAUTHORIZED
  }

  /**
   * @param operation null for every operation of the platform
   * @param left how many calls it still hits
   * @param seconds how long a call that times out is kept waiting
   */
  record Fault(
      long id,
      Platform platform,
      @Nullable String operation,
      Kind kind,
      int count,
      int left,
      int seconds) {

    boolean hits(Platform asked, List<String> operations) {
      return platform == asked
          && (operation == null || operations.stream().anyMatch(operation::equalsIgnoreCase));
    }
  }

  private final List<Fault> waiting = new ArrayList<>();
  private final CountDownLatch closing = new CountDownLatch(1);
  private long lastId;

  synchronized Fault add(
      Platform platform, @Nullable String operation, Kind kind, int count, int seconds) {
    Fault fault = new Fault(++lastId, platform, operation, kind, count, count, seconds);
    waiting.add(fault);
    return fault;
  }

  synchronized List<Fault> waiting() {
    return List.copyOf(waiting);
  }

  synchronized void clear() {
    waiting.clear();
  }

  /**
   * Does the work, or has it fail as ordered.
   *
   * @param operations every name that the call goes by
   * @param failure how this platform says that it has failed
   */
  Answer around(
      Platform platform,
      List<String> operations,
      Function<Kind, Answer> failure,
      Supplier<Answer> work) {
    Fault fault = take(platform, operations);
    if (fault == null) {
      return work.get();
    }
    return switch (fault.kind()) {
      case FAIL_500, FAIL_503, THROTTLE, UNAUTHORIZED -> failure.apply(fault.kind());
      case TIMEOUT -> {
        hold(fault.seconds());
        yield failure.apply(Kind.FAIL_503);
      }
      case SUCCEED_THEN_500 -> {
        Answer unsaid = work.get();
        yield unsaid.status() < 300 ? failure.apply(Kind.FAIL_500) : unsaid;
      }
      case SUCCEED_THEN_TIMEOUT -> {
        Answer unsaid = work.get();
        hold(fault.seconds());
        yield unsaid.status() < 300 ? failure.apply(Kind.FAIL_503) : unsaid;
      }
    };
  }

  /** Lets go of every call that is kept waiting. */
  @Override
  public void close() {
    closing.countDown();
  }

  private synchronized @Nullable Fault take(Platform platform, List<String> operations) {
    for (Iterator<Fault> each = waiting.iterator(); each.hasNext(); ) {
      Fault fault = each.next();
      if (fault.hits(platform, operations)) {
        if (fault.left() == 1) {
          each.remove();
        } else {
          waiting.set(
              waiting.indexOf(fault),
              new Fault(
                  fault.id(),
                  fault.platform(),
                  fault.operation(),
                  fault.kind(),
                  fault.count(),
                  fault.left() - 1,
                  fault.seconds()));
        }
        return fault;
      }
    }
    return null;
  }

  private void hold(int seconds) {
    try {
      if (closing.await(seconds, TimeUnit.SECONDS)) {
        return;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
