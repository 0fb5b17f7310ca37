package org.lockkeeper.credentials.rotation;

import org.lockkeeper.credentials.Platform;

/** A platform that gives a new application secret when asked, by another way than the answer. */
public interface ApplicationSecretSource {

  Platform platform();

  /** Whether that is what the platform calls our application. */
  boolean owns(String clientId);

  /**
   * Whether what the platform answers reaches us. If not, it must not be asked: the old secret
   * would end, and nobody would know the new one.
   */
  default boolean isHeard() {
    return true;
  }

  /**
   * Asks for a new one.
   *
   * @throws org.lockkeeper.kernel.PlatformTrouble if the platform does not take the request
   */
  void request();
}
