package org.lockkeeper.compliance.audit;

import jakarta.inject.Inject;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.lockkeeper.compliance.audit.Verification.Finding;
import org.lockkeeper.compliance.audit.Verification.Kind;
import org.lockkeeper.kernel.Workflow;
import org.lockkeeper.proof.Note;
import org.lockkeeper.retention.DataKind;
import org.lockkeeper.retention.RetentionSchedule;

/**
 * Verifies the whole log: hashes every entry again from its values, compares the leaves with those
 * that were published, the roots with every published checkpoint and with what the witness
 * remembers, and names what is not as it was.
 *
 * <p>It reads and signs nothing away: what it finds is kept and shown until a later run finds it no
 * more. An entry whose time is over may be gone; that its time is over is proven by the witness's
 * own clock.
 */
@Workflow
public class VerifyLog {

  private static final System.Logger LOG = System.getLogger(VerifyLog.class.getName());

  private final LogTree tree;
  private final CheckpointStore store;
  private final Witness witness;
  private final RetentionSchedule schedule;
  private final Clock clock;

  @Inject
  public VerifyLog(
      LogTree tree,
      CheckpointStore store,
      Witness witness,
      RetentionSchedule schedule,
      Clock clock) {
    this.tree = tree;
    this.store = store;
    this.witness = witness;
    this.schedule = schedule;
    this.clock = clock;
  }

  /**
   * Verifies all epochs now and keeps what it finds.
   *
   * @throws CheckpointStore.Unavailable if what was published cannot be read; then nothing is said
   */
  public Verification now() {
    Instant begun = clock.instant();
    Instant expiredBefore = schedule.rule(DataKind.AUDIT_LOG).lastToGo(begun);
    List<Finding> findings = new ArrayList<>();
    long entries = 0;
    long expired = 0;
    List<LogTree.Epoch> epochs = tree.epochs();
    for (int i = 0; i < epochs.size(); i++) {
      Optional<Opening> next =
          i + 1 < epochs.size() ? Optional.of(epochs.get(i + 1).opening()) : Optional.empty();
      EpochCheck check =
          new EpochCheck(tree, store, epochs.get(i), next, memory(epochs.get(i)), expiredBefore);
      check.run();
      findings.addAll(check.findings());
      entries += check.entries();
      expired += check.expired();
    }
    for (UUID stray : tree.strays(EpochCheck.MOST_NAMED)) {
      findings.add(
          new Finding(
              Kind.INSERTED,
              "Entry " + stray + " stands among sealed entries and was never sealed."));
    }
    if (epochs.isEmpty() && !store.names(Published.folder(1), "", 1).isEmpty()) {
      findings.add(new Finding(Kind.TAIL_CUT, "Checkpoints were published, and the log is empty."));
    }
    Verification verification =
        new Verification(
            begun, Duration.between(begun, clock.instant()), entries, expired, findings);
    tree.verified(verification);
    LOG.log(
        findings.isEmpty() ? Level.INFO : Level.ERROR,
        "log.verified entries={0} findings={1}",
        entries,
        findings.size());
    return verification;
  }

  private Optional<Note> memory(LogTree.Epoch epoch) {
    if (!witness.exists()) {
      return Optional.empty();
    }
    try {
      return witness.latest(epoch.opening().origin());
    } catch (Witness.Unavailable e) {
      // What it has signed before stands in the store, and is compared there.
      LOG.log(Level.WARNING, "log.verified-without-witness epoch={0}", epoch.number());
      return Optional.empty();
    }
  }
}
