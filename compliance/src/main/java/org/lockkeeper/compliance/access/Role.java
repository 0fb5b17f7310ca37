package org.lockkeeper.compliance.access;

/** What a person may do. */
public enum Role {
  /** Runs one seller's organisation. */
  SELLER_OWNER,
  /** Runs the promises; sees figures of all sellers and orders of none. */
  ADMIN
}
