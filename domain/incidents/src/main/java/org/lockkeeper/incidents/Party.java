package org.lockkeeper.incidents;

/** Who has to be told of an incident. Stored by its name; the policy says how and by when. */
public enum Party {
  /** Amazon, of an incident that may concern its data. */
  AMAZON,
  /** Amazon, of its data being sought by legal process. */
  AMAZON_LEGAL,
  /** Every seller concerned. */
  SELLERS,
  /** Shopify, as the shops' platform. */
  SHOPIFY,
  /** TikTok Shop, as the shops' platform. */
  TIKTOKSHOP
}
