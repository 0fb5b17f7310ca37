package org.lockkeeper.compliance.logreview;

import java.util.Optional;
import java.util.regex.Pattern;

/** What is counted for a review, each by the actions that it takes together. Stored by its name. */
public enum LogFigure {
  /** What the watch found. */
  ALERTS("^alert\\.raised$", ""),
  /** Pages, sellers and networks that somebody was kept from, and limits that were met. */
  DENIALS("^(?!sign-in\\.)(access\\.denied|network\\.refused|.+\\.denied|.+-refused)$", "people"),
  /** Sign-ins that failed. */
  SIGN_INS_REFUSED("^sign-in\\.(refused|factor-refused|failed|locked|throttled)$", "people"),
  /** Files that were taken away. */
  EXPORTS("^(export\\..+|.+\\.exported|audit\\.downloaded|evidence-pack\\.taken)$", "looks"),
  /** Secrets that were read. */
  SECRET_READS("^(secret\\.read|break-glass\\.shown)$", "credentials"),
  /** Fields of buyers that somebody saw in clear. */
  REVEALS("^recipient\\.revealed$", "looks"),
  /** Changes of people and what they may. */
  PEOPLE("^(account|assignment|review|access-request)\\..+$", "people"),
  /** Everything that was written down. */
  ALL(".*", "");

  private final Pattern actions;
  private final String topic;

  LogFigure(String actions, String topic) {
    this.actions = Pattern.compile(actions);
    this.topic = topic;
  }

  /** Whether an action is counted here. */
  public boolean has(String action) {
    return actions.matcher(action).find();
  }

  /** The topic of the log under which the entries are found; empty if there is none for them. */
  public Optional<String> topic() {
    return Optional.of(topic).filter(text -> !text.isEmpty());
  }
}
