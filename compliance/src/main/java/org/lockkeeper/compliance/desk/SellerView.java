package org.lockkeeper.compliance.desk;

import java.time.Instant;
import java.util.UUID;
import org.lockkeeper.kernel.SellerId;

/**
 * Somebody of ours sees the pages of a seller as the seller does, and can change nothing.
 *
 * @param home the organisation of who looks
 * @param session the session it holds for, and no other
 * @param endsAt the first instant at which it counts no more
 */
public record SellerView(
    SellerId home,
    UUID id,
    UUID account,
    UUID session,
    SellerId viewed,
    Reason reason,
    String ticket,
    Instant beganAt,
    Instant endsAt) {

  /** Why somebody looks. */
  public enum Reason {
    /** The seller asks what a page shows. */
    SELLER_ASKED,
    /** Something on a page is not as it should be. */
    TROUBLE,
    /** The seller is helped with the first steps. */
    SETUP
  }
}
