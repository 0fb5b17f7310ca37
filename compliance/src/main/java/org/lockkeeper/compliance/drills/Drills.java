package org.lockkeeper.compliance.drills;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.lockkeeper.incidents.IncidentId;

/** All drills. Works in the caller's transaction, as the platform. */
public interface Drills {

  void add(Drill fresh);

  void save(Drill changed);

  /** Finds it and keeps other nodes from changing it until the transaction ends. */
  Optional<Drill> hold(UUID id);

  /** The one that practices that incident. */
  Optional<Drill> practicing(IncidentId incident);

  /** All of them, the latest day first. */
  List<Drill> latest(int most);
}
