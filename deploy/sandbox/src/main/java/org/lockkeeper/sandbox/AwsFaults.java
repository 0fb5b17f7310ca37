package org.lockkeeper.sandbox;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Trouble on order at the pretend AWS: until it is taken back, calls of a kind fail. */
final class AwsFaults implements AutoCloseable {

  /** What goes wrong. */
  enum Kind {
    /** An internal error, status 500. */
    DOWN,
    /** Too many calls. */
    THROTTLE,
    /** The caller's policy does not allow it. */
    ACCESS_DENIED,
    /** The answer is right and late. */
    SLOW,
    /** The answer is of before the last change. */
    STALE
  }

  /**
   * @param service {@code kms}, {@code secretsmanager} or {@code sqs}
   * @param region null for all
   * @param operation null for all
   * @param percent which share of the calls it hits, evenly
   * @param millis how late a slow answer is
   */
  record Fault(
      String service,
      @Nullable String region,
      @Nullable String operation,
      Kind kind,
      int percent,
      int millis) {

    boolean concerns(AwsRequest request) {
      return service.equals(request.service())
          && (region == null || region.equals(request.region()))
          && (operation == null || operation.equals(request.operation()));
    }
  }

  private static final class Counted {
    private final Fault fault;
    private long calls;

    Counted(Fault fault) {
      this.fault = fault;
    }

    boolean hits() {
      calls++;
      return calls * fault.percent() / 100 > (calls - 1) * fault.percent() / 100;
    }
  }

  private final List<Counted> waiting = new ArrayList<>();
  private final CountDownLatch closing = new CountDownLatch(1);

  synchronized void add(Fault fault) {
    waiting.add(new Counted(fault));
  }

  synchronized void clear() {
    waiting.clear();
  }

  synchronized List<Fault> all() {
    return waiting.stream().map(counted -> counted.fault).toList();
  }

  /** The trouble that this call has, if any. */
  synchronized Optional<Fault> of(AwsRequest request) {
    return waiting.stream()
        .filter(counted -> counted.fault.concerns(request))
        .filter(Counted::hits)
        .map(counted -> counted.fault)
        .findFirst();
  }

  /** Keeps a slow call waiting. */
  void hold(int millis) {
    try {
      if (closing.await(millis, TimeUnit.MILLISECONDS)) {
        return;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    closing.countDown();
  }
}
