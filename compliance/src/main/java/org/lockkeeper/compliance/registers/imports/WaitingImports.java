package org.lockkeeper.compliance.registers.imports;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import java.util.UUID;
import org.lockkeeper.compliance.registers.files.FileType;

/** Files of findings between looking and taking in. Works in the caller's transaction. */
public interface WaitingImports {

  /**
   * A file that waits, closed under its id.
   *
   * @param tool the scanner
   * @param scanKind what was scanned, as in the register of scans
   * @param complete whether the scan saw all of it, so that what it does not find is gone
   * @param release the version of the product that was scanned; empty text if none is said
   */
  record Waiting(
      UUID id,
      String tool,
      String scanKind,
      boolean complete,
      String release,
      LocalDate scannedOn,
      String name,
      FileType type,
      int size,
      String sha256,
      UUID broughtBy,
      Instant broughtAt) {}

  void add(Waiting fresh, byte[] closed);

  Optional<Waiting> find(UUID id);

  Optional<byte[]> closed(UUID id);

  /** Takes it away; false if somebody else did. */
  boolean remove(UUID id);

  /** One at a time takes in what a tool found, until the transaction ends. */
  void serialize(String tool);

  /** Takes away what was brought before an instant. */
  int removeBefore(Instant brought);
}
