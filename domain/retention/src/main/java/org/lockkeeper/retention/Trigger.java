package org.lockkeeper.retention;

/** Why data is deleted before its own time. */
public enum Trigger {
  /** The seller disconnected a channel or the Amazon account. */
  SELLER_REVOKED,
  /** The platform says that the seller removed us, or that the grant has ended there. */
  PLATFORM_REVOKED,
  /** Shopify's {@code shop/redact}, which comes 48 hours after an uninstallation. */
  SHOP_REDACT,
  /** A channel asks to forget one buyer: Shopify's {@code customers/redact}. */
  BUYER_REDACT,
  /** The seller passes on the wish of one buyer. */
  BUYER_REQUEST,
  /** The seller closes the account. */
  ACCOUNT_CLOSED,
  /** The contract with the seller ends. */
  CONTRACT_ENDED,
  /** Amazon asks for it. */
  AMAZON_REQUEST;

  /**
   * Whether it can be taken back for a while: the seller's own wish can be, and what a platform
   * tells of an uninstallation, since Shopify too waits 48 hours before it asks to delete. The
   * others begin at once: nobody but a buyer, a platform, Amazon or two admins could take them
   * back.
   */
  public boolean canBeTakenBack() {
    return switch (this) {
      case SELLER_REVOKED, PLATFORM_REVOKED, ACCOUNT_CLOSED -> true;
      case SHOP_REDACT, BUYER_REDACT, BUYER_REQUEST, CONTRACT_ENDED, AMAZON_REQUEST -> false;
    };
  }
}
