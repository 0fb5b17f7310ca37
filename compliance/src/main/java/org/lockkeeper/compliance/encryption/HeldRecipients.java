package org.lockkeeper.compliance.encryption;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.lockkeeper.kernel.OrderId;
import org.lockkeeper.kernel.SellerId;

/**
 * What is stored of buyers, order by order, beside what the audit log last said of it. Opens
 * nothing. Runs in the caller's transaction; each page is one statement, so that it shows one state
 * of the tables.
 */
public interface HeldRecipients {

  /**
   * One order of which anything is held, or should be.
   *
   * @param version the version that its row names
   * @param fields the sealed bytes by the name of the field
   * @param tokens how many look-up tokens it has
   * @param last the last entry about its recipient that was sealed, rekeyed or stripped
   * @param highestVersion the highest version that any entry about it names, 0 for none
   */
  record Held(
      OrderId order,
      Optional<Instant> strippedAt,
      Optional<Integer> version,
      Map<String, Opaque> fields,
      Optional<OrderKeys.Row> key,
      long tokens,
      Optional<Last> last,
      int highestVersion) {

    public Held {
      fields = Map.copyOf(fields);
    }
  }

  /** What the audit log last said. */
  record Last(String action, Map<String, String> facts) {
    public Last {
      facts = Map.copyOf(facts);
    }
  }

  /**
   * The seller's orders that have sealed fields, a key or look-up tokens, or that name a version
   * and were never stripped; ascending by order id.
   *
   * @param after the last order of the page before; {@code new OrderId(new UUID(0, 0))} to begin
   * @param most at most so many, 1 to 1000
   */
  List<Held> page(SellerId seller, OrderId after, int most);
}
