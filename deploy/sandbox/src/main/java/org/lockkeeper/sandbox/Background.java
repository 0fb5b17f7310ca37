package org.lockkeeper.sandbox;

import static java.lang.System.Logger.Level.ERROR;
import static java.lang.System.Logger.Level.INFO;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** What goes on by itself: state written each second, streams of orders, parcels that move. */
final class Background implements AutoCloseable {

  private static final System.Logger LOG = System.getLogger(Background.class.getName());
  private static final Duration WRITE_EVERY = Duration.ofMillis(700);

  private final ScheduledExecutorService timer = timer();
  private final AmazonDesk desk;
  private final ScheduledFuture<?> writing;
  private final Map<Long, Stream> streams = new LinkedHashMap<>();
  private @Nullable ScheduledFuture<?> autoMove;
  private int secondsPerStep;
  private long lastStream;

  /**
   * @param wanted how many orders in all; 0 for as many as until somebody says stop
   */
  record Stream(
      long id,
      String shop,
      double perSecond,
      int wanted,
      AtomicInteger placed,
      ScheduledFuture<?> task) {}

  Background(Ledger ledger, AmazonDesk desk) {
    this.desk = desk;
    writing = every(WRITE_EVERY, ledger::flush);
  }

  /** Places an order again and again. */
  synchronized Stream stream(String shop, double perSecond, int wanted, Runnable place) {
    long id = ++lastStream;
    AtomicInteger placed = new AtomicInteger();
    Duration pause = Duration.ofNanos(Math.round(1e9 / perSecond));
    ScheduledFuture<?> task =
        every(
            pause,
            () -> {
              place.run();
              if (placed.incrementAndGet() == wanted) {
                stop(id);
              }
            });
    Stream stream = new Stream(id, shop, perSecond, wanted, placed, task);
    streams.put(id, stream);
    LOG.log(INFO, "stream.started stream={0} shop={1} rate={2}", id, shop, perSecond);
    return stream;
  }

  synchronized List<Stream> streams() {
    return List.copyOf(streams.values());
  }

  synchronized int stopStreams() {
    int stopped = streams.size();
    streams.values().forEach(stream -> stream.task().cancel(false));
    streams.clear();
    return stopped;
  }

  /**
   * @param seconds between two steps of every order; 0 stops
   */
  synchronized void autoMove(int seconds) {
    ScheduledFuture<?> before = autoMove;
    if (before != null) {
      before.cancel(false);
    }
    secondsPerStep = seconds;
    autoMove = seconds == 0 ? null : every(Duration.ofSeconds(seconds), desk::stepAll);
  }

  synchronized int secondsPerStep() {
    return secondsPerStep;
  }

  @Override
  public void close() {
    writing.cancel(false);
    timer.shutdownNow();
  }

  private synchronized void stop(long id) {
    Stream stream = streams.remove(id);
    if (stream != null) {
      stream.task().cancel(false);
    }
  }

  private ScheduledFuture<?> every(Duration pause, Runnable work) {
    return timer.scheduleAtFixedRate(
        () -> {
          try {
            work.run();
          } catch (RuntimeException e) {
            LOG.log(ERROR, "background.failed", e);
          }
        },
        pause.toNanos(),
        pause.toNanos(),
        TimeUnit.NANOSECONDS);
  }

  private static ScheduledExecutorService timer() {
    ScheduledThreadPoolExecutor timer =
        new ScheduledThreadPoolExecutor(
            3, Thread.ofPlatform().daemon().name("background-", 0).factory());
    timer.setRemoveOnCancelPolicy(true);
    return timer;
  }
}
