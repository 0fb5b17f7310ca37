package org.lockkeeper.compliance.audit;

import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import org.lockkeeper.kernel.Workflow;
import org.lockkeeper.proof.Checkpoint;
import org.lockkeeper.proof.Note;

/**
 * Begins an epoch after a restore, and says in its first leaf what was published before: nothing
 * that others have seen is denied.
 */
@Workflow
public class BeginEpoch implements EpochStart {

  private static final int PAGE = 1000;

  private final LogTree tree;
  private final CheckpointStore store;
  private final SealLog seal;

  @Inject
  public BeginEpoch(LogTree tree, CheckpointStore store, SealLog seal) {
    this.tree = tree;
    this.store = store;
    this.seal = seal;
  }

  @Override
  public Begun begin(String reason) {
    List<LogTree.Epoch> known = tree.epochs();
    List<Opening.Former> former = new ArrayList<>();
    long lost = 0;
    int number = 1;
    while (true) {
      int at = number;
      long kept =
          known.stream()
              .filter(epoch -> epoch.number() == at)
              .mapToLong(LogTree.Epoch::size)
              .findFirst()
              .orElse(0);
      String last = lastPublished(number);
      if (kept == 0 && last.isEmpty()) {
        break;
      }
      boolean settled = known.stream().anyMatch(epoch -> epoch.number() == at + 1);
      if (!settled) {
        former.add(new Opening.Former(number, kept, last));
        if (!last.isEmpty()) {
          lost += Math.max(0, Checkpoint.parse(text(last)).size() - kept);
        }
      }
      number++;
    }
    seal.begin(number, reason, former);
    seal.run();
    return new Begun(number, lost);
  }

  @Override
  public boolean isBehind() {
    return seal.isBehind();
  }

  private static String text(String note) {
    return Note.parse(note).text();
  }

  /** The note of the last checkpoint that was published of an epoch; empty if none was. */
  private String lastPublished(int epoch) {
    String folder = Published.folder(epoch);
    String last = "";
    for (List<String> page = store.names(folder, last, PAGE);
        !page.isEmpty();
        page = store.names(folder, last, PAGE)) {
      last = page.getLast();
    }
    return last.isEmpty() ? "" : Published.parse(store.get(last).orElseThrow()).note().write();
  }
}
