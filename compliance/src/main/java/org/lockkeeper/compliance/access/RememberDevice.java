package org.lockkeeper.compliance.access;

import jakarta.inject.Inject;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import org.lockkeeper.kernel.UseCase;

/**
 * Gives a device that has signed in a value by which it is known to this account, in place of the
 * one it had: it gets in while strangers lock the account. The value is 256 random bits, of which
 * the database has the digest; so nobody makes one, and a stolen table opens nothing.
 */
@UseCase
public class RememberDevice {

  private static final int BYTES = 32;

  private final KnownDevices devices;
  private final PasswordPolicy policy;
  private final SecureRandom random;
  private final Clock clock;

  @Inject
  public RememberDevice(
      KnownDevices devices, PasswordPolicy policy, SecureRandom random, Clock clock) {
    this.devices = devices;
    this.policy = policy;
    this.random = random;
    this.clock = clock;
  }

  /**
   * Knows the device from now on.
   *
   * @param former the value that it had, which is worth nothing any more
   * @return the new value
   */
  public String of(Account account, Optional<String> former) {
    byte[] bytes = new byte[BYTES];
    random.nextBytes(bytes);
    String value = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    Instant now = clock.instant();
    devices.know(
        account,
        former.map(SignIn::ofDevice),
        SignIn.ofDevice(value),
        now,
        now.plus(policy.deviceKnownFor()));
    return value;
  }
}
