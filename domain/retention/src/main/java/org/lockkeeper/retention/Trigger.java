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
  AMAZON_REQUEST
}
