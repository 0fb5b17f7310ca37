package org.lockkeeper.credentials;

import org.lockkeeper.kernel.Actor;
import org.lockkeeper.kernel.PlatformTrouble;

/** Where a channel gets the token for a call; nobody else hands them out. */
public interface AccessTokens {

  /**
   * A token that is good for some time still. The caller closes it.
   *
   * @throws PlatformTrouble {@code UNAUTHORIZED} if the seller has to authorise again; otherwise
   *     with the pause after which it is worth asking again
   */
  Secret of(Authorization.Snapshot grant, Actor reader);

  /**
   * Tells that the platform refused a token, so that another one is bought. A token that was only
   * just bought is kept: another one would be refused as well.
   */
  void refused(Authorization.Snapshot grant);
}
