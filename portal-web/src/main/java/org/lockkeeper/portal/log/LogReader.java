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
import org.lockkeeper.compliance.access.Account;
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
  private final WhoIsWho who;

  @Inject
  LogReader(ReadAuditLog read, AuditSteps steps, CheckRuns runs, WhoIsWho who) {
    this.read = read;
    this.steps = steps;
    this.runs = runs;
    this.who = who;
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
    Map<UUID, Account> people = new HashMap<>();
    lines.stream()
        .map(line -> line.entry().actor())
        .filter(Actor.Person.class::isInstance)
        .map(actor -> ((Actor.Person) actor).account())
        .distinct()
        .forEach(id -> people.putAll(person(id)));
    return people;
  }

  /** One person. */
  public Map<UUID, Account> person(UUID id) {
    return who.person(id).map(found -> Map.of(id, found)).orElseGet(Map::of);
  }

  /** Whom an id means. */
  public Optional<String> name(SellerId seller) {
    return who.name(seller);
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
