package org.lockkeeper.portal.seller;

import java.time.Instant;
import org.lockkeeper.kernel.PersonalData;

/**
 * What may be seen of a buyer. Made for one request and kept nowhere; the masked form is personal
 * data and does not print itself.
 */
public sealed interface Buyer {

  /** First letters, city and region. */
  @PersonalData
  record Masked(String text) implements Buyer {
    @Override
    public String toString() {
      return "Masked[withheld]";
    }
  }

  /** Gone for good. */
  record Stripped(Instant at) implements Buyer {}

  /** The channel has not given an address. */
  record Withheld() implements Buyer {}

  /** What is stored is not what was sealed here. */
  record Unavailable() implements Buyer {}

  /** The key service is not answering. */
  record NotReadable() implements Buyer {}
}
