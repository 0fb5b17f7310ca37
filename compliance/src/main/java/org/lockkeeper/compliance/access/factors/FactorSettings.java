package org.lockkeeper.compliance.access.factors;

import java.net.URI;
import org.lockkeeper.compliance.access.Account;

/** What the operator says of second factors. */
public interface FactorSettings {

  /**
   * Whether our own people need a passkey: nothing that could be typed into somebody else's page.
   */
  boolean passkeysOnlyForStaff();

  /**
   * The origin at which people open the product: scheme, host and port. Passkeys are bound to its
   * host, so another one makes all of them worthless.
   */
  URI origin();

  /** Whether a factor of that kind lets this person in. */
  default boolean mayUse(Account account, Factor.Kind kind) {
    return kind == Factor.Kind.PASSKEY || mayType(account);
  }

  /** Whether this person may answer with something typed. */
  default boolean mayType(Account account) {
    return account.role().ofSeller() || !passkeysOnlyForStaff();
  }
}
