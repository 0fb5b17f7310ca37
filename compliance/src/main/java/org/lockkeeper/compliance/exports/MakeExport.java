package org.lockkeeper.compliance.exports;

import static java.lang.System.Logger.Level.INFO;

import jakarta.inject.Inject;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.util.HexFormat;
import java.util.Optional;
import java.util.UUID;
import org.lockkeeper.compliance.secrets.SealedFiles;
import org.lockkeeper.kernel.Errand;
import org.lockkeeper.kernel.ErrandHandler;
import org.lockkeeper.kernel.SellerId;
import org.lockkeeper.kernel.Workflow;

/**
 * Makes the file of an export in the background, page by page. Before each page it asks whether the
 * export still stands and whether the person may still have it; if not, nothing is left of it
 * (F48). Run again, it begins again.
 */
@Workflow
public class MakeExport implements ErrandHandler {

  static final String KIND = "make-export";

  private static final System.Logger LOG = System.getLogger(MakeExport.class.getName());
  private static final int PAGE = 500;

  private final MakeSteps steps;
  private final SealedFiles files;
  private final Clock clock;

  @Inject
  MakeExport(MakeSteps steps, SealedFiles files, Clock clock) {
    this.steps = steps;
    this.files = files;
    this.clock = clock;
  }

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public Outcome run(Errand errand) {
    make(errand.seller(), UUID.fromString(errand.subject()));
    return Outcome.DONE;
  }

  @Override
  public void gaveUp(Errand errand, RuntimeException failure) {
    steps.end(errand.seller(), UUID.fromString(errand.subject()), Export.State.FAILED);
  }

  private void make(SellerId seller, UUID id) {
    Optional<MakeSteps.Job> job = steps.begin(seller, id);
    if (job.isEmpty()) {
      LOG.log(INFO, "export.not-made export={0}", id);
      return;
    }
    OrdersFile file = new OrdersFile(job.get().export(), job.get().who());
    int most = steps.most(job.get().who());
    for (int from = 0; ; from += PAGE) {
      Optional<MakeSteps.Page> page = steps.page(seller, id, from, file.size(), PAGE);
      if (page.isEmpty()) {
        LOG.log(INFO, "export.broken-off export={0}", id);
        return;
      }
      file.add(page.get().orders(), page.get().ends());
      if (file.size() > most) {
        steps.end(seller, id, Export.State.TOO_LARGE);
        return;
      }
      if (page.get().orders().size() < PAGE) {
        break;
      }
    }
    byte[] clear = file.bytes(clock.instant());
    boolean kept =
        steps.ready(seller, id, file.size(), sha256(clear), files.close(seller, id, clear));
    LOG.log(INFO, "export.made export={0} kept={1}", id, kept);
  }

  static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every platform has SHA-256", e);
    }
  }
}
