package org.lockkeeper.portal.seller;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.lockkeeper.credentials.Authorization;
import org.lockkeeper.credentials.Ending;
import org.lockkeeper.credentials.EndingSteps;
import org.lockkeeper.credentials.FindAuthorization;
import org.lockkeeper.credentials.SecretCare;
import org.lockkeeper.credentials.SecretVault;
import org.lockkeeper.kernel.ConnectionId;
import org.lockkeeper.kernel.SellerId;
import org.lockkeeper.orders.Deliveries;
import org.lockkeeper.orders.OrderBoard;

/** Reads what a seller's connections are and do, in one transaction. */
@ApplicationScoped
class ChannelsReader {

  private final FindAuthorization authorizations;
  private final EndingSteps endings;
  private final SecretCare secrets;
  private final Deliveries deliveries;
  private final OrderBoard board;

  @Inject
  ChannelsReader(
      FindAuthorization authorizations,
      EndingSteps endings,
      SecretCare secrets,
      Deliveries deliveries,
      OrderBoard board) {
    this.authorizations = authorizations;
    this.endings = endings;
    this.secrets = secrets;
    this.deliveries = deliveries;
    this.board = board;
  }

  /**
   * One connection.
   *
   * @param tokenSince when the secret that is in use was written
   * @param comparedUpTo up to when the channel's orders are known
   */
  record Line(
      Authorization.Snapshot grant,
      Optional<Instant> tokenSince,
      Optional<Instant> comparedUpTo,
      Optional<Ending> ending) {}

  @Transactional
  List<Line> of(SellerId seller) {
    List<Ending> due = endings.all(seller);
    List<Line> lines = new ArrayList<>();
    for (Authorization.Snapshot grant : authorizations.all(seller)) {
      lines.add(
          new Line(
              grant,
              grant.listening() ? written(grant) : Optional.empty(),
              deliveries.comparedUpTo(seller, grant.id()),
              due.stream().filter(e -> e.connection().equals(grant.id())).findFirst()));
    }
    return lines;
  }

  private Optional<Instant> written(Authorization.Snapshot grant) {
    return secrets.held(grant.seller(), grant.secret()).stream()
        .filter(held -> held.stage() == SecretVault.Stage.CURRENT)
        .map(SecretCare.Held::writtenAt)
        .findFirst();
  }

  @Transactional
  Optional<Authorization.Snapshot> one(SellerId seller, ConnectionId connection) {
    return authorizations.all(seller).stream()
        .filter(grant -> grant.id().equals(connection))
        .findFirst();
  }

  /** How many orders there are that this filter lets through. */
  @Transactional
  long count(SellerId seller, OrderBoard.Filter filter) {
    return board.count(seller, filter);
  }
}
