package org.lockkeeper.compliance.disposal;

import java.time.Instant;
import java.util.Set;
import org.lockkeeper.kernel.SellerId;
import org.lockkeeper.retention.DataKind;
import org.lockkeeper.retention.LegalHold;

/**
 * What an admin wants to hold, and why.
 *
 * @param reason why, in the admin's own words: 20 to 500 characters
 * @param basis the law or the demand: 3 to 200 characters
 */
public record HoldDecision(
    SellerId seller,
    LegalHold.Scope scope,
    Set<DataKind> kinds,
    String reason,
    String basis,
    Instant endsAt) {

  public HoldDecision {
    kinds = Set.copyOf(kinds);
    reason = reason.strip();
    basis = basis.strip();
  }

  /** Why it cannot be. */
  public enum Refusal {
    NO_KIND,
    REASON,
    BASIS,
    END_PAST,
    END_TOO_FAR,
    /** Nothing of that name belongs to the seller. */
    UNKNOWN,
    /** Calls and deliveries are known by seller only. */
    TOO_NARROW
  }
}
