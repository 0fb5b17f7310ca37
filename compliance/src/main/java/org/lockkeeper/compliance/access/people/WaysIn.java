package org.lockkeeper.compliance.access.people;

import java.util.UUID;
import org.lockkeeper.kernel.SellerId;

/**
 * Everything besides the password that opens an account: second factors, recovery codes, what waits
 * to become one, the identity at the organisation's issuer, links to a new password, and devices
 * that are known. Works in the caller's transaction.
 */
public interface WaysIn {

  /** Takes them all away; whoever comes next brings their own. */
  void forget(SellerId seller, UUID account);
}
