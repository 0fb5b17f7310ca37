package org.lockkeeper.incidents;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * What was found of each party's data in one incident, in the order in which it was found: the
 * newest of a party counts, and a ruling out counts when another person has signed it.
 */
final class Findings {

  private final List<Assessment> all;

  Findings(Collection<Assessment> held) {
    all = new ArrayList<>(held);
  }

  List<Assessment> all() {
    return List.copyOf(all);
  }

  void add(Assessment fresh) {
    all.add(fresh);
  }

  /**
   * A second person signs a ruling out.
   *
   * @return what was signed; empty if it is not the newest of its party, rules nothing out, is
   *     signed already, or was written by that person
   */
  Optional<Assessment> sign(UUID id, UUID person, Instant at) {
    Optional<Assessment> signed =
        newest().values().stream()
            .filter(Findings::waits)
            .filter(found -> found.id().equals(id) && !found.by().equals(person))
            .map(found -> found.signed(person, at))
            .findFirst();
    signed.ifPresent(with -> all.replaceAll(found -> found.id().equals(id) ? with : found));
    return signed;
  }

  /** Whether a ruling out waits for the second person. */
  boolean waiting() {
    return newest().values().stream().anyMatch(Findings::waits);
  }

  private static boolean waits(Assessment found) {
    return found.finding() == Finding.RULED_OUT && found.signedBy().isEmpty();
  }

  private Map<Party, Assessment> newest() {
    Map<Party, Assessment> newest = new EnumMap<>(Party.class);
    all.forEach(found -> newest.put(found.party(), found));
    return newest;
  }
}
