package org.lockkeeper.sandbox;

import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Leaky buckets, one per name. They run on a steady clock of their own: moving the pretend time
 * neither fills nor empties them.
 */
final class RateLimits {

  private final LongSupplier nanos;
  private final double factor;
  private final Map<String, Bucket> buckets = new HashMap<>();

  private static final class Bucket {
    private double left;
    private long filledAt;

    Bucket(double left, long filledAt) {
      this.left = left;
      this.filledAt = filledAt;
    }
  }

  /**
   * @param nanos a clock that only goes forward
   * @param factor multiplies rate and size of every bucket
   */
  RateLimits(LongSupplier nanos, double factor) {
    this.nanos = nanos;
    this.factor = factor;
  }

  /**
   * Takes from the bucket if there is enough in it; a bucket is full when it is first asked for.
   */
  synchronized boolean take(String name, double perSecond, double size, double amount) {
    Bucket bucket = filled(name, perSecond, size);
    if (bucket.left < amount) {
      return false;
    }
    bucket.left -= amount;
    return true;
  }

  /** Puts back what was taken too much. */
  synchronized void giveBack(String name, double perSecond, double size, double amount) {
    Bucket bucket = filled(name, perSecond, size);
    bucket.left = Math.min(size * factor, bucket.left + amount);
  }

  synchronized double left(String name, double perSecond, double size) {
    return filled(name, perSecond, size).left;
  }

  double factor() {
    return factor;
  }

  private Bucket filled(String name, double perSecond, double size) {
    long now = nanos.getAsLong();
    Bucket bucket = buckets.computeIfAbsent(name, key -> new Bucket(size * factor, now));
    double gained = (now - bucket.filledAt) / 1e9 * perSecond * factor;
    bucket.left = Math.min(size * factor, bucket.left + gained);
    bucket.filledAt = now;
    return bucket;
  }
}
