package org.lockkeeper.compliance.pack;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The editions of the catalogue that are known, and which one is in force. */
@ApplicationScoped
public class Editions {

  private static final List<LocalDate> KNOWN =
      List.of(LocalDate.of(2026, 8, 25), LocalDate.of(2026, 11, 22));

  private final List<ControlCatalogue> all;
  private final Clock clock;

  @Inject
  public Editions(Clock clock) {
    this(KNOWN.stream().map(ControlCatalogue::edition).toList(), clock);
  }

  /**
   * Other editions.
   *
   * @throws IllegalArgumentException without any
   */
  Editions(List<ControlCatalogue> all, Clock clock) {
    if (all.isEmpty()) {
      throw new IllegalArgumentException("there is no edition of the controls");
    }
    this.all = all.stream().sorted(Comparator.comparing(ControlCatalogue::edition)).toList();
    this.clock = clock;
  }

  /** All of them, the oldest first; the last ones may not be in force yet. */
  public List<ControlCatalogue> all() {
    return all;
  }

  /** The newest one whose day has come; the oldest before that. */
  public ControlCatalogue inForce() {
    LocalDate today = clock.instant().atZone(ZoneOffset.UTC).toLocalDate();
    return all.reversed().stream()
        .filter(edition -> !edition.edition().isAfter(today))
        .findFirst()
        .orElse(all.getFirst());
  }

  /** The edition of that day. */
  public Optional<ControlCatalogue> of(LocalDate day) {
    return all.stream().filter(edition -> edition.edition().equals(day)).findFirst();
  }

  /** What a later edition changes. */
  public CatalogueChange between(ControlCatalogue before, ControlCatalogue after) {
    return CatalogueChange.between(before, after);
  }
}
