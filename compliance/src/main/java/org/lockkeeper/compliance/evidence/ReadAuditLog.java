package org.lockkeeper.compliance.evidence;

import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.lockkeeper.compliance.audit.AuditEntry;
import org.lockkeeper.compliance.audit.AuditRecords;
import org.lockkeeper.compliance.audit.SealedLog;
import org.lockkeeper.kernel.SellerId;
import org.lockkeeper.kernel.Workflow;

/**
 * Reads pages of the audit log: which entries, as ids; then what they say, under each seller in a
 * transaction of its own.
 */
@Workflow
public class ReadAuditLog {

  private final AuditSteps steps;

  @Inject
  public ReadAuditLog(AuditSteps steps) {
    this.steps = steps;
  }

  /**
   * An entry with its place in the sealed log.
   *
   * @param receipt empty while it waits to be sealed
   */
  public record Line(AuditEntry entry, Optional<SealedLog.Receipt> receipt) {}

  /**
   * Entries, newest first.
   *
   * @param seller empty for all
   * @param before the last entry of the page before
   */
  public List<Line> page(
      Optional<SellerId> seller, AuditRecords.Filter filter, Optional<UUID> before, int most) {
    return lines(steps.places(seller, filter, before, most));
  }

  /** What these entries say, in the same order. */
  List<Line> lines(List<AuditRecords.Place> places) {
    Map<SellerId, List<UUID>> bySeller = new LinkedHashMap<>();
    for (AuditRecords.Place place : places) {
      bySeller.computeIfAbsent(place.seller(), s -> new ArrayList<>()).add(place.entry());
    }
    Map<UUID, Line> found = new HashMap<>();
    bySeller.forEach(
        (of, ids) -> steps.lines(of, ids).forEach(line -> found.put(line.entry().id(), line)));
    return places.stream()
        .map(place -> Optional.ofNullable(found.get(place.entry())))
        .flatMap(Optional::stream)
        .toList();
  }
}
