package org.lockkeeper.compliance.encryption;

import org.lockkeeper.kernel.Actor;

/** Tells on whose behalf the current call runs, for the audit log. */
@FunctionalInterface
public interface CurrentActor {

  /** The signed-in person, the channel whose message is handled, or the task that runs. */
  Actor actor();
}
