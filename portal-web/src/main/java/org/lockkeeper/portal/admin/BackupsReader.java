package org.lockkeeper.portal.admin;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.lang.System.Logger.Level;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.lockkeeper.compliance.disposal.CatchUp;
import org.lockkeeper.compliance.disposal.ErasureLedger;
import org.lockkeeper.retention.BackupRegister;

/** Reads what is known of backups, drills and the erasure ledger. */
@ApplicationScoped
class BackupsReader {

  private static final System.Logger LOG = System.getLogger(BackupsReader.class.getName());
  private static final int BACKUPS = 40;
  private static final int DRILLS = 8;

  private final BackupRegister register;
  private final ErasureLedger ledger;
  private final CatchUp catchUp;

  @Inject
  BackupsReader(BackupRegister register, ErasureLedger ledger, CatchUp catchUp) {
    this.register = register;
    this.ledger = ledger;
    this.catchUp = catchUp;
  }

  /** What the page shows. */
  record Figures(
      List<BackupRegister.Backup> backups, List<BackupRegister.Drill> drills, Book book) {}

  /**
   * How the ledger stands.
   *
   * @param answers whether it could be read now; if not, nothing is erased until it can
   */
  record Book(
      boolean answers, long lines, Optional<Instant> lastAt, Optional<Instant> comparedAt) {}

  @Transactional
  Figures read() {
    return new Figures(register.backups(BACKUPS), register.drills(DRILLS), book());
  }

  private Book book() {
    Optional<Instant> compared =
        catchUp.state() instanceof CatchUp.Current current
            ? Optional.of(current.at())
            : Optional.empty();
    try {
      ErasureLedger.Extent extent = ledger.extent();
      return new Book(true, extent.length(), extent.lastAt(), compared);
    } catch (ErasureLedger.Unavailable | ErasureLedger.Broken e) {
      LOG.log(Level.ERROR, "ledger.not-read failure={0}", e.getClass().getName());
      return new Book(false, 0, Optional.empty(), compared);
    }
  }
}
