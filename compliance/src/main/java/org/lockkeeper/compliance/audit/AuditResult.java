package org.lockkeeper.compliance.audit;

import java.util.regex.Pattern;

/**
 * How what an entry tells of ended. An entry has no field for it: the last word of its
 * action says it, so that entries of any age answer, and a new action needs no table.
 */
public enum AuditResult {
  /** It was done. */
  DONE(""),
  /** Somebody was kept from it, or it was not allowed. */
  REFUSED("\\.(.*-)?(denied|refused|declined|not-given)$"),
  /** Something is wrong that a person has to look at. */
  ALARM(
      "\\.((.*-)?(tampered|mismatch|missing|misplaced|lapsed|suspected|failed|stepped|tripped)|.+-lost)$");

  private final String endings;
  private final Pattern pattern;

  AuditResult(String endings) {
    this.endings = endings;
    this.pattern = Pattern.compile(endings);
  }

  /** The result that an action tells. */
  public static AuditResult of(String action) {
    if (ALARM.pattern.matcher(action).find()) {
      return ALARM;
    }
    return REFUSED.pattern.matcher(action).find() ? REFUSED : DONE;
  }

  /**
   * The actions with this result, as a regular expression that Java and PostgreSQL read alike; that
   * of {@link #DONE} is empty, since it is what none of the others is.
   */
  public String endings() {
    return endings;
  }
}
