package org.lockkeeper.credentials;

import jakarta.inject.Inject;
import org.lockkeeper.kernel.ConnectionId;
import org.lockkeeper.kernel.Errands;
import org.lockkeeper.kernel.SellerId;
import org.lockkeeper.kernel.UseCase;

/** Has one connection renewed soon; one transaction for each, because one belongs to one seller. */
@UseCase
public class AskForRenewal {

  private final Errands errands;

  @Inject
  public AskForRenewal(Errands errands) {
    this.errands = errands;
  }

  public void of(SellerId seller, ConnectionId connection) {
    errands.soon(RenewTokens.errand(seller, connection));
  }
}
