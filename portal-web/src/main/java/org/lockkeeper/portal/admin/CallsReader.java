package org.lockkeeper.portal.admin;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.lockkeeper.compliance.access.Sellers;
import org.lockkeeper.compliance.monitoring.OutsideCalls;
import org.lockkeeper.kernel.SellerId;

/**
 * Reads the figures of all sellers in one transaction, and what belongs to one in one of its own.
 */
@ApplicationScoped
class CallsReader {

  /** More rows than this are not read; the page says so. */
  static final int ROWS = 200;

  static final int CALLS = 200;
  static final int REFUSALS = 50;
  private static final int HOSTS = 100;

  private final OutsideCalls calls;
  private final Sellers sellers;

  @Inject
  CallsReader(OutsideCalls calls, Sellers sellers) {
    this.calls = calls;
    this.sellers = sellers;
  }

  /** What the page shows. */
  record Figures(
      List<OutsideCalls.Row> rows,
      List<OutsideCalls.Step> steps,
      List<OutsideCalls.Refusal> refusals,
      List<String> hosts) {}

  @Transactional
  Figures figures(OutsideCalls.Filter filter, Instant now) {
    return new Figures(
        calls.rows(filter, now, ROWS),
        calls.steps(filter, now),
        calls.refusals(filter, now, REFUSALS),
        calls.hosts(HOSTS));
  }

  @Transactional
  List<OutsideCalls.Call> calls(
      OutsideCalls.Subject subject, OutsideCalls.Filter filter, Instant now) {
    return calls.calls(subject, filter, now, CALLS);
  }

  /** Whom an id means. */
  @Transactional(Transactional.TxType.REQUIRES_NEW)
  Optional<String> name(SellerId seller) {
    return sellers.name(seller);
  }
}
