package org.lockkeeper.compliance.response;

import jakarta.inject.Inject;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.lockkeeper.compliance.access.Account;
import org.lockkeeper.compliance.access.Cidr;
import org.lockkeeper.compliance.audit.AuditTrail;
import org.lockkeeper.incidents.ChecklistItem;
import org.lockkeeper.incidents.ContainmentStep;
import org.lockkeeper.incidents.FindIncident;
import org.lockkeeper.incidents.Incident;
import org.lockkeeper.incidents.IncidentId;
import org.lockkeeper.incidents.WorkIncident;
import org.lockkeeper.kernel.Ids;
import org.lockkeeper.kernel.SellerId;
import org.lockkeeper.kernel.UseCase;

/**
 * Shuts a network out: no node answers its requests any more, within two seconds. It is for what
 * comes from there on purpose; the firewall does the rest.
 */
@UseCase
public class BlockNetwork {

  private static final int MOST = 200;

  private final BlockedNetworks networks;
  private final FindIncident incidents;
  private final WorkIncident work;
  private final AuditTrail audit;
  private final Ids ids;
  private final Clock clock;

  @Inject
  public BlockNetwork(
      BlockedNetworks networks,
      FindIncident incidents,
      WorkIncident work,
      AuditTrail audit,
      Ids ids,
      Clock clock) {
    this.networks = networks;
    this.incidents = incidents;
    this.work = work;
    this.audit = audit;
    this.ids = ids;
    this.clock = clock;
  }

  /** What came of it. */
  public enum Outcome {
    DONE,
    /** No range of addresses, or so wide that the world would be shut out. */
    NO_RANGE,
    /** Whoever asks would be shut out. */
    OWN_NETWORK,
    /** There is no such open incident, or the list is full. */
    NOTHING
  }

  /**
   * Shuts it out.
   *
   * @param range such as {@code 203.0.113.0/24}; at least /16 of IPv4 or /32 of IPv6
   * @param ownAddress where the one who asks comes from
   */
  public Outcome block(IncidentId incident, String range, String ownAddress, Account by) {
    Optional<Cidr> read = Cidr.parse(range.strip());
    if (read.isEmpty() || read.get().bits() < (read.get().v6() ? 32 : 16)) {
      return Outcome.NO_RANGE;
    }
    if (read.get().contains(ownAddress)) {
      return Outcome.OWN_NETWORK;
    }
    if (incidents.of(incident).filter(Incident.Snapshot::open).isEmpty()
        || networks.now().size() >= MOST) {
      return Outcome.NOTHING;
    }
    if (incidents.of(incident).filter(Incident.Snapshot::drill).isPresent()) {
      String would = "Drill: would have blocked " + read.get() + ".";
      if (!work.check(
          incident, ContainmentStep.BLOCK_NETWORK, ChecklistItem.State.DONE, by.id(), would)) {
        work.note(incident, would, by.actor());
      }
      return Outcome.DONE;
    }
    networks.add(
        new BlockedNetworks.Blocked(ids.next(), incident, read.get(), by.id(), clock.instant()));
    audit.record(
        SellerId.PLATFORM,
        by.actor(),
        "incident.network-blocked",
        "incident:" + incident,
        Map.of("network", read.get().toString()));
    String note = "Blocked " + read.get() + ".";
    if (!work.check(
        incident, ContainmentStep.BLOCK_NETWORK, ChecklistItem.State.DONE, by.id(), note)) {
      work.note(incident, note, by.actor());
    }
    return Outcome.DONE;
  }

  /**
   * Lets it in again.
   *
   * @return false if it was not shut out
   */
  public boolean lift(UUID id, Account by) {
    boolean lifted = networks.lift(id, by.id(), clock.instant());
    if (lifted) {
      audit.record(
          SellerId.PLATFORM, by.actor(), "incident.network-let-in", "network:" + id, Map.of());
    }
    return lifted;
  }

  /** What is shut out now. */
  public List<BlockedNetworks.Blocked> now() {
    return networks.now();
  }
}
