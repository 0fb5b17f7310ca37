package org.lockkeeper.compliance.encryption;

/**
 * Time that only goes forward, at the pace of the machine. The product's clock can stand still or
 * jump in a demonstration; how long a key has been in memory must not depend on that.
 */
@FunctionalInterface
interface Ticker {

  /** Nanoseconds since some fixed instant; only differences mean anything. */
  long nanos();
}
