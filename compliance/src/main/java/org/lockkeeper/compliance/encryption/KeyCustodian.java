package org.lockkeeper.compliance.encryption;

import java.time.Instant;
import java.util.Arrays;
import java.util.Map;

/**
 * Holds the cohort keys, which never leave it. It makes and unwraps data keys, and it can
 * put a cohort key beyond use: first disabled, then destroyed for good.
 *
 * <p>The rules that every adapter keeps, and that {@code KeyCustodianContract} tests:
 *
 * <ul>
 *   <li>A key that is disabled, waits for its deletion or is destroyed neither generates nor
 *       unwraps, from the instant at which the call that said so has returned.
 *   <li>A wrapped key opens under exactly the context under which it was made: the same names with
 *       the same values, in any order. A context holds opaque ids only, because custodians log it.
 *   <li>All calls are safe from several threads and from several nodes, take bounded time, and do
 *       not retry for longer than that: the caller backs off by itself.
 *   <li>No call takes part in a transaction: what it did stays done. Repeating one is harmless.
 *   <li>A trouble is told as one of {@link Unavailable}, {@link KeyUnusable} and {@link
 *       WrongContext}, without key material and without the context's values in its text.
 * </ul>
 */
public interface KeyCustodian {

  /**
   * Makes the key of a cohort, enabled, or finds the one made before. Two nodes that call at once
   * are told the same id. A key that was disabled or scheduled for deletion stays so.
   *
   * @throws Unavailable if the custodian does not answer
   * @throws KeyUnusable if the cohort's key is known to have been destroyed
   */
  CustodianKeyId create(Cohort cohort);

  /**
   * Makes 32 fresh random bytes, in clear and wrapped under a cohort's key.
   *
   * @param context opaque ids to which the wrapped form is bound; not empty
   * @throws Unavailable if the custodian does not answer
   * @throws KeyUnusable if the key is not enabled or does not exist
   */
  DataKey generate(CustodianKeyId key, Map<String, String> context);

  /**
   * Unwraps what {@link #generate} wrapped.
   *
   * @return 32 bytes of which the caller holds the only copy, and which the caller wipes
   * @throws Unavailable if the custodian does not answer
   * @throws KeyUnusable if the key is not enabled or does not exist
   * @throws WrongContext if the bytes were not wrapped under this key with this context, or are not
   *     what was wrapped
   */
  byte[] unwrap(CustodianKeyId key, Opaque wrapped, Map<String, String> context);

  /**
   * Puts a key out of use at once. Nothing happens if it already is.
   *
   * @throws Unavailable if the custodian does not answer; ask {@link #state} before believing
   *     either
   */
  void disable(CustodianKeyId key);

  /**
   * Has a key destroyed after a waiting time; until then it is out of use. A second call changes
   * nothing and answers the instant of the first.
   *
   * @param pendingDays whole days to wait, 7 to 30
   * @return the instant from which the key may be gone; for a key that is gone already, the instant
   *     of this call
   * @throws IllegalArgumentException if {@code pendingDays} is out of bounds
   * @throws Unavailable if the custodian does not answer
   */
  Instant scheduleDeletion(CustodianKeyId key, int pendingDays);

  /**
   * What can be done with a key now. A key that the custodian does not know is {@link
   * State.Destroyed}; so ask for a confirmation only when the deletion was due.
   *
   * @throws Unavailable if the custodian does not answer
   */
  State state(CustodianKeyId key);

  /** What can be done with a key. */
  sealed interface State {
    /** It generates and unwraps. */
    record Enabled() implements State {}

    /** It does not, but could again if a person enabled it. */
    record Disabled() implements State {}

    /** It does not, and will be gone from {@code at}. */
    record PendingDeletion(Instant at) implements State {}

    /** It is gone, and nobody can bring it back. */
    record Destroyed() implements State {}
  }

  /** A fresh data key. Close it to wipe the clear form. */
  final class DataKey implements AutoCloseable {

    private final byte[] clear;
    private final Opaque wrapped;

    /**
     * @param clear 32 bytes; taken over, not copied
     * @param wrapped the same bytes wrapped, 1 to 1024 bytes
     * @throws IllegalArgumentException if a length is wrong
     */
    public DataKey(byte[] clear, Opaque wrapped) {
      if (clear.length != 32 || wrapped.length() == 0 || wrapped.length() > 1024) {
        throw new IllegalArgumentException("a data key has 32 bytes, wrapped 1 to 1024");
      }
      this.clear = clear;
      this.wrapped = wrapped;
    }

    /** A copy of the 32 bytes in clear, which the caller wipes. */
    public byte[] clear() {
      return clear.clone();
    }

    /** The wrapped form, for storage. */
    public Opaque wrapped() {
      return wrapped;
    }

    @Override
    public void close() {
      Arrays.fill(clear, (byte) 0);
    }

    @Override
    public String toString() {
      return "DataKey[withheld]";
    }
  }

  /** The custodian did not answer, or asked us to slow down. The same call may work later. */
  final class Unavailable extends RuntimeException {

    private final boolean throttled;

    /**
     * @param operation which call, such as {@code unwrap}
     * @param throttled whether the custodian answered "too many calls", and so is up
     */
    public Unavailable(String operation, boolean throttled) {
      super(text(operation, throttled));
      this.throttled = throttled;
    }

    /**
     * @param cause the adapter's trouble, whose text shows no key material
     */
    public Unavailable(String operation, boolean throttled, Throwable cause) {
      super(text(operation, throttled), cause);
      this.throttled = throttled;
    }

    public boolean throttled() {
      return throttled;
    }

    private static String text(String operation, boolean throttled) {
      return operation + (throttled ? ": throttled" : ": no answer");
    }
  }

  /** The key is disabled, waits for its deletion, is gone, or may not be used by us. */
  final class KeyUnusable extends RuntimeException {
    public KeyUnusable(CustodianKeyId key) {
      super("key " + key + " is not usable");
    }

    public KeyUnusable(CustodianKeyId key, Throwable cause) {
      super("key " + key + " is not usable", cause);
    }
  }

  /** The bytes do not open under this key and context: they were swapped, cut or forged. */
  final class WrongContext extends RuntimeException {
    public WrongContext(CustodianKeyId key) {
      super("bytes do not open under key " + key + " with this context");
    }

    public WrongContext(CustodianKeyId key, Throwable cause) {
      super("bytes do not open under key " + key + " with this context", cause);
    }
  }
}
