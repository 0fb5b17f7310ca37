package org.lockkeeper.compliance.audit;

import jakarta.inject.Inject;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.lockkeeper.kernel.Ids;
import org.lockkeeper.kernel.Workflow;
import org.lockkeeper.proof.Checkpoint;
import org.lockkeeper.proof.Frontier;
import org.lockkeeper.proof.Hash;
import org.lockkeeper.proof.Note;
import org.lockkeeper.proof.VerifierKey;

/**
 * Seals what was written to the audit log: gives each entry the next place, makes the tree longer,
 * signs a checkpoint over it and publishes that.
 *
 * <p>Each step commits by itself and is found undone by the next run: a place is given once, a
 * checkpoint is kept before it is published, and of those that were published none is ever
 * contradicted. If the store does not answer, entries wait without a place: it could know of more
 * than the database does. If the key custodian does not answer, the checkpoint waits.
 */
@Workflow
public class SealLog implements LogStanding {

  private static final System.Logger LOG = System.getLogger(SealLog.class.getName());

  private final LogTree tree;
  private final CheckpointStore store;
  private final CheckpointSigner signer;
  private final LogSettings settings;
  private final Ids ids;
  private final Clock clock;

  @Inject
  public SealLog(
      LogTree tree,
      CheckpointStore store,
      CheckpointSigner signer,
      LogSettings settings,
      Ids ids,
      Clock clock) {
    this.tree = tree;
    this.store = store;
    this.signer = signer;
    this.settings = settings;
    this.ids = ids;
    this.clock = clock;
  }

  /**
   * Seals what there is, up to so many batches.
   *
   * @return how many entries were given a place
   * @throws DatabaseBehind if more was published than the database has, as after a restore
   */
  public int run() {
    int number = epoch().number();
    int placed = 0;
    try {
      publishWhatWaits(number);
      for (int i = 0; i < settings.batches(); i++) {
        int some = extend(i == 0);
        placed += some;
        if (some < settings.batch()) {
          break;
        }
      }
      sign(number);
      publishWhatWaits(number);
    } catch (CheckpointStore.Unavailable e) {
      LOG.log(Level.WARNING, "log.store-unavailable epoch={0}", number);
    } catch (CheckpointSigner.Unavailable e) {
      LOG.log(Level.WARNING, "checkpoint.not-signed epoch={0}", number);
    } catch (LogTree.AlreadyExtended e) {
      // Another node seals; the next run goes on from where that one has come.
      LOG.log(Level.DEBUG, "log.extended-elsewhere epoch={0}", number);
    }
    return placed;
  }

  @Override
  public Standing now() {
    try {
      if (tree.epochs().isEmpty()) {
        return store.names(Published.folder(1), "", 1).isEmpty() ? Standing.GOING : Standing.BEHIND;
      }
      refuseIfBehind();
      return Standing.GOING;
    } catch (DatabaseBehind e) {
      return Standing.BEHIND;
    } catch (CheckpointStore.Unavailable e) {
      return Standing.UNKNOWN;
    }
  }

  /** What is published reaches further than the database: nothing is sealed before a new epoch. */
  public static final class DatabaseBehind extends RuntimeException {

    private static final long serialVersionUID = 1L;

    DatabaseBehind(int epoch) {
      super("more was published of epoch " + epoch + " than the database has; begin a new epoch");
    }
  }

  private LogTree.Epoch epoch() {
    List<LogTree.Epoch> epochs = tree.epochs();
    if (!epochs.isEmpty()) {
      return epochs.getLast();
    }
    if (!store.names(Published.folder(1), "", 1).isEmpty()) {
      throw new DatabaseBehind(1);
    }
    begin(1, "first", List.of());
    return tree.epochs().getLast();
  }

  /** Puts down the first leaf of an epoch. */
  void begin(int number, String reason, List<Opening.Former> former) {
    UUID entry = ids.next();
    Opening opening =
        new Opening(
            number,
            entry,
            settings.origin(),
            clock.instant().truncatedTo(ChronoUnit.MICROS),
            reason,
            former);
    Frontier first = Frontier.empty();
    first.add(opening.leaf());
    tree.begin(new LogTree.Epoch(opening, 1, first.peaks()));
  }

  private int extend(boolean first) {
    // Read before the entries: whoever extends the tree in between is noticed.
    LogTree.Epoch before = epoch();
    List<LogTree.Unsealed> entries = tree.unsealed(settings.batch());
    if (entries.isEmpty()) {
      return 0;
    }
    if (first) {
      refuseIfBehind();
    }
    Frontier frontier = before.frontier();
    List<Hash> leaves = new ArrayList<>(entries.size());
    List<LogTree.Subtree> subtrees = new ArrayList<>();
    for (LogTree.Unsealed one : entries) {
      Hash leaf = one.line().leaf();
      leaves.add(leaf);
      frontier.add(
          leaf,
          (level, index, hash) -> {
            if (level > 0 && level % 8 == 0) {
              subtrees.add(new LogTree.Subtree(level, index, hash));
            }
          });
    }
    tree.extend(before, frontier, entries, leaves, subtrees);
    return entries.size();
  }

  /** Nothing may take a place that was published for something else. */
  private void refuseIfBehind() {
    int number = epoch().number();
    if (isBehind(number)) {
      throw new DatabaseBehind(number);
    }
  }

  /** Whether more was published than the database has; nothing is begun and nothing is sealed. */
  boolean isBehind() {
    return isBehind(last());
  }

  private int last() {
    List<LogTree.Epoch> epochs = tree.epochs();
    return epochs.isEmpty() ? 0 : epochs.getLast().number();
  }

  /** Other nodes write to the database first and publish then; so it is read once more. */
  private boolean isBehind(int number) {
    if (!store.names(Published.folder(number + 1), "", 1).isEmpty() && last() == number) {
      return true;
    }
    String folder = Published.folder(number);
    String after =
        tree.lastSigned(number).map(last -> Published.name(folder, last.size())).orElse("");
    List<String> beyond = store.names(folder, after, 1);
    return !beyond.isEmpty()
        && tree.lastSigned(number)
            .filter(last -> last.size() >= Published.size(beyond.getFirst()))
            .isEmpty();
  }

  /** Signs over the tree as it is, unless that was done. */
  private void sign(int number) {
    LogTree.Epoch epoch = epoch();
    long before = tree.lastSigned(number).map(LogTree.Signed::size).orElse(0L);
    if (epoch.number() != number || epoch.size() <= before) {
      return;
    }
    String text =
        new Checkpoint(epoch.opening().origin(), epoch.size(), epoch.frontier().root()).text();
    VerifierKey key = VerifierKey.ecdsa(settings.origin(), signer.key());
    byte[] signature = signer.sign(text.getBytes(StandardCharsets.UTF_8));
    Note note = Note.of(text).with(key.signed(text, signature));
    tree.signed(number, epoch.size(), note, key, clock.instant());
  }

  /** Publishes the checkpoint that is kept and not published; there is one at most. */
  private void publishWhatWaits(int number) {
    Optional<LogTree.Signed> last = tree.lastSigned(number);
    if (last.isEmpty() || last.get().publishedAt().isPresent()) {
      return;
    }
    LogTree.Signed waiting = last.get();
    long from = tree.lastPublished(number).map(LogTree.Signed::size).orElse(0L);
    for (VerifierKey key : tree.keys()) {
      store.put(Published.keyName(key.id()), key.text() + "\n");
    }
    Published published =
        new Published(from, tree.leaves(number, from, waiting.size()), waiting.note());
    CheckpointStore.Put put =
        store.put(Published.name(Published.folder(number), waiting.size()), published.write());
    if (put == CheckpointStore.Put.TAKEN) {
      throw new DatabaseBehind(number);
    }
    tree.published(number, waiting.size(), clock.instant());
  }
}
