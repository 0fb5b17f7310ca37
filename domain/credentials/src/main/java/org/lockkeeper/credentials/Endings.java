package org.lockkeeper.credentials;

import java.util.List;
import java.util.Optional;
import org.lockkeeper.kernel.ConnectionId;
import org.lockkeeper.kernel.SellerId;

/** Endings of connections. Works in the caller's transaction; sees one seller at a time. */
public interface Endings {

  /** Adds one, or changes what is there. */
  void save(Ending ending);

  Optional<Ending> of(SellerId seller, ConnectionId connection);

  List<Ending> all(SellerId seller);
}
