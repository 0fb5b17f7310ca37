package org.lockkeeper.compliance.monitoring.measures;

import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiPredicate;
import org.lockkeeper.compliance.access.Account;
import org.lockkeeper.compliance.monitoring.alerts.Alert;
import org.lockkeeper.compliance.monitoring.alerts.SettleAlert;
import org.lockkeeper.compliance.monitoring.alerts.Subject;
import org.lockkeeper.compliance.response.BlockNetwork;
import org.lockkeeper.credentials.Authorization;
import org.lockkeeper.incidents.IncidentId;
import org.lockkeeper.kernel.ConnectionId;
import org.lockkeeper.kernel.SellerId;
import org.lockkeeper.kernel.Workflow;

/**
 * Acts against what an alert is about, and then says so on the alert; the first is not undone by
 * the second. Each step commits by itself.
 */
@Workflow
public class TakeMeasures {

  private final MeasureSteps steps;
  private final SettleAlert settle;
  private final ConnectionMeasures stop;
  private final BlockNetwork networks;

  @Inject
  public TakeMeasures(
      MeasureSteps steps, SettleAlert settle, ConnectionMeasures stop, BlockNetwork networks) {
    this.steps = steps;
    this.settle = settle;
    this.stop = stop;
    this.networks = networks;
  }

  /** What came of it. */
  public enum Outcome {
    DONE,
    /** There is none, somebody has settled it, or the measure does not fit what it is about. */
    GONE,
    /** What should be acted on rests or has ended already. */
    RESTS,
    /** The network is so wide, or the list so long, that it is not shut out here. */
    NO_RANGE,
    /** Whoever asks would be shut out. */
    OWN_NETWORK
  }

  /** The connections that an alert may be about: those of its seller that still listen. */
  public List<Authorization.Snapshot> connections(Alert alert) {
    return ofConnections(alert).map(stop::listening).orElse(List.of());
  }

  /** Whether what an alert is about is a network. */
  public static boolean ofNetwork(Alert alert) {
    return alert.subject().kind() == Subject.Kind.NETWORK;
  }

  private static Optional<SellerId> ofConnections(Alert alert) {
    return switch (alert.subject().kind()) {
      case CREDENTIALS, CALLS, DELIVERIES ->
          alert.subject().seller().filter(seller -> !seller.equals(SellerId.PLATFORM));
      case PERSON, BUYERS, NETWORK -> Optional.empty();
    };
  }

  /** Stops the traffic of a connection; the seller can go on with it. */
  public Outcome pause(Account by, UUID alert, ConnectionId connection) {
    return act(by, alert, connection, "paused", stop::pause);
  }

  /** Ends a grant of which somebody else may know the secret; the seller has to consent again. */
  public Outcome end(Account by, UUID alert, ConnectionId connection) {
    return act(by, alert, connection, "ended", stop::end);
  }

  private Outcome act(
      Account by,
      UUID id,
      ConnectionId connection,
      String measure,
      BiPredicate<SellerId, ConnectionId> act) {
    Optional<Alert> alert = open(id);
    Optional<SellerId> seller = alert.flatMap(TakeMeasures::ofConnections);
    if (seller.isEmpty()
        || connections(alert.get()).stream().noneMatch(one -> one.id().equals(connection))) {
      return Outcome.GONE;
    }
    if (!act.test(seller.get(), connection)) {
      return Outcome.RESTS;
    }
    steps.noted(by, alert.get(), measure, "connection:" + connection);
    return told(settle.blocked(by, id));
  }

  /**
   * Shuts the network out on every node. It is recorded with an incident, which opens with the
   * alert as its evidence unless there is one: whoever lets the network in again finds out why.
   *
   * @param ownAddress where the one who asks comes from
   */
  public Outcome shutOut(Account by, UUID id, String ownAddress) {
    Optional<Alert> found = open(id).filter(TakeMeasures::ofNetwork);
    if (found.isEmpty()) {
      return Outcome.GONE;
    }
    Alert alert = found.get();
    if (steps.isFrom(alert, ownAddress)) {
      return Outcome.OWN_NETWORK;
    }
    IncidentId incident = steps.incident(by, alert);
    return switch (networks.block(incident, alert.subject().detail(), ownAddress, by)) {
      case DONE -> {
        steps.noted(by, alert, "shut-out", "incident:" + incident);
        yield told(settle.blocked(by, id));
      }
      case NO_RANGE, NOTHING -> Outcome.NO_RANGE;
      case OWN_NETWORK -> Outcome.OWN_NETWORK;
    };
  }

  private Optional<Alert> open(UUID id) {
    return settle.find(id).filter(alert -> !alert.state().settled());
  }

  private static Outcome told(SettleAlert.Outcome settled) {
    return settled == SettleAlert.Outcome.DONE ? Outcome.DONE : Outcome.GONE;
  }
}
