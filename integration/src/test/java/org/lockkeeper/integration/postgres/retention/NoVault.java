package org.lockkeeper.integration.postgres.retention;

import org.lockkeeper.kernel.OrderId;
import org.lockkeeper.kernel.Purpose;
import org.lockkeeper.kernel.SellerId;
import org.lockkeeper.orders.Recipient;
import org.lockkeeper.orders.RecipientDetails;
import org.lockkeeper.orders.RecipientVault;

/** A vault that nobody may touch: whoever deletes opens nothing. */
final class NoVault implements RecipientVault {

  @Override
  public Recipient.Sealed seal(
      SellerId seller, OrderId order, int version, RecipientDetails details) {
    throw new UnsupportedOperationException();
  }

  @Override
  public RecipientDetails open(
      SellerId seller, OrderId order, Recipient.Sealed closed, Purpose purpose) {
    throw new UnsupportedOperationException();
  }

  @Override
  public String masked(SellerId seller, OrderId order, Recipient.Sealed closed) {
    throw new UnsupportedOperationException();
  }
}
