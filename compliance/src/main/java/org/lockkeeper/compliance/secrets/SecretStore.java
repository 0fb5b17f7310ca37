package org.lockkeeper.compliance.secrets;

import java.util.List;
import java.util.Optional;
import org.lockkeeper.credentials.Secret;
import org.lockkeeper.credentials.SecretCare;
import org.lockkeeper.credentials.SecretRef;
import org.lockkeeper.credentials.SecretVault;
import org.lockkeeper.kernel.SellerId;

/**
 * Where secrets are kept: a sealed table here, a secret service elsewhere. A secret belongs to one
 * seller; under another seller's name it is not there.
 *
 * <p>The rules that every adapter keeps, and that {@code SecretStoreContract} tests:
 *
 * <ul>
 *   <li>At most one version is pending, one current and one previous. Another one is not handed
 *       out, whether or not the store still has its bytes somewhere.
 *   <li>A version never changes; its name is never used for another.
 *   <li>A value that stands in another secret's place is {@link Misplaced}, never handed out.
 *   <li>A trouble is told as one of {@link Unavailable}, {@link Refused} and {@link Misplaced},
 *       without a value.
 *   <li>A call may take no part in the caller's transaction: what it did may stay done. So what
 *       points to a secret is written in the same transaction, after it.
 * </ul>
 */
public interface SecretStore {

  /** What is held of a secret, without any value; newest first. */
  List<SecretCare.Held> held(SellerId seller, SecretRef ref);

  /**
   * The value of one version, closed by whoever takes it.
   *
   * @param version as {@link #held} names it
   * @return empty if that version is gone
   */
  Optional<Secret> read(SellerId seller, SecretRef ref, String version);

  /** Makes {@code value} the current version and the current one the previous. */
  void write(SellerId seller, SecretRef ref, Secret value);

  /** Keeps {@code value} as the pending version, in the place of one that was pending. */
  void propose(SellerId seller, SecretRef ref, Secret value);

  /**
   * Makes the pending version the current one, and the current one the previous.
   *
   * @throws IllegalStateException if none is pending
   */
  void promote(SellerId seller, SecretRef ref);

  /**
   * Lets the version of that stage go; nothing if there is none. A secret service may keep its
   * bytes out of our reach for some time; the platform has been told by then that it is void.
   */
  void discard(SellerId seller, SecretRef ref, SecretVault.Stage stage);

  /**
   * Destroys all versions; nothing if there are none. From the return on nobody reads them, and
   * within 30 days they are gone. The path is not used again: a new connection has a new one.
   */
  void destroy(SellerId seller, SecretRef ref);

  /** The store did not answer, or asked us to slow down. The same call may work later. */
  final class Unavailable extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /**
     * @param operation which call, such as {@code read}
     * @param cause the adapter's trouble, whose text shows no value
     */
    public Unavailable(String operation, Throwable cause) {
      super("the secret store does not answer: " + operation, cause);
    }
  }

  /** We may not have it, or it was destroyed. The same call fails again until a person helps. */
  final class Refused extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /**
     * @param why in a few words, without a value
     */
    public Refused(SecretRef ref, String why) {
      super("the secret " + ref + " is refused: " + why);
    }
  }

  /** What stands in the secret's place was not written there by us. Asking again does not help. */
  final class Misplaced extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public Misplaced(SecretRef ref) {
      super("another value stands in the place of the secret " + ref);
    }

    public Misplaced(SecretRef ref, Throwable cause) {
      super("another value stands in the place of the secret " + ref, cause);
    }
  }
}
