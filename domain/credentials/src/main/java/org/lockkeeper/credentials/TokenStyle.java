package org.lockkeeper.credentials;

/** What the lasting secret of a grant is good for. */
public enum TokenStyle {
  /** It is the access token itself and has no end: an app of the shop's own. */
  FIXED,
  /** It buys access tokens and stays the same: Amazon. */
  REFRESHED,
  /** It buys access tokens and is replaced each time it does: Shopify, TikTok Shop. */
  REPLACED
}
