package org.lockkeeper.portal.log;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.lockkeeper.compliance.access.Account;
import org.lockkeeper.compliance.access.Accounts;
import org.lockkeeper.compliance.access.Sellers;
import org.lockkeeper.compliance.audit.SealedLog;
import org.lockkeeper.compliance.evidence.AuditSteps;
import org.lockkeeper.compliance.evidence.CheckRun;
import org.lockkeeper.compliance.evidence.CheckRuns;
import org.lockkeeper.compliance.evidence.ReadAuditLog;
import org.lockkeeper.kernel.Actor;
import org.lockkeeper.kernel.SellerId;

/** Reads a page of the log, and whom its ids mean. */
@ApplicationScoped
public class LogReader {

  /** How many entries a page shows. */
  public static final int ROWS = 50;

  private static final int CHECKS = 5;

  private final ReadAuditLog read;
  private final AuditSteps steps;
  private final CheckRuns runs;
  private final Accounts accounts;
  private final Sellers sellers;

  @Inject
  LogReader(
      ReadAuditLog read, AuditSteps steps, CheckRuns runs, Accounts accounts, Sellers sellers) {
    this.read = read;
    this.steps = steps;
    this.runs = runs;
    this.accounts = accounts;
    this.sellers = sellers;
  }

  /**
   * A page of the list.
   *
   * @param people the accounts of those who did something, by their ids
   */
  public record Page(List<ReadAuditLog.Line> lines, Map<UUID, Account> people, boolean more) {}

  /** The entries of a filter; of that seller, or of all. */
  public Page page(Optional<SellerId> seller, LogFilter filter, Instant now) {
    List<ReadAuditLog.Line> lines = read.page(seller, filter.asked(now), filter.before(), ROWS + 1);
    List<ReadAuditLog.Line> shown = lines.stream().limit(ROWS).toList();
    return new Page(shown, people(shown), lines.size() > ROWS);
  }

  private Map<UUID, Account> people(List<ReadAuditLog.Line> lines) {
    Map<UUID, Account> found = new HashMap<>();
    for (UUID id :
        lines.stream()
            .map(line -> line.entry().actor())
            .filter(Actor.Person.class::isInstance)
            .map(actor -> ((Actor.Person) actor).account())
            .collect(Collectors.toSet())) {
      account(id).ifPresent(account -> found.put(id, account));
    }
    return found;
  }

  /** One person. */
  @Transactional(Transactional.TxType.REQUIRES_NEW)
  public Optional<Account> account(UUID id) {
    return accounts.byId(id);
  }

  /** Whom an id means. */
  @Transactional(Transactional.TxType.REQUIRES_NEW)
  public Optional<String> name(SellerId seller) {
    return sellers.name(seller);
  }

  /** The latest checks of stored buyers, the newest first. */
  @Transactional(Transactional.TxType.REQUIRES_NEW)
  public List<CheckRun> checks() {
    return runs.latest(CHECKS);
  }

  /** How far the log has come. */
  public SealedLog.State state() {
    return steps.state();
  }
}
