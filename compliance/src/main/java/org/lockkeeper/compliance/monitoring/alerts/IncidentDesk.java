package org.lockkeeper.compliance.monitoring.alerts;

import java.time.Instant;
import java.util.Optional;
import org.lockkeeper.compliance.access.Account;
import org.lockkeeper.kernel.SellerId;

/** Where incidents are opened. Works in the caller's transaction. */
public interface IncidentDesk {

  /**
   * What is known of what may be an incident.
   *
   * @param source by which the same one is known again, such as {@code alert:0190…}
   * @param evidence the figures in one plain sentence; ids, no personal data
   * @param noticedAt when it was found first: from then on the clock counts
   */
  record Suspected(
      String source, String evidence, Instant noticedAt, Optional<SellerId> concerns) {}

  /**
   * Opens one, or finds the one that is there already.
   *
   * @return by which it is found, such as {@code incident:0190…}
   */
  String open(Suspected suspected, Account by);
}
