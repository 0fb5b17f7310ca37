package org.lockkeeper.orders;

import java.util.Optional;
import org.lockkeeper.kernel.PersonalData;

/**
 * How a channel names a buyer who is to be forgotten, where it names no orders. A visitor: it is
 * kept nowhere and does not print itself.
 *
 * @param email the whole address
 * @param phone the whole number, with plus and country code
 */
@PersonalData
public record BuyerContact(Optional<String> email, Optional<String> phone) {

  /** Nobody. */
  public static final BuyerContact NONE = new BuyerContact(Optional.empty(), Optional.empty());

  /** Whether there is nothing by which somebody could be found. */
  public boolean isEmpty() {
    return email.isEmpty() && phone.isEmpty();
  }

  @Override
  public String toString() {
    return "BuyerContact[withheld]";
  }
}
