package org.lockkeeper.compliance.access.networks;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.lockkeeper.compliance.access.Cidr;
import org.lockkeeper.compliance.access.Role;
import org.lockkeeper.kernel.SellerId;

/** All lists of networks. Works in the caller's transaction. */
public interface AllowedNetworks {

  /**
   * One range that people may come from.
   *
   * @param role whom it is for; empty for all people of the seller
   */
  record Allowed(
      UUID id, Optional<Role> role, Cidr range, String note, UUID addedBy, Instant addedAt) {}

  /** The list of a seller, or of one of our roles, oldest first; no range, no limit. */
  List<Allowed> of(SellerId seller, Optional<Role> role);

  void add(SellerId seller, Allowed allowed);

  /** Takes one away; a second time changes nothing. */
  void remove(SellerId seller, UUID id);

  /** Keeps all other changes of the list waiting until this transaction ends. */
  void lock(SellerId seller);
}
