package org.lockkeeper.incidents;

import java.util.List;
import java.util.Optional;

/** All incidents and their timelines. Works in the caller's transaction. */
public interface Incidents {

  /** Makes reports of the same source wait for each other until the transaction ends. */
  void serialize(String source);

  /** Adds it with the lines of its timeline that are not written yet. */
  void add(Incident fresh);

  /** Stores the change with the lines of its timeline that are not written yet. */
  void save(Incident changed);

  Optional<Incident> find(IncidentId id);

  /** Finds it and keeps others from changing it until the transaction ends. */
  Optional<Incident> findForUpdate(IncidentId id);

  /**
   * Likewise, but does not wait: empty also while another transaction holds it, so that one that is
   * held for long keeps nobody from the others.
   */
  Optional<Incident> findUnlessBusy(IncidentId id);

  /** The incident that came from there. */
  Optional<IncidentId> bySource(String source);

  /** Those that are not closed, the oldest first. */
  List<IncidentId> open();

  /** All, the newest first. */
  List<Incident.Snapshot> register(int skip, int most);

  /** How many there are. */
  long count();

  /** What happened, the oldest first. */
  List<TimelineEntry> timeline(IncidentId id);
}
