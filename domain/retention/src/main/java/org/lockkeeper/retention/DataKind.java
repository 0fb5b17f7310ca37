package org.lockkeeper.retention;

/** Kinds of data that go by a rule of their own. */
public enum DataKind {
  /** Who a buyer is: name, address, phone, e-mail, and the tokens by which they are found. */
  BUYER,
  /** An order without its buyer: what, when, how it went. */
  ORDER,
  /** What Amazon told us that is about nobody: fulfilment ids, parcels, stock. */
  AMAZON,
  /** Deliveries of webhooks, as ids and topics. */
  DELIVERY,
  /** Grants, tokens and secrets. */
  CREDENTIAL,
  /** Calls to outside APIs. */
  CALL_LOG,
  /** The audit log. */
  AUDIT_LOG
}
