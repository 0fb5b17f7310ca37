package org.lockkeeper.compliance.response;

import java.util.Locale;

/**
 * Where practice goes.
 *
 * @param sink the address to which every notice of a drill is sent; never that of a party
 */
public record ResponseSettings(String sink) {

  /**
   * @throws IllegalArgumentException if practice would reach Amazon
   */
  public ResponseSettings {
    if (sink.toLowerCase(Locale.ROOT).contains("amazon")) {
      throw new IllegalArgumentException("lockkeeper.incidents.drill-address is Amazon's");
    }
  }
}
