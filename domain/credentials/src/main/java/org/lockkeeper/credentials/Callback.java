package org.lockkeeper.credentials;

import java.util.Map;

/** What a platform sent the seller's browser back with. */
public sealed interface Callback {

  /**
   * The seller agreed.
   *
   * @param account the account that the platform names here, such as a shop's domain; empty if it
   *     does not
   * @param code to be exchanged once; closed by whoever takes it
   * @param details what else the platform says and the exchange needs; nothing secret
   */
  record Agreed(String account, Secret code, Map<String, String> details) implements Callback {
    public Agreed {
      details = Map.copyOf(details);
    }
  }

  /** The seller said no, or closed the page of the platform. */
  record Denied() implements Callback {}

  /** Not from the platform, too old, or not what it documents. */
  record Forged() implements Callback {}
}
