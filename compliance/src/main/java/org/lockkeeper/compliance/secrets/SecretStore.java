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

  /** Destroys the version of that stage; nothing if there is none. */
  void discard(SellerId seller, SecretRef ref, SecretVault.Stage stage);

  /** Destroys all versions. */
  void destroy(SellerId seller, SecretRef ref);
}
