package org.lockkeeper.compliance.access;

/** What a person is to the product; what each may do and see stands in {@link AccessPolicy}. */
public enum Role {
  /** Runs one seller's organisation. */
  SELLER_OWNER,
  /** Works on one seller's orders every day. */
  SELLER_OPERATIONS,
  /** Reads one seller's orders. */
  SELLER_VIEWER,
  /** Answers questions about the orders of the sellers that it is assigned to. */
  SUPPORT,
  /** Runs the promises; sees figures of all sellers and orders of none. */
  ADMIN,
  /** Reads the evidence for a time that ends by itself. */
  AUDITOR;

  /** Whether such a person belongs to a seller; the others are ours. */
  public boolean ofSeller() {
    return this == SELLER_OWNER || this == SELLER_OPERATIONS || this == SELLER_VIEWER;
  }
}
