package org.lockkeeper.compliance.access;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.lockkeeper.kernel.SellerId;

/** All sellers. Works in the caller's transaction. */
public interface Sellers {

  /** Adds a seller unless it is there. */
  void add(SellerId seller, String name, Instant at);

  Optional<String> name(SellerId seller);

  /** The ids of all sellers, ascending, the platform left out. */
  List<SellerId> ids();
}
