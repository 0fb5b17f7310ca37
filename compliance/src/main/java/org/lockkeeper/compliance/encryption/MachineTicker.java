package org.lockkeeper.compliance.encryption;

import jakarta.enterprise.context.ApplicationScoped;

/** The machine's own monotonic time. */
@ApplicationScoped
class MachineTicker implements Ticker {

  @Override
  public long nanos() {
    return System.nanoTime();
  }
}
