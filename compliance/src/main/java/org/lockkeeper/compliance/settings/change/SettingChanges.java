package org.lockkeeper.compliance.settings.change;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** All changes of settings. Works in the caller's transaction, as the platform. */
public interface SettingChanges {

  /**
   * Adds a proposal, unless one of that setting waits.
   *
   * @return whether it is new
   */
  boolean propose(SettingChange fresh);

  /** Finds it and keeps others from deciding until the transaction ends. */
  Optional<SettingChange> hold(UUID id);

  void decide(UUID id, SettingChange.State state, UUID by, Instant at);

  /** The newest first. */
  List<SettingChange> newest(int most);
}
