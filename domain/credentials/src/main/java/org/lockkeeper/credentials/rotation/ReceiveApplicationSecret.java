package org.lockkeeper.credentials.rotation;

import jakarta.inject.Inject;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.Optional;
import org.lockkeeper.credentials.Secret;
import org.lockkeeper.credentials.SecretCare;
import org.lockkeeper.kernel.Actor;
import org.lockkeeper.kernel.DomainEvents;
import org.lockkeeper.kernel.Errands;
import org.lockkeeper.kernel.SellerId;
import org.lockkeeper.kernel.UseCase;

/**
 * Takes in a new application secret that a platform sent. When this returns, the value is
 * kept as the pending version and its trial is asked for; only then may the message be removed from
 * where it came from. The same secret sent again changes nothing.
 */
@UseCase
public class ReceiveApplicationSecret {

  private final ApplicationSecrets secrets;
  private final ApplicationSecretSources sources;
  private final SecretCare care;
  private final Errands errands;
  private final DomainEvents events;
  private final Clock clock;

  @Inject
  public ReceiveApplicationSecret(
      ApplicationSecrets secrets,
      ApplicationSecretSources sources,
      SecretCare care,
      Errands errands,
      DomainEvents events,
      Clock clock) {
    this.secrets = secrets;
    this.sources = sources;
    this.care = care;
    this.errands = errands;
    this.events = events;
    this.clock = clock;
  }

  /** What became of a message. */
  public enum Result {
    /** Kept, and on trial soon. */
    TAKEN,
    /** Taken before. */
    KNOWN,
    /** For an application that is not ours; nothing of it is kept. */
    NOT_OURS
  }

  /**
   * A new secret has arrived.
   *
   * @param clientId what the platform calls the application
   * @param value closed by the caller
   * @param newUntil when the new secret ends
   * @param formerUntil until when the platform takes the one in use
   */
  public Result arrived(
      String clientId, Secret value, Instant newUntil, Instant formerUntil, Actor bearer) {
    Optional<ApplicationSecretSource> source = sources.owning(clientId);
    if (source.isEmpty()) {
      return Result.NOT_OURS;
    }
    Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
    ApplicationSecret secret = secrets.locked(source.get().platform());
    if (!secrets.firstArrival(source.get().platform(), print(value), now)) {
      return Result.KNOWN;
    }
    secret.proposed(now, Optional.of(formerUntil), Optional.of(newUntil));
    care.propose(SellerId.PLATFORM, secret.snapshot().ref(), value, bearer);
    secrets.save(secret);
    errands.soon(TryApplicationSecret.errand(source.get().platform()));
    events.announce(
        new ApplicationSecretMoved(
            source.get().platform(), ApplicationSecretMoved.Step.ARRIVED, now));
    return Result.TAKEN;
  }

  private static String print(Secret value) {
    return value.<String>reveal(
        bytes -> {
          try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
          } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
          }
        });
  }
}
