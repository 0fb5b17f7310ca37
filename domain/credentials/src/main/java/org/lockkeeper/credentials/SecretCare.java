package org.lockkeeper.credentials;

import java.time.Instant;
import java.util.List;
import org.lockkeeper.kernel.Actor;
import org.lockkeeper.kernel.SellerId;

/**
 * Looks after the versions of secrets: tries a new one before it is used, keeps the former for its
 * overlap, destroys what is of no use. Each change is in the audit log. Nobody sees a
 * value here.
 */
public interface SecretCare {

  /** Stores a version that is to be tried; one that waits already is replaced. */
  void propose(SellerId seller, SecretRef ref, Secret value, Actor writer);

  /**
   * Makes the pending version the current one, and the current one the previous.
   *
   * @throws IllegalStateException if none is pending
   */
  void promote(SellerId seller, SecretRef ref, Actor writer);

  /** Destroys the version of that stage; nothing if there is none. */
  void discard(SellerId seller, SecretRef ref, SecretVault.Stage stage, Actor writer);

  /** Destroys all versions. */
  void destroy(SellerId seller, SecretRef ref, Actor writer);

  /** What is held, without any value; newest first. */
  List<Held> held(SellerId seller, SecretRef ref);

  /**
   * A version that is held.
   *
   * @param version what the store calls it
   */
  record Held(SecretVault.Stage stage, String version, Instant writtenAt) {}
}
