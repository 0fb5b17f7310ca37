package org.lockkeeper.incidents;

import jakarta.inject.Inject;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.lockkeeper.kernel.Actor;
import org.lockkeeper.kernel.DomainEvents;
import org.lockkeeper.kernel.Ids;
import org.lockkeeper.kernel.UseCase;

/** Puts evidence into the locker and hands it over, with digest and chain of custody. */
@UseCase
public class KeepEvidence {

  /** How much one incident may hold, in bytes. */
  public static final long MOST = 50_000_000;

  private final EvidenceLocker locker;
  private final Incidents incidents;
  private final DomainEvents events;
  private final Ids ids;
  private final Clock clock;

  @Inject
  public KeepEvidence(
      EvidenceLocker locker, Incidents incidents, DomainEvents events, Ids ids, Clock clock) {
    this.locker = locker;
    this.incidents = incidents;
    this.events = events;
    this.ids = ids;
    this.clock = clock;
  }

  /**
   * Puts it in.
   *
   * @return empty if there is no such incident or its locker is full
   */
  public Optional<Evidence> of(IncidentId incident, Exhibit exhibit, Actor actor) {
    byte[] bytes = exhibit.bytes();
    if (incidents.find(incident).isEmpty() || locker.held(incident) + bytes.length > MOST) {
      return Optional.empty();
    }
    Instant now = clock.instant();
    Evidence item =
        new Evidence(
            ids.next(),
            incident,
            exhibit.label().strip(),
            exhibit.mediaType(),
            digest(bytes),
            bytes.length,
            actor.text(),
            now,
            List.of(new Evidence.Handover("-", actor.text(), "collected", now)));
    locker.keep(item, bytes);
    events.announce(
        new IncidentMoved(
            incident,
            "evidence-kept",
            actor,
            Map.of("evidence", item.id().toString(), "sha256", item.sha256()),
            now));
    return Optional.of(item);
  }

  /**
   * Notes that it went into other hands.
   *
   * @return false if there is no such thing
   */
  public boolean handOver(IncidentId incident, UUID id, String to, String why, Actor actor) {
    Optional<Evidence> found =
        locker.of(incident).stream().filter(item -> item.id().equals(id)).findFirst();
    if (found.isEmpty()) {
      return false;
    }
    Instant now = clock.instant();
    String from = found.get().custody().getLast().to();
    locker.handedOver(incident, id, new Evidence.Handover(from, to, why, now));
    events.announce(
        new IncidentMoved(
            incident, "evidence-handed-over", actor, Map.of("evidence", id.toString()), now));
    return true;
  }

  /** The SHA-256 of bytes, in hexadecimal digits. */
  public static String digest(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
