package org.lockkeeper.compliance.registers.files;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Files that show something, closed. Works in the caller's transaction, as the platform. A file is
 * added and never changed.
 */
public interface EvidenceFiles {

  void add(EvidenceFile file, byte[] closed);

  /** The files of an entry, the newest first. */
  List<EvidenceFile> of(UUID entry);

  Optional<EvidenceFile> find(UUID id);

  /** What is stored of it; only the keys open it. */
  Optional<byte[]> closed(UUID id);

  /** The newest file of each entry, if it expires within those days, both included. */
  List<EvidenceFile> expiring(LocalDate from, LocalDate until, int most);
}
