package org.lockkeeper.compliance.certificates;

import jakarta.inject.Inject;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.lockkeeper.compliance.audit.AuditEntry;
import org.lockkeeper.compliance.audit.AuditStore;
import org.lockkeeper.compliance.audit.SealedLog;
import org.lockkeeper.kernel.SellerId;
import org.lockkeeper.kernel.UseCase;
import org.lockkeeper.proof.Note;
import org.lockkeeper.proof.TlogProof;
import org.lockkeeper.proof.VerifierKey;

/** Joins an issue and its place in the sealed log. */
@UseCase
public class SealSteps {

  private final Certificates certificates;
  private final LinkSteps links;
  private final AuditStore entries;
  private final SealedLog log;
  private final LogKeys keys;
  private final Clock clock;

  @Inject
  public SealSteps(
      Certificates certificates,
      LinkSteps links,
      AuditStore entries,
      SealedLog log,
      LogKeys keys,
      Clock clock) {
    this.certificates = certificates;
    this.links = links;
    this.entries = entries;
    this.log = log;
    this.keys = keys;
    this.clock = clock;
  }

  /**
   * Keeps the proof with the issue, once there is one. Whoever has no account any more is written
   * to.
   *
   * @return whether the issue is sealed now
   * @throws IllegalStateException if the issue has no entry in the log
   * @throws org.lockkeeper.proof.ProofRefused if no known key has signed the proof
   */
  boolean seal(SellerId seller, UUID id) {
    Optional<Certificates.Issued> found = certificates.issue(seller, id);
    if (found.isEmpty() || found.get().issue().sealing().isPresent()) {
      return true;
    }
    Certificate.Issue issue = found.get().issue();
    AuditEntry entry =
        entries.about(seller, issue.object()).stream()
            .filter(e -> e.action().equals("certificate.issued"))
            .findFirst()
            .orElseThrow(() -> new IllegalStateException("an issue has no entry in the log"));
    Optional<SealedLog.Receipt> receipt = log.receipt(seller, entry.id());
    if (receipt.isEmpty()) {
      return false;
    }
    SealedLog.Receipt place = receipt.get();
    Note checkpoint = TlogProof.parse(place.proof()).checkpoint();
    certificates.seal(
        seller,
        id,
        new Certificate.Sealing(
            place.epoch(),
            place.index(),
            place.leaf(),
            place.proof(),
            signers(checkpoint, keys.log()).getFirst(),
            signers(checkpoint, keys.witnesses()),
            clock.instant()));
    links.writeToWhoeverLeft(seller, found.get().certificate());
    return true;
  }

  /**
   * Those of the keys that have signed.
   *
   * @throws org.lockkeeper.proof.ProofRefused if none has
   */
  private static List<String> signers(Note checkpoint, List<VerifierKey> keys) {
    return checkpoint.verify(keys).stream().map(each -> each.key().text()).toList();
  }
}
