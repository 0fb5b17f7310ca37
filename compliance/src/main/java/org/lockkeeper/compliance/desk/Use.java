package org.lockkeeper.compliance.desk;

/** What a budget is taken for. */
enum Use {
  REVEAL,
  SEARCH
}
