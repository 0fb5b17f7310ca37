package org.lockkeeper.compliance.registers.releases;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Versions of the product with what they are made of. Works in the caller's transaction. */
public interface Releases {

  /** Adds a version; false if one of the same bill is there. */
  boolean add(Release fresh, List<Component> components);

  /** The newest first. */
  List<Release> newest(int most);

  Optional<Release> byDigest(String digest);

  /** By name. */
  List<Component> components(UUID release);
}
