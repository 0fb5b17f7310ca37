package org.lockkeeper.integration.http;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.lockkeeper.kernel.SellerId;

/**
 * How many calls are under way at once on this node: in all, to one host, and for one seller. A
 * lane that comes free goes to the sellers in turn, so that one with ten thousand calls waits
 * behind one with a single call, and not the other way round.
 *
 * <p>Few calls wait here, and not for long: who waits holds a thread that others need. The rest is
 * sent away and comes back as an errand.
 */
@ApplicationScoped
class Lanes {

  private final Limits limits;
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<SellerId, Integer> ofSeller = new HashMap<>();
  private final Map<String, Integer> toHost = new HashMap<>();
  private final Map<SellerId, Deque<Waiting>> waiting = new LinkedHashMap<>();
  private int inAll;

  @Inject
  Lanes(
      @ConfigProperty(name = "lockkeeper.http.calls-at-once", defaultValue = "32") int inAll,
      @ConfigProperty(name = "lockkeeper.http.calls-at-once-per-host", defaultValue = "16")
          int perHost,
      @ConfigProperty(name = "lockkeeper.http.calls-at-once-per-seller", defaultValue = "6")
          int perSeller) {
    this(new Limits(inAll, perHost, perSeller, 2));
  }

  Lanes(Limits limits) {
    this.limits = limits;
  }

  /**
   * How many at once.
   *
   * @param waiting how many calls of one seller may wait; with {@code perSeller} fewer than the
   *     threads that do errands, or one seller could hold them all
   */
  record Limits(int inAll, int perHost, int perSeller, int waiting) {}

  /** A call under way. To be closed. */
  final class Lane implements AutoCloseable {

    private final SellerId seller;
    private final String host;

    private Lane(SellerId seller, String host) {
      this.seller = seller;
      this.host = host;
    }

    /** Stays in the lane without a call. */
    void pause(Duration span) throws InterruptedException {
      TimeUnit.NANOSECONDS.sleep(span.toNanos());
    }

    @Override
    public void close() {
      leave(seller, host);
    }
  }

  private record Waiting(SellerId seller, String host, CountDownLatch admitted) {}

  /**
   * Waits for a lane.
   *
   * @return empty if there is none in time, or too many of the same seller wait already
   */
  Optional<Lane> enter(SellerId seller, String host, Duration patience)
      throws InterruptedException {
    Waiting mine;
    lock.lock();
    try {
      Deque<Waiting> before = waiting.getOrDefault(seller, new ArrayDeque<>());
      if (before.stream().noneMatch(other -> other.host().equals(host)) && isFree(seller, host)) {
        occupy(seller, host);
        return Optional.of(new Lane(seller, host));
      }
      if (before.size() >= limits.waiting()) {
        return Optional.empty();
      }
      mine = new Waiting(seller, host, new CountDownLatch(1));
      before.add(mine);
      waiting.put(seller, before);
    } finally {
      lock.unlock();
    }
    boolean inTime = false;
    try {
      inTime = mine.admitted().await(patience.toNanos(), TimeUnit.NANOSECONDS);
      return inTime || !withdraw(mine) ? Optional.of(new Lane(seller, host)) : Optional.empty();
    } catch (InterruptedException e) {
      if (!withdraw(mine)) {
        leave(seller, host);
      }
      throw e;
    }
  }

  /** How many calls are under way. */
  int busy() {
    lock.lock();
    try {
      return inAll;
    } finally {
      lock.unlock();
    }
  }

  /** Whether it was still waiting. */
  private boolean withdraw(Waiting mine) {
    lock.lock();
    try {
      Deque<Waiting> queue = waiting.getOrDefault(mine.seller(), new ArrayDeque<>());
      boolean removed = queue.remove(mine);
      if (removed && queue.isEmpty()) {
        waiting.remove(mine.seller());
      }
      return removed;
    } finally {
      lock.unlock();
    }
  }

  private void leave(SellerId seller, String host) {
    lock.lock();
    try {
      inAll--;
      less(ofSeller, seller);
      less(toHost, host);
      while (admitNext()) {
        // One lane may let in one call to another host, too.
      }
    } finally {
      lock.unlock();
    }
  }

  /** Lets in the first call that may go, and puts its seller at the end of the line. */
  private boolean admitNext() {
    List<Map.Entry<SellerId, Deque<Waiting>>> line = new ArrayList<>(waiting.entrySet());
    for (Map.Entry<SellerId, Deque<Waiting>> entry : line) {
      for (Waiting next : entry.getValue()) {
        if (isFree(next.seller(), next.host())) {
          entry.getValue().remove(next);
          waiting.remove(entry.getKey());
          if (!entry.getValue().isEmpty()) {
            waiting.put(entry.getKey(), entry.getValue());
          }
          occupy(next.seller(), next.host());
          next.admitted().countDown();
          return true;
        }
      }
    }
    return false;
  }

  private boolean isFree(SellerId seller, String host) {
    return inAll < limits.inAll()
        && toHost.getOrDefault(host, 0) < limits.perHost()
        && ofSeller.getOrDefault(seller, 0) < limits.perSeller();
  }

  private void occupy(SellerId seller, String host) {
    inAll++;
    ofSeller.merge(seller, 1, Integer::sum);
    toHost.merge(host, 1, Integer::sum);
  }

  private static <K> void less(Map<K, Integer> counts, K key) {
    counts.computeIfPresent(key, (k, count) -> count > 1 ? count - 1 : null);
  }
}
