package org.lockkeeper.portal.cases;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Optional;
import org.lockkeeper.kernel.SellerId;
import org.lockkeeper.retention.CaseScope;
import org.lockkeeper.retention.DataRequest;
import org.lockkeeper.retention.DataRequests;
import org.lockkeeper.retention.DeletionCase;
import org.lockkeeper.retention.DeletionCaseId;
import org.lockkeeper.retention.DeletionCases;
import org.lockkeeper.retention.ErasureReport;
import org.lockkeeper.retention.PreviewDeletion;
import org.lockkeeper.retention.StoreProgress;

/** Reads deletion cases with their progress, each call in one transaction for one seller. */
@ApplicationScoped
public class CaseReader {

  private final DeletionCases cases;
  private final DataRequests requests;
  private final PreviewDeletion preview;

  @Inject
  CaseReader(DeletionCases cases, DataRequests requests, PreviewDeletion preview) {
    this.cases = cases;
    this.requests = requests;
    this.preview = preview;
  }

  /** A case with how far it is. */
  public record Read(
      DeletionCase.Snapshot it, List<StoreProgress> stores, List<ErasureReport.Kept> kept) {}

  /** The seller's cases, newest first. */
  @Transactional
  public List<Read> all(SellerId seller) {
    return cases.all(seller).stream().map(DeletionCase::snapshot).map(this::read).toList();
  }

  /** One case of the seller. */
  @Transactional
  public Optional<Read> one(SellerId seller, DeletionCaseId id) {
    return cases.find(seller, id).map(DeletionCase::snapshot).map(this::read);
  }

  private Read read(DeletionCase.Snapshot it) {
    return new Read(it, cases.progress(it.seller(), it.id()), cases.kept(it.seller(), it.id()));
  }

  /** What buyers want to know of this seller, newest first. */
  @Transactional
  public List<DataRequest> wishes(SellerId seller) {
    return requests.all(seller);
  }

  /** What a deletion would do. */
  @Transactional
  public PreviewDeletion.Preview preview(SellerId seller, CaseScope scope) {
    return preview.of(seller, scope);
  }

  /** Which cases there are of all sellers; ids only. */
  @Transactional
  public List<DeletionCases.Of> register(int limit) {
    return cases.register(0, limit);
  }
}
