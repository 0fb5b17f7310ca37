package org.lockkeeper.compliance.evidence;

/** Why somebody takes a part of the audit log with them. A list, so that the log holds no prose. */
public enum ExportReason {
  /** The fortnightly review of the log. */
  REVIEW,
  /** An incident is looked into. */
  INCIDENT,
  /** An auditor or an authority asked. */
  AUDITOR,
  /** A seller asked about what concerns them. */
  SELLER_ASKED
}
