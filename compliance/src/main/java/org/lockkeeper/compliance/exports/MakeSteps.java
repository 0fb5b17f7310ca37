package org.lockkeeper.compliance.exports;

import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.lockkeeper.compliance.access.Account;
import org.lockkeeper.compliance.audit.AuditTrail;
import org.lockkeeper.kernel.Actor;
import org.lockkeeper.kernel.OrderId;
import org.lockkeeper.kernel.SellerId;
import org.lockkeeper.kernel.UseCase;
import org.lockkeeper.orders.Order;
import org.lockkeeper.orders.OrderBoard;
import org.lockkeeper.retention.BuyerRetention;
import org.lockkeeper.retention.BuyerRetentions;

/** The steps of making and ending a file; each commits by itself. */
@UseCase
public class MakeSteps {

  static final Actor ACTOR = new Actor.Task("exports");

  private final Exports exports;
  private final ExportRight right;
  private final OrderBoard board;
  private final BuyerRetentions retentions;
  private final ExportPolicy policy;
  private final AuditTrail audit;
  private final Clock clock;

  @Inject
  MakeSteps(
      Exports exports,
      ExportRight right,
      OrderBoard board,
      BuyerRetentions retentions,
      ExportPolicy policy,
      AuditTrail audit,
      Clock clock) {
    this.exports = exports;
    this.right = right;
    this.board = board;
    this.retentions = retentions;
    this.policy = policy;
    this.audit = audit;
    this.clock = clock;
  }

  /** An export that is to be made, and who it is for. */
  record Job(Export export, Account who) {}

  /** Rows of a file. */
  record Page(List<Order.Snapshot> orders, Map<OrderId, BuyerRetention> ends) {}

  /** The export, if it is to be made and the right to it stands. */
  Optional<Job> begin(SellerId seller, UUID id) {
    return going(seller, id).flatMap(it -> forWhom(it).map(who -> new Job(it, who)));
  }

  private Optional<Export> going(SellerId seller, UUID id) {
    return exports.find(seller, id).filter(it -> it.state() == Export.State.MAKING);
  }

  /** Who it is for; if that person may not have it any more, it is broken off. */
  private Optional<Account> forWhom(Export it) {
    Instant now = clock.instant();
    Optional<Account> who = right.stands(it.seller(), it.account(), it.rows(), now);
    if (who.isEmpty()) {
      end(it, Export.State.ABORTED, now);
    }
    return who;
  }

  /** The next rows; empty if it was ended meanwhile, or the right to it was. */
  Optional<Page> page(SellerId seller, UUID id, int from, int made, int most) {
    Optional<Job> job = begin(seller, id);
    if (job.isEmpty() || !exports.progress(seller, id, made)) {
      return Optional.empty();
    }
    Export.Selection what = job.get().export().what();
    List<Order.Snapshot> orders =
        board.page(seller, what.filter(), what.sort(), what.descending(), from, most);
    return Optional.of(
        new Page(orders, retentions.of(seller, orders.stream().map(Order.Snapshot::id).toList())));
  }

  /**
   * Keeps the file, and lets it be fetched.
   *
   * @return false if it was ended meanwhile, or the right to it was; nothing is kept then
   */
  boolean ready(SellerId seller, UUID id, int rows, String sha256, byte[] closed) {
    Optional<Export> going = going(seller, id);
    if (going.isEmpty() || forWhom(going.get()).isEmpty()) {
      return false;
    }
    Instant now = clock.instant();
    Export ready = going.get().ready(rows, sha256, now.plus(policy.fileValid()));
    if (!exports.progress(seller, id, rows) || !exports.save(ready, Export.State.MAKING)) {
      return false;
    }
    exports.keep(seller, id, closed);
    audit.record(
        seller,
        ACTOR,
        "export.made",
        ready.object(),
        Map.of("rows", Integer.toString(rows), "sha256", sha256));
    return true;
  }

  /** How many rows the person may have. */
  int most(Account who) {
    return Math.min(policy.rows(who.role()), right.rows(who.role()));
  }

  /** Ends it, if it is still there to be ended. */
  void end(SellerId seller, UUID id, Export.State how) {
    exports
        .find(seller, id)
        .filter(it -> it.state().open())
        .ifPresent(it -> end(it, how, clock.instant()));
  }

  /** Ends it if its time is over. */
  boolean expire(SellerId seller, UUID id, Instant now) {
    Optional<Export> late =
        exports
            .find(seller, id)
            .filter(it -> it.state().open())
            .filter(it -> !now.isBefore(it.endsAt()));
    late.ifPresent(it -> end(it, Export.State.EXPIRED, now));
    return late.isPresent();
  }

  private void end(Export it, Export.State how, Instant now) {
    if (exports.save(it.over(how, now), it.state())) {
      exports.erase(it.seller(), it.id());
      audit.record(
          it.seller(),
          ACTOR,
          "export." + how.name().toLowerCase(java.util.Locale.ROOT).replace('_', '-'),
          it.object(),
          Map.of("was", it.state().name()));
    }
  }

  /** Those whose end has come. */
  List<Exports.Place> over(Instant now, int most) {
    return exports.over(now, most);
  }
}
