package org.lockkeeper.retention;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.lockkeeper.kernel.OrderId;
import org.lockkeeper.kernel.SellerId;

/** Cases in memory, without progress. */
final class InMemoryCases implements DeletionCases {

  private final Map<DeletionCaseId, DeletionCase.Snapshot> kept = new LinkedHashMap<>();

  @Override
  public void serialize(SellerId seller) {}

  @Override
  public void add(DeletionCase fresh) {
    kept.put(fresh.id(), fresh.snapshot());
  }

  @Override
  public void save(DeletionCase changed) {
    kept.put(changed.id(), changed.snapshot());
  }

  @Override
  public Optional<DeletionCase> find(SellerId seller, DeletionCaseId id) {
    return Optional.ofNullable(kept.get(id))
        .filter(c -> c.seller().equals(seller))
        .map(DeletionCase::restore);
  }

  @Override
  public Optional<DeletionCase> findForUpdate(SellerId seller, DeletionCaseId id) {
    return find(seller, id);
  }

  @Override
  public List<DeletionCase> all(SellerId seller) {
    return kept.values().stream()
        .filter(c -> c.seller().equals(seller))
        .sorted(Comparator.comparing(DeletionCase.Snapshot::requestedAt).reversed())
        .map(DeletionCase::restore)
        .toList();
  }

  @Override
  public List<Of> register(int skip, int limit) {
    return kept.values().stream().map(c -> new Of(c.seller(), c.id())).toList();
  }

  @Override
  public long count() {
    return kept.size();
  }

  @Override
  public List<Of> ripe(Instant now, Instant dueBefore, int limit) {
    return new ArrayList<>();
  }

  @Override
  public void begin(SellerId seller, DeletionCaseId id, List<StoreProgress> stores) {}

  @Override
  public List<StoreProgress> progress(SellerId seller, DeletionCaseId id) {
    return List.of();
  }

  @Override
  public void erased(SellerId seller, DeletionCaseId id, String store, long rows) {}

  @Override
  public void proved(SellerId seller, DeletionCaseId id, String store, long after, Instant at) {}

  @Override
  public void noteOrders(SellerId seller, DeletionCaseId id, Collection<OrderId> orders) {}

  @Override
  public List<OrderId> orders(SellerId seller, DeletionCaseId id) {
    return List.of();
  }

  @Override
  public void keep(SellerId seller, DeletionCaseId id, List<ErasureReport.Kept> what) {}

  @Override
  public List<ErasureReport.Kept> kept(SellerId seller, DeletionCaseId id) {
    return List.of();
  }
}
