package org.lockkeeper.compliance.encryption;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Supplier;

/**
 * Lets one caller do a piece of work and the others, who want the same at the same time, wait for
 * its outcome, be that an answer or a trouble.
 */
final class SingleFlight<K, V> {

  private final ConcurrentMap<K, CompletableFuture<V>> flights = new ConcurrentHashMap<>();

  /** The answer of {@code work}, done by this caller or by the one who came first. */
  V get(K key, Supplier<V> work) {
    CompletableFuture<V> mine = new CompletableFuture<>();
    CompletableFuture<V> first = flights.putIfAbsent(key, mine);
    if (first != null) {
      return await(first);
    }
    try {
      V answer = work.get();
      mine.complete(answer);
      return answer;
    } catch (RuntimeException | Error trouble) {
      mine.completeExceptionally(trouble);
      throw trouble;
    } finally {
      flights.remove(key, mine);
    }
  }

  private static <V> V await(CompletableFuture<V> first) {
    try {
      return first.join();
    } catch (CompletionException wrapped) {
      if (wrapped.getCause() instanceof RuntimeException trouble) {
        throw trouble;
      }
      throw wrapped;
    }
  }
}
