package org.lockkeeper.compliance.monitoring.measures;

import java.util.List;
import org.lockkeeper.credentials.Authorization;
import org.lockkeeper.kernel.ConnectionId;
import org.lockkeeper.kernel.SellerId;

/** What can be done with connections. Each call commits by itself. */
public interface ConnectionMeasures {

  /** The seller's connections that still listen. */
  List<Authorization.Snapshot> listening(SellerId seller);

  /**
   * Stops the traffic of one.
   *
   * @return false if there is nothing that could rest
   */
  boolean pause(SellerId seller, ConnectionId connection);

  /**
   * Ends the grant of one, of which somebody else may know the secret.
   *
   * @return false if there was nothing to stop any more
   */
  boolean end(SellerId seller, ConnectionId connection);
}
