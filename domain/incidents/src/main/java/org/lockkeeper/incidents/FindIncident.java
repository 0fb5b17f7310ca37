package org.lockkeeper.incidents;

import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.lockkeeper.kernel.UseCase;

/** Reads incidents, with their clocks as they are now. */
@UseCase
public class FindIncident {

  private final Incidents incidents;
  private final EvidenceLocker locker;
  private final IncidentPolicy policy;
  private final TwoClocks clocks;

  @Inject
  public FindIncident(
      Incidents incidents, EvidenceLocker locker, IncidentPolicy policy, TwoClocks clocks) {
    this.incidents = incidents;
    this.locker = locker;
    this.policy = policy;
    this.clocks = clocks;
  }

  /** One incident. */
  public Optional<Incident.Snapshot> of(IncidentId id) {
    return incidents.find(id).map(found -> found.snapshot().seen(clocks.read()));
  }

  /** The newest first. */
  public List<Incident.Snapshot> register(int skip, int most) {
    Reading now = clocks.read();
    return incidents.register(skip, most).stream().map(one -> one.seen(now)).toList();
  }

  /** How many there are. */
  public long count() {
    return incidents.count();
  }

  /** Those that are not closed, the next deadline first. */
  public List<Incident.Snapshot> open() {
    Reading now = clocks.read();
    return incidents.open().stream()
        .flatMap(id -> incidents.find(id).stream())
        .map(found -> found.snapshot().seen(now))
        .toList();
  }

  /** What happened, the oldest first. */
  public List<TimelineEntry> timeline(IncidentId id) {
    return incidents.timeline(id);
  }

  /** What is in the locker, the oldest first. */
  public List<Evidence> evidence(IncidentId id) {
    return locker.of(id);
  }

  /** What is in the way of closing it. */
  public Set<Obstacle> obstacles(IncidentId id) {
    return incidents
        .find(id)
        .map(found -> found.obstacles(policy, clocks.read().product()))
        .orElse(Set.of());
  }

  /** The bytes of something in the locker. */
  public Optional<byte[]> bytes(IncidentId id, UUID evidence) {
    return locker.bytes(id, evidence);
  }
}
