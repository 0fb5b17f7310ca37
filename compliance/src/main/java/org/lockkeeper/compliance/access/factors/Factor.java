package org.lockkeeper.compliance.access.factors;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.lockkeeper.compliance.encryption.Opaque;
import org.lockkeeper.kernel.SellerId;

/**
 * One second factor of one person.
 *
 * @param name what the person calls it, 1 to 60 characters
 * @param usedAt when it last let the person in or confirmed something
 */
public record Factor(
    SellerId seller,
    UUID id,
    UUID account,
    String name,
    Means means,
    Instant addedAt,
    Optional<Instant> usedAt) {

  /** The longest name. */
  public static final int LONGEST_NAME = 60;

  /**
   * @throws IllegalArgumentException if the name is empty or too long
   */
  public Factor {
    if (name.isBlank() || name.length() > LONGEST_NAME) {
      throw new IllegalArgumentException("a factor's name has 1 to 60 characters");
    }
  }

  /** What kind of factor it is. */
  public enum Kind {
    /** Six digits from an app, new every thirty seconds (RFC 6238). */
    TOTP,
    /** A key in a device, opened there by a finger, a face or a PIN (WebAuthn). */
    PASSKEY
  }

  /** What is kept of a factor, to check an answer with. */
  public sealed interface Means {

    /**
     * An app for one-time codes.
     *
     * @param closed the shared secret under a key that is not in the database
     * @param lastStep the newest step of thirty seconds that was used
     */
    record Totp(String closed, long lastStep) implements Means {
      @Override
      public String toString() {
        return "Totp[withheld]";
      }
    }

    /**
     * A key pair whose public half we have.
     *
     * @param credential how the authenticator calls it
     * @param publicKey the attested credential data, as WebAuthn section 6.5.1 lays it out
     * @param count the authenticator's counter; 0 if it counts nothing
     * @param backupEligible whether it may be copied to the person's other devices
     */
    record Passkey(Opaque credential, Opaque publicKey, long count, boolean backupEligible)
        implements Means {}
  }

  /** What kind of factor it is. */
  public Kind kind() {
    return switch (means) {
      case Means.Totp totp -> Kind.TOTP;
      case Means.Passkey passkey -> Kind.PASSKEY;
    };
  }
}
