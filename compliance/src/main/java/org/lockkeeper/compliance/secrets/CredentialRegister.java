package org.lockkeeper.compliance.secrets;

import java.util.List;
import org.lockkeeper.kernel.ConnectionId;
import org.lockkeeper.kernel.SellerId;

/** Which connections there are, of all sellers: ids and counts only. */
public interface CredentialRegister {

  /** A connection, by its ids. */
  record Entry(SellerId seller, ConnectionId connection) {}

  /**
   * Connections, those that need somebody first, then by seller.
   *
   * @param platform empty text for all
   * @param standing such as {@code LAPSED}; empty text for all but the revoked
   */
  List<Entry> page(String platform, String standing, int from, int most);

  long count(String platform, String standing);
}
