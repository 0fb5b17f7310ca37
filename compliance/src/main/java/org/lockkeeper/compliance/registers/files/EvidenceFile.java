package org.lockkeeper.compliance.registers.files;

import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;

/**
 * A file that shows something; its content is kept closed.
 *
 * @param entry the entry of a register that it is for
 * @param name plain letters, digits, points and hyphens
 * @param sha256 of the content as it was uploaded, hexadecimal
 * @param expiresOn the first day on which it shows nothing any more
 */
public record EvidenceFile(
    UUID id,
    UUID entry,
    String name,
    FileType type,
    int size,
    String sha256,
    LocalDate expiresOn,
    UUID keptBy,
    Instant keptAt) {

  /** Whether it still shows something on a day. */
  public boolean goodOn(LocalDate day) {
    return day.isBefore(expiresOn);
  }
}
