package org.lockkeeper.incidents;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * Something in the locker: what it is, its digest, and in whose hands it was. Never changed.
 *
 * @param sha256 of the bytes, 64 hexadecimal digits
 * @param collectedBy as in the audit log
 * @param custody the hands it went through, the first one first
 */
public record Evidence(
    UUID id,
    IncidentId incident,
    String label,
    String mediaType,
    String sha256,
    long size,
    String collectedBy,
    Instant collectedAt,
    List<Handover> custody) {

  /**
   * From one hand to another.
   *
   * @param why in a few words
   */
  public record Handover(String from, String to, String why, Instant at) {}

  public Evidence {
    custody = List.copyOf(custody);
  }
}
