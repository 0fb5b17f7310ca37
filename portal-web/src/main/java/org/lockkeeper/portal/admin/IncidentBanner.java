package org.lockkeeper.portal.admin;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.lockkeeper.compliance.access.Permission;
import org.lockkeeper.incidents.FindIncident;
import org.lockkeeper.incidents.Incident;
import org.lockkeeper.portal.session.SignedIn;
import org.lockkeeper.portal.texts.Clocks;
import org.lockkeeper.portal.texts.Texts;

/** What stands above every page of those who work on incidents, while one is open. */
@Named
@RequestScoped
public class IncidentBanner {

  private final FindIncident find;
  private final DutyRings rings;
  private final SignedIn signedIn;
  private final Texts texts;
  private @Nullable List<Incident.Snapshot> open;

  @Inject
  IncidentBanner(FindIncident find, DutyRings rings, SignedIn signedIn, Texts texts) {
    this.find = find;
    this.rings = rings;
    this.signedIn = signedIn;
    this.texts = texts;
  }

  private List<Incident.Snapshot> open() {
    List<Incident.Snapshot> known = open;
    if (known == null) {
      known = signedIn.may(Permission.INCIDENTS_READ) ? find.open() : List.of();
      open = known;
    }
    return known;
  }

  /** The incident whose duty comes first; of those without one, the oldest. */
  private Optional<Incident.Snapshot> first() {
    return open().stream()
        .filter(one -> one.next().isPresent())
        .min(
            Comparator.comparing(
                (Incident.Snapshot one) -> one.clock().left(one.next().orElseThrow().span())))
        .or(() -> open().stream().findFirst());
  }

  /** Whether one is open that the reader may see. */
  public boolean there() {
    return signedIn.present() && !open().isEmpty();
  }

  /** How many are open, and whom to tell next by when. */
  public String words() {
    return texts.with(
        first().filter(Incident.Snapshot::drill).isPresent()
            ? "common.incident.banner.drill"
            : "common.incident.banner.open",
        open().size(),
        first().flatMap(rings::next).map(Clocks.Ring::words).orElse(""));
  }

  /** The room of the one that comes first. */
  public String path() {
    return "/admin/incident?incident=" + first().map(one -> one.id().toString()).orElse("");
  }
}
