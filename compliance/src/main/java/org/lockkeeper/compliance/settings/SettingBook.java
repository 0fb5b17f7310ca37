package org.lockkeeper.compliance.settings;

import java.util.Map;

/** What was chosen last and agreed to. In the caller's transaction, whichever seller it is of. */
public interface SettingBook {

  /** The settings that are in force; those as the policy says are left out. */
  Map<Setting, String> now();
}
