package org.lockkeeper.incidents;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The locker of all incidents. It takes in and hands out; it changes nothing. */
public interface EvidenceLocker {

  /** Puts it in, in the caller's transaction. */
  void keep(Evidence item, byte[] bytes);

  /** What there is of an incident, the oldest first. */
  List<Evidence> of(IncidentId incident);

  /** The bytes, exactly as they were put in. */
  Optional<byte[]> bytes(IncidentId incident, UUID id);

  /** Notes that it went into other hands. */
  void handedOver(IncidentId incident, UUID id, Evidence.Handover handover);

  /** How many bytes of an incident are held. */
  long held(IncidentId incident);
}
