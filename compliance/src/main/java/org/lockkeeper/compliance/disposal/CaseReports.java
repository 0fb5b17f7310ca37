package org.lockkeeper.compliance.disposal;

import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.lockkeeper.kernel.SellerId;
import org.lockkeeper.kernel.UseCase;
import org.lockkeeper.retention.DeletionCase;
import org.lockkeeper.retention.DeletionCaseId;
import org.lockkeeper.retention.DeletionCases;
import org.lockkeeper.retention.ErasureReport;
import org.lockkeeper.retention.ErasureReports;
import org.lockkeeper.retention.StoreProgress;

/** Reports of cases in which every store has proved zero. */
@UseCase
public class CaseReports implements ErasureReports {

  private final DeletionCases cases;

  @Inject
  public CaseReports(DeletionCases cases) {
    this.cases = cases;
  }

  @Override
  public Optional<ErasureReport> of(SellerId seller, DeletionCaseId id) {
    return cases
        .find(seller, id)
        .map(DeletionCase::snapshot)
        .filter(it -> it.erasedAt().isPresent())
        .map(this::report);
  }

  private ErasureReport report(DeletionCase.Snapshot it) {
    Instant erasedAt = it.erasedAt().orElseThrow();
    List<ErasureReport.Store> stores =
        cases.progress(it.seller(), it.id()).stream().map(s -> store(s, erasedAt)).toList();
    return new ErasureReport(
        it.id(),
        it.seller(),
        it.channels(),
        it.trigger(),
        it.requestedAt(),
        it.dueBy(),
        erasedAt,
        stores,
        cases.kept(it.seller(), it.id()),
        it.backupsEndAt().orElse(erasedAt),
        it.keysDestroyedAt(),
        it.edition(),
        CaseSteps.ACTOR.text(),
        cases.orders(it.seller(), it.id()));
  }

  /** What was written while the work went on has gone as well, and counts as held before. */
  private static ErasureReport.Store store(StoreProgress s, Instant erasedAt) {
    return new ErasureReport.Store(
        s.store(),
        s.method(),
        Math.max(s.before(), s.erased()),
        s.after().orElseThrow(),
        s.queryDigest(),
        s.verifiedAt().orElse(erasedAt));
  }
}
