package org.lockkeeper.compliance.settings;

/** What people may set while the product runs. Stored by its name. */
public enum Setting {
  /** Fields of buyers that one of ours sees in a day, at most. */
  SUPPORT_REVEALS,
  /** Fields of buyers that a person of a seller sees in a day, at most. */
  SELLER_REVEALS,
  /** Rows in one exported file, at most. */
  EXPORT_ROWS,
  /** For which reasons a field of a buyer may be seen; names of reasons, separated by commas. */
  REVEAL_REASONS,
  /** The name before the address from which mail is sent. */
  MAIL_NAME,
  /** Where answers to mail go. */
  MAIL_REPLY_TO,
  /** What stands above every page behind the sign-in. */
  BANNER
}
