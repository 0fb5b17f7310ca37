package org.lockkeeper.compliance.audit;

import java.util.regex.Pattern;

/** What entries are about, for filters. An entry may be of several topics, or of none. */
public enum AuditTopic {
  /** Who saw data of a buyer, looked one up, read a secret, or read or took the log. */
  LOOKS(
      "^(recipient\\.(opened|revealed|looked-up|exported)|desk\\.(searched|viewed|view-began|page-seen)|secret\\.read|break-glass\\.shown"
          + "|export\\..+|audit\\.(viewed|exported|downloaded)|evidence-pack\\.taken|.+\\.exported)$"),
  /** What happened to the data of buyers. */
  BUYERS("^(recipient|ciphertext|canary)\\."),
  /** What became of orders and parcels. */
  ORDERS("^(order|parcel|delivery)\\."),
  /** Grants of platforms, secrets, and the breaking of the glass. */
  CREDENTIALS("^(secret|grant|credential|break-glass)\\."),
  /** Cohorts and their keys. */
  KEYS("^(cohort|key)\\."),
  /** How long things are kept, and their going. */
  DELETION(
      "^(retention|deletion|certificate|hold|policy|erasures?|privacy|case|claim|span|records|clock)\\."),
  /** People, sign-ins and refusals. */
  PEOPLE("^(account|alert|sign-in|access|seller|notice)\\."),
  /** Incidents, drills, the plan, and who is to be reached. */
  INCIDENTS("^(incident|drill|plan|contact-test|follow-up)\\."),
  /** The log itself, and backups. */
  LOG("^(audit|checkpoint|log|backup|restore)\\.");

  private final String actions;
  private final Pattern pattern;

  AuditTopic(String actions) {
    this.actions = actions;
    this.pattern = Pattern.compile(actions);
  }

  /** Whether an action is of this topic. */
  public boolean has(String action) {
    return pattern.matcher(action).find();
  }

  /** The actions, as a regular expression that Java and PostgreSQL read alike. */
  public String actions() {
    return actions;
  }
}
