package org.lockkeeper.compliance.encryption;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Keeps a bounded number of things, and lets go of the one that was not used for longest. */
final class RecentlyUsed<K, V> {

  private final ReentrantLock lock = new ReentrantLock();
  private final int bound;
  private final LinkedHashMap<K, V> things = new LinkedHashMap<>(16, 0.75f, true);

  RecentlyUsed(int bound) {
    this.bound = bound;
  }

  Optional<V> find(K key) {
    lock.lock();
    try {
      return Optional.ofNullable(things.get(key));
    } finally {
      lock.unlock();
    }
  }

  V getOrPut(K key, Supplier<V> fresh) {
    lock.lock();
    try {
      V thing = things.computeIfAbsent(key, k -> fresh.get());
      trim();
      return thing;
    } finally {
      lock.unlock();
    }
  }

  void put(K key, V thing) {
    lock.lock();
    try {
      things.put(key, thing);
      trim();
    } finally {
      lock.unlock();
    }
  }

  void remove(K key) {
    lock.lock();
    try {
      things.remove(key);
    } finally {
      lock.unlock();
    }
  }

  void removeIf(Predicate<Map.Entry<K, V>> gone) {
    lock.lock();
    try {
      things.entrySet().removeIf(gone);
    } finally {
      lock.unlock();
    }
  }

  int size() {
    lock.lock();
    try {
      return things.size();
    } finally {
      lock.unlock();
    }
  }

  private void trim() {
    var oldest = things.entrySet().iterator();
    while (things.size() > bound && oldest.hasNext()) {
      oldest.next();
      oldest.remove();
    }
  }
}
