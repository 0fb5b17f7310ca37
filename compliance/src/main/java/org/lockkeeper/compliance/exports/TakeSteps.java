package org.lockkeeper.compliance.exports;

import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.lockkeeper.compliance.access.Account;
import org.lockkeeper.compliance.audit.AuditTrail;
import org.lockkeeper.kernel.UseCase;

/** The steps of fetching a file; each commits by itself. */
@UseCase
public class TakeSteps {

  private final Exports exports;
  private final ExportRight right;
  private final AuditTrail audit;
  private final Clock clock;

  @Inject
  TakeSteps(Exports exports, ExportRight right, AuditTrail audit, Clock clock) {
    this.exports = exports;
    this.right = right;
    this.audit = audit;
    this.clock = clock;
  }

  /** The own export; a wish for one that is not there, or of somebody else, is audited. */
  Optional<Export> own(Account who, UUID id) {
    Optional<Export> found =
        exports.find(who.seller(), id).filter(it -> it.account().equals(who.id()));
    if (found.isEmpty()) {
      audit.record(who.seller(), who.actor(), "export.denied", "export:" + id, Map.of());
    }
    return found;
  }

  /** The own export, if it can be fetched now. */
  Optional<Export> waiting(Account who, UUID id) {
    Instant now = clock.instant();
    Optional<Export> found =
        exports
            .find(who.seller(), id)
            .filter(it -> it.account().equals(who.id()))
            .filter(it -> it.state() == Export.State.READY && now.isBefore(it.endsAt()));
    if (found.isPresent()
        && right.stands(who.seller(), who.id(), found.get().rows(), now).isEmpty()) {
      end(found.get(), Export.State.ABORTED, now);
      return Optional.empty();
    }
    return found;
  }

  /** The sealed file of an export that can be fetched. */
  Optional<byte[]> closed(Export it) {
    return exports.file(it.seller(), it.id());
  }

  /**
   * Makes it the person's: of several at once one succeeds, the file is erased, and the audit log
   * has it before anything leaves.
   */
  boolean taken(Account who, Export it) {
    Instant now = clock.instant();
    if (!exports.save(it.over(Export.State.TAKEN, now), Export.State.READY)) {
      return false;
    }
    exports.erase(it.seller(), it.id());
    Map<String, String> facts = new TreeMap<>();
    facts.put("reason", it.reason().name());
    facts.put("rows", Long.toString(it.rows()));
    facts.put("filters", String.join(",", Selections.narrowed(it.what())));
    facts.put("sha256", it.digest().orElse(""));
    audit.recordFirst(it.seller(), who.actor(), "orders.exported", it.object(), facts);
    return true;
  }

  /** It cannot be read again. */
  void failed(Export it) {
    end(it, Export.State.FAILED, clock.instant());
  }

  private void end(Export it, Export.State how, Instant now) {
    if (exports.save(it.over(how, now), Export.State.READY)) {
      exports.erase(it.seller(), it.id());
      audit.record(
          it.seller(),
          MakeSteps.ACTOR,
          how == Export.State.FAILED ? "export.failed" : "export.aborted",
          it.object(),
          Map.of("was", Export.State.READY.name()));
    }
  }
}
