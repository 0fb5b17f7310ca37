package org.lockkeeper.credentials;

import java.util.Optional;
import org.lockkeeper.kernel.Actor;
import org.lockkeeper.kernel.Purpose;
import org.lockkeeper.kernel.SellerId;

/**
 * Hands out secrets. Each reading is in the audit log before the value leaves; if it
 * cannot be written there, there is no value.
 */
public interface SecretVault {

  /** Which version of a secret. */
  enum Stage {
    /** New, and not in use until it was tried. */
    PENDING,
    /** The one in use. */
    CURRENT,
    /** The one before, good until its overlap ends. */
    PREVIOUS
  }

  /**
   * Reads a secret.
   *
   * @return empty if there is none of that stage, or not any more
   * @throws SecretLost if what is held is not what was stored
   */
  Optional<Secret> open(SellerId seller, SecretRef ref, Stage stage, Actor reader, Purpose purpose);

  /** Stores a new current version; the one before becomes the previous one. */
  void store(SellerId seller, SecretRef ref, Secret value, Actor writer);
}
