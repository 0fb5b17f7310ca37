package org.lockkeeper.compliance.monitoring.detection;

/** Why something is unusual. Stored by its name. */
public enum Rule {
  /** Far more within minutes than at such an hour. */
  BURST,
  /** A little more each day than was usual, day after day. */
  SLOW_DRAIN,
  /** Far more failures among the tries than usual. */
  MANY_FAILURES,
  /** Active in hours that are far from all in which it ever was. */
  ODD_HOUR,
  /** From a network where it never was, together with something else that is unusual. */
  NEW_PLACE,
  /** An operation or a host that was never called before. */
  NEW_OPERATION,
  /** Far more in a day than others with the same role. */
  BEYOND_PEERS,
  /** A limit that nobody passes, whatever is usual. */
  HARD_CAP,
  /** Somebody reached for a buyer that is nobody. */
  CANARY,
  /** The trap that guards such buyers was tried, and did not hold. */
  CANARY_SILENT,
  /** What the operator's own intrusion detection says. */
  IDS
}
