package org.lockkeeper.compliance.audit;

import jakarta.inject.Inject;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.lockkeeper.kernel.Workflow;
import org.lockkeeper.proof.Note;

/**
 * Has the latest published checkpoint signed by the witness. While the witness does not answer,
 * checkpoints wait and the log goes on; a refusal is kept as a finding.
 */
@Workflow
public class WitnessLog {

  private static final System.Logger LOG = System.getLogger(WitnessLog.class.getName());

  private final LogTree tree;
  private final CheckpointStore store;
  private final Witness witness;
  private final Clock clock;

  @Inject
  public WitnessLog(LogTree tree, CheckpointStore store, Witness witness, Clock clock) {
    this.tree = tree;
    this.store = store;
    this.witness = witness;
    this.clock = clock;
  }

  /**
   * Asks for what is not witnessed yet.
   *
   * @return whether the latest published checkpoint is witnessed
   */
  public boolean run() {
    List<LogTree.Epoch> epochs = tree.epochs();
    if (epochs.isEmpty() || !witness.exists()) {
      return false;
    }
    int epoch = epochs.getLast().number();
    Optional<LogTree.Signed> last = tree.lastPublished(epoch);
    if (last.isEmpty()) {
      return false;
    }
    LogTree.Signed signed = last.get();
    if (signed.witnessedAt().isPresent()) {
      return true;
    }
    try {
      Note note =
          witness.cosign(signed.note(), from -> tree.consistency(epoch, from, signed.size()));
      store.put(Published.name(Published.witnessedFolder(epoch), signed.size()), note.write());
      tree.witnessed(epoch, signed.size(), note, witness.key(), clock.instant());
      return true;
    } catch (Witness.Unavailable | CheckpointStore.Unavailable e) {
      LOG.log(Level.WARNING, "checkpoint.not-witnessed epoch={0} size={1}", epoch, signed.size());
      return false;
    } catch (Witness.Refused e) {
      LOG.log(Level.ERROR, "checkpoint.witness-refused epoch={0} size={1}", epoch, signed.size());
      keep(new Verification.Finding(Verification.Kind.FORK, e.sentence()));
      return false;
    }
  }

  private void keep(Verification.Finding finding) {
    boolean known =
        tree.lastVerification().stream()
            .flatMap(last -> last.findings().stream())
            .anyMatch(finding::equals);
    if (!known) {
      tree.verified(new Verification(clock.instant(), Duration.ZERO, 0, 0, List.of(finding)));
    }
  }
}
