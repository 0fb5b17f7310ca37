package org.lockkeeper.compliance.monitoring.detection;

/** What somebody or something does that is counted. Stored by its name. */
public enum Signal {
  /** Searches for a buyer or an order. */
  SEARCHES,
  /** Fields of buyers that were shown to a person. */
  REVEALS,
  /** Orders of which a field was shown for the first time that day. */
  ORDERS_REVEALED,
  /** Sellers whose data somebody of ours looked at for the first time that day. */
  SELLERS_SEEN,
  /** Files with data that left. */
  EXPORTS,
  /** Secrets that were read. */
  SECRET_READS,
  /** Passwords and second factors that were wrong. */
  SIGN_INS_REFUSED,
  /** Sign-ins that were right. */
  SIGN_INS,
  /** Pages, rows and actions that somebody was not allowed. */
  DENIALS,
  /** Calls to outside platforms. */
  CALLS,
  /** Calls that a platform answered with 401 or 403. */
  CALLS_REFUSED,
  /** Calls that a platform answered with 429. */
  CALLS_THROTTLED,
  /** Calls without an answer, or with 500 and more. */
  CALLS_FAILED,
  /** Deliveries of a channel that were signed well. */
  DELIVERIES,
  /** Deliveries that nobody had signed, or wrongly. */
  BAD_SIGNATURES,
  /** Buyers that are nobody, and that somebody reached for. */
  CANARIES_REACHED,
  /** Alerts of the operator's own intrusion detection. */
  INTRUSION_ALERTS
}
