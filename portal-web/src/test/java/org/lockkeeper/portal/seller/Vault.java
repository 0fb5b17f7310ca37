package org.lockkeeper.portal.seller;

import org.lockkeeper.kernel.OrderId;
import org.lockkeeper.kernel.Purpose;
import org.lockkeeper.kernel.SellerId;
import org.lockkeeper.orders.Ciphertext;
import org.lockkeeper.orders.Recipient;
import org.lockkeeper.orders.RecipientDetails;
import org.lockkeeper.orders.RecipientVault;

/** Opens the masked form as it is told to, and nothing else ever. */
final class Vault implements RecipientVault {

  static final Recipient.Sealed CLOSED =
      new Recipient.Sealed(
          1,
          new Ciphertext(new byte[1]),
          new Ciphertext(new byte[1]),
          java.util.Optional.empty(),
          java.util.Optional.empty(),
          new Ciphertext(new byte[1]));

  private RuntimeException trouble = new IllegalStateException("not set");
  private boolean troubled;

  Vault failing(RuntimeException failure) {
    trouble = failure;
    troubled = true;
    return this;
  }

  @Override
  public Recipient.Sealed seal(
      SellerId seller, OrderId order, int version, RecipientDetails details) {
    throw new UnsupportedOperationException("pages do not seal");
  }

  @Override
  public RecipientDetails open(
      SellerId seller, OrderId order, Recipient.Sealed sealed, Purpose purpose) {
    throw new UnsupportedOperationException("these pages do not open");
  }

  @Override
  public String masked(SellerId seller, OrderId order, Recipient.Sealed sealed) {
    if (troubled) {
      throw trouble;
    }
    return "A•• L•••••••, Boise ID";
  }
}
