package org.lockkeeper.compliance.plan;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** All versions of the plan. Works in the caller's transaction, as the platform. */
public interface Plans {

  /** Makes changes of the plan wait for each other until the transaction ends. */
  void serialize();

  Optional<PlanVersion> inForce();

  /** The one that is written or waits for another person. */
  Optional<PlanVersion> open();

  Optional<PlanVersion> find(UUID id);

  /** All versions that are or were in force, the newest first. */
  List<PlanVersion> versions();

  /** Stores a version; who wrote it is one of its writers. */
  void add(PlanVersion fresh);

  /** Stores how far it is; not its sections. */
  void move(PlanVersion changed);

  /** Stores what a draft says; who wrote it last is one of its writers from now on. */
  void write(PlanVersion draft);

  /** Everybody who wrote any part of a version; nobody for the one that came with the product. */
  Set<UUID> writers(UUID version);

  void sign(SignOff fresh);

  /** The newest first. */
  List<SignOff> signOffs(int most);

  /** Somebody looked at a version, and it stays. */
  record SignOff(UUID id, UUID version, String words, UUID by, Instant at) {}
}
