package org.lockkeeper.compliance.evidence;

import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.lockkeeper.compliance.encryption.CompareCiphertexts;
import org.lockkeeper.compliance.encryption.SellerVolumes;
import org.lockkeeper.compliance.notices.Notice;
import org.lockkeeper.compliance.notices.TellPeople;
import org.lockkeeper.kernel.Ids;
import org.lockkeeper.kernel.OrderId;
import org.lockkeeper.kernel.SellerId;
import org.lockkeeper.kernel.UseCase;

/** The steps of checking stored buyers; each commits by itself. */
@UseCase
public class CheckSteps {

  /** Less than a day, so that a run which began a little late does not cost a night. */
  static final Duration EVERY = Duration.ofHours(23);

  private final CheckRuns runs;
  private final CompareCiphertexts compare;
  private final SellerVolumes volumes;
  private final TellPeople tell;
  private final Ids ids;

  @Inject
  public CheckSteps(
      CheckRuns runs, CompareCiphertexts compare, SellerVolumes volumes, TellPeople tell, Ids ids) {
    this.runs = runs;
    this.compare = compare;
    this.volumes = volumes;
    this.tell = tell;
    this.ids = ids;
  }

  /** The run to go on with, or a new one if the last began a night ago; empty if none is due. */
  Optional<CheckRun> due(Instant now) {
    Optional<CheckRun> last = runs.latest(1).stream().findFirst();
    if (last.isPresent() && last.get().finishedAt().isEmpty()) {
      return last;
    }
    if (last.isPresent() && now.isBefore(last.get().beganAt().plus(EVERY))) {
      return Optional.empty();
    }
    CheckRun fresh = CheckRun.begun(ids.next(), now);
    runs.save(fresh);
    return Optional.of(fresh);
  }

  List<SellerId> sellers() {
    return volumes.sellers();
  }

  /** What a batch left behind. */
  record Done(CheckRun run, boolean more, int differing) {}

  /** Compares the next orders of a seller; what was found commits with how far it has come. */
  Done batch(CheckRun run, SellerId seller, OrderId after) {
    CompareCiphertexts.Batch batch = compare.next(seller, after);
    CheckRun further =
        run.after(seller, batch.last(), batch.more(), batch.checked(), batch.mismatches().size());
    runs.save(further);
    return new Done(further, batch.more(), batch.mismatches().size());
  }

  void save(CheckRun run) {
    runs.save(run);
  }

  /** Tells the admins, once for each run. */
  void alarm(CheckRun run) {
    tell.of(
        SellerId.PLATFORM,
        Notice.Kind.CIPHERTEXT_MISMATCH,
        "check:" + run.id(),
        "Lockkeeper",
        "Lockkeeper",
        run.beganAt(),
        0);
  }

  /** The latest runs, newest first. */
  public List<CheckRun> latest(int most) {
    return runs.latest(most);
  }
}
