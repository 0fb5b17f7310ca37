package org.lockkeeper.compliance.audit;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.lockkeeper.kernel.Actor;
import org.lockkeeper.kernel.Ids;
import org.lockkeeper.kernel.SellerId;

/**
 * Writes the audit log. There are two ways, and the difference matters:
 *
 * <ul>
 *   <li>{@link #record} joins the business transaction: the entry is there if and only if what it
 *       tells of is.
 *   <li>{@link #recordFirst} commits by itself before it returns: for what leaves the product (a
 *       secret, a reveal, an export), which is refused when the entry cannot be written, and whose
 *       trace no later rollback removes.
 * </ul>
 */
@ApplicationScoped
public class AuditTrail {

  private final AuditStore store;
  private final Ids ids;
  private final Clock clock;

  @Inject
  public AuditTrail(AuditStore store, Ids ids, Clock clock) {
    this.store = store;
    this.ids = ids;
    this.clock = clock;
  }

  /** Writes one entry with the caller's transaction. */
  @Transactional(Transactional.TxType.MANDATORY)
  public void record(
      SellerId seller, Actor actor, String action, String object, Map<String, String> facts) {
    store.append(seller, List.of(entry(seller, actor, action, object, facts)));
  }

  /** Writes the same entry about many objects with the caller's transaction. */
  @Transactional(Transactional.TxType.MANDATORY)
  public void recordAll(
      SellerId seller,
      Actor actor,
      String action,
      Collection<String> objects,
      Map<String, String> facts) {
    store.append(
        seller,
        objects.stream().map(object -> entry(seller, actor, action, object, facts)).toList());
  }

  /** Writes one entry and commits it before returning. */
  @Transactional(Transactional.TxType.REQUIRES_NEW)
  public void recordFirst(
      SellerId seller, Actor actor, String action, String object, Map<String, String> facts) {
    store.appendNow(seller, List.of(entry(seller, actor, action, object, facts)));
  }

  private AuditEntry entry(
      SellerId seller, Actor actor, String action, String object, Map<String, String> facts) {
    return new AuditEntry(ids.next(), seller, clock.instant(), actor, action, object, facts);
  }
}
