package org.lockkeeper.compliance.monitoring.measures;

import jakarta.inject.Inject;
import java.util.List;
import org.lockkeeper.credentials.Authorization;
import org.lockkeeper.credentials.FindAuthorization;
import org.lockkeeper.credentials.PauseConnection;
import org.lockkeeper.credentials.rotation.SuspectCredential;
import org.lockkeeper.kernel.ConnectionId;
import org.lockkeeper.kernel.SellerId;
import org.lockkeeper.kernel.Workflow;

/** The same steps that the incident room takes. */
@Workflow
class StopConnection implements ConnectionMeasures {

  private final FindAuthorization grants;
  private final PauseConnection pause;
  private final SuspectCredential suspect;

  @Inject
  StopConnection(FindAuthorization grants, PauseConnection pause, SuspectCredential suspect) {
    this.grants = grants;
    this.pause = pause;
    this.suspect = suspect;
  }

  @Override
  public List<Authorization.Snapshot> listening(SellerId seller) {
    return grants.all(seller).stream().filter(Authorization.Snapshot::listening).toList();
  }

  @Override
  public boolean pause(SellerId seller, ConnectionId connection) {
    return pause.begin(seller, connection);
  }

  @Override
  public boolean end(SellerId seller, ConnectionId connection) {
    return suspect.ofConnection(seller, connection);
  }
}
