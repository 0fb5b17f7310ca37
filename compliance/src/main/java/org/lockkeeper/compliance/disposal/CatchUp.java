package org.lockkeeper.compliance.disposal;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.lockkeeper.compliance.audit.EpochStart;

/**
 * Keeps a node from serving while its database is behind the erasure ledger, as it is after a
 * restore, until the audit log has a new epoch, and what was erased since is erased again and
 * verified (R-38, R-51, F34). Before the first comparison nothing is served either.
 *
 * <p>A restore of a moment after which nothing was erased does not show in the ledger. It shows in
 * the audit log, of which more was published than such a database has. So does a log that somebody
 * has cut; therefore a person says which it is, by {@link Restored}.
 */
@ApplicationScoped
public class CatchUp {

  private static final System.Logger LOG = System.getLogger(CatchUp.class.getName());

  private final CatchUpSteps steps;
  private final EpochStart epochs;
  private final Restored restored;
  private final Clock clock;
  private volatile State state;
  private Set<Long> suspects = Set.of();
  private long lastMark;
  private boolean begun;

  @Inject
  public CatchUp(CatchUpSteps steps, EpochStart epochs, Restored restored, Clock clock) {
    this.steps = steps;
    this.epochs = epochs;
    this.restored = restored;
    this.clock = clock;
    this.state = new Starting();
  }

  /**
   * The word of who starts a node on a restored database. It counts at the node's first comparison
   * alone: nothing that is cut from the log of a running node is explained away by it.
   *
   * @param why such as a ticket, without personal data; empty if nothing was restored
   */
  public record Restored(Optional<String> why) {

    public Restored {
      why = why.map(String::strip).filter(word -> !word.isEmpty());
    }
  }

  /** How this node's database stands to the ledger. */
  public sealed interface State {}

  /** Nothing was compared yet. */
  public record Starting() implements State {}

  /** The database knows every line. */
  public record Current(long length, Instant at) implements State {}

  /** The database lacks lines: it was restored. Nothing is served. */
  public record Behind(int lines, Instant since) implements State {}

  /**
   * More was published of the audit log than the database has, and nobody said that it was
   * restored. Nothing is served.
   */
  public record LogBehind(Instant since) implements State {}

  /**
   * The ledger cannot be relied on. Nothing is served.
   *
   * @param sentence what is wrong; no ids of people or orders
   */
  public record Unsound(String sentence, Instant since) implements State {}

  public State state() {
    return state;
  }

  /** Whether everything that was to be erased is erased here. */
  public boolean isCurrent() {
    return state instanceof Current;
  }

  /**
   * Compares. A line that a running node does not find may belong to an erasure under way; so it
   * counts from the second look on, unless the database has forgotten lines that it knew.
   *
   * @return whether it could be told; if not, the state is as it was, and the next look should come
   *     soon
   */
  public synchronized boolean look() {
    CatchUpSteps.Compared now;
    try {
      now = steps.compare();
    } catch (ErasureLedger.Broken e) {
      become(new Unsound(e.sentence(), clock.instant()));
      return true;
    } catch (RuntimeException e) {
      LOG.log(Level.WARNING, "ledger.not-compared failure={0}", e.getClass().getName());
      LOG.log(Level.DEBUG, "ledger.not-compared", e);
      return false;
    }
    boolean forgot = now.lastMark() < lastMark;
    Set<Long> before = suspects;
    suspects = Set.copyOf(now.missing());
    if (now.missing().isEmpty()) {
      lastMark = now.lastMark();
      return lookAtLog(now);
    } else if (!isCurrent() || forgot || now.missing().stream().anyMatch(before::contains)) {
      become(new Behind(now.missing().size(), clock.instant()));
    }
    return true;
  }

  /**
   * The same for the audit log. While its store does not answer, the ledger alone decides: an
   * outage of the store never stops the business.
   */
  private boolean lookAtLog(CatchUpSteps.Compared now) {
    boolean spoken = state instanceof Starting && restored.why().isPresent();
    boolean told = true;
    try {
      if (epochs.isBehind()) {
        if (!spoken) {
          become(new LogBehind(clock.instant()));
          return true;
        }
        beginEpoch("restore " + restored.why().get());
      }
    } catch (RuntimeException e) {
      LOG.log(Level.WARNING, "log.not-compared failure={0}", e.getClass().getName());
      LOG.log(Level.DEBUG, "log.not-compared", e);
      told = false;
    }
    if (told || !(spoken || state instanceof LogBehind)) {
      become(new Current(now.length(), clock.instant()));
    }
    return told;
  }

  /**
   * Begins an epoch of the audit log, erases again what the database does not know to be erased,
   * line by line, together with other nodes; a line counts once nothing of it is held. Does nothing
   * unless the database is behind.
   */
  public synchronized void replay() {
    if (!(state instanceof Behind)) {
      return;
    }
    try {
      Set<Long> done = new HashSet<>();
      CatchUpSteps.Compared now = steps.compare();
      if (!now.missing().isEmpty()) {
        beginEpoch("restore " + clock.instant().truncatedTo(ChronoUnit.SECONDS));
      }
      while (!now.missing().isEmpty()) {
        List<ErasureLedger.Line> lines = steps.lines(now.missing());
        if (lines.size() < now.missing().size()) {
          throw new ErasureLedger.Broken("The erasure ledger lacks a line.");
        }
        lines.forEach(steps::replay);
        done.addAll(now.missing());
        now = steps.compare();
      }
      if (!done.isEmpty()) {
        steps.note(done.size());
      }
      LOG.log(Level.INFO, "ledger.replayed lines={0}", done.size());
      lastMark = now.lastMark();
      suspects = Set.of();
      become(new Current(now.length(), clock.instant()));
    } catch (ErasureLedger.Broken e) {
      become(new Unsound(e.sentence(), clock.instant()));
    } catch (RuntimeException e) {
      LOG.log(Level.ERROR, "ledger.not-replayed failure={0}", e.getClass().getName());
      LOG.log(Level.DEBUG, "ledger.not-replayed", e);
    }
  }

  /**
   * Before the first line is marked: whoever dies in between is behind still, and begins again. Not
   * at each try, or a replay that fails would begin epochs without end.
   */
  private void beginEpoch(String reason) {
    if (!begun) {
      EpochStart.Begun now = epochs.begin(reason);
      begun = true;
      LOG.log(Level.WARNING, "log.epoch-begun epoch={0} lost={1}", now.epoch(), now.lost());
    }
  }

  private void become(State next) {
    if (!next.getClass().equals(state.getClass())) {
      switch (next) {
        case Behind behind -> LOG.log(Level.ERROR, "ledger.behind lines={0}", behind.lines());
        case LogBehind log -> LOG.log(Level.ERROR, "log.behind");
        case Unsound unsound -> LOG.log(Level.ERROR, "ledger.unsound {0}", unsound.sentence());
        case Current current -> LOG.log(Level.INFO, "ledger.current length={0}", current.length());
        case Starting starting -> LOG.log(Level.DEBUG, "ledger.starting");
      }
    }
    if (next instanceof Current) {
      begun = false;
    }
    state = next;
  }
}
