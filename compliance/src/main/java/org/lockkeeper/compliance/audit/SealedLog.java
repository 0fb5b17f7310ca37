package org.lockkeeper.compliance.audit;

import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.lockkeeper.kernel.SellerId;

/**
 * The audit log as others can check it: entries in the order in which they were sealed, under
 * checkpoints that a witness has signed as well.
 */
public interface SealedLog {

  /** Where an entry stands; empty until it is sealed under a witnessed checkpoint. */
  Optional<Receipt> receipt(SellerId seller, UUID entry);

  /** Where each of these entries stands; those that wait are not in the answer. */
  default Map<UUID, Receipt> receipts(SellerId seller, Collection<UUID> entries) {
    Map<UUID, Receipt> found = new HashMap<>();
    for (UUID entry : entries) {
      receipt(seller, entry).ifPresent(receipt -> found.put(entry, receipt));
    }
    return found;
  }

  /**
   * The public keys with which receipts are checked: that of the log, then that of the witness,
   * each as a C2SP verifier key of one line; empty before the first checkpoint.
   */
  default List<String> keys() {
    return List.of();
  }

  /** How far the log has come. */
  State state();

  /**
   * The place of one entry.
   *
   * @param index its number in its epoch, from zero
   * @param leaf what was hashed, as its UTF-8 bytes
   * @param proof a C2SP {@code tlog-proof}: index, inclusion proof, checkpoint, signatures
   */
  record Receipt(long epoch, long index, String leaf, String proof) {}

  /**
   * The state of the chain.
   *
   * @param sealed entries under the latest checkpoint
   * @param waiting committed entries that are not sealed yet
   * @param checkpoint the latest signed checkpoint, as a C2SP note; empty before the first
   * @param witnessedAt when the witness last signed
   * @param verifiedAt when the whole log was last verified
   * @param finding what the verifier found wrong, in words without personal data; empty if nothing
   */
  record State(
      long epoch,
      long sealed,
      long waiting,
      String checkpoint,
      Optional<Instant> sealedAt,
      Optional<Instant> witnessedAt,
      Optional<Instant> verifiedAt,
      Optional<String> finding) {}
}
