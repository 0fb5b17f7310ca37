package org.lockkeeper.compliance.disposal;

import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.lockkeeper.credentials.Ending;
import org.lockkeeper.credentials.Endings;
import org.lockkeeper.kernel.Actor;
import org.lockkeeper.kernel.ConnectionId;
import org.lockkeeper.kernel.DomainEvents;
import org.lockkeeper.kernel.OrderId;
import org.lockkeeper.kernel.SellerId;
import org.lockkeeper.kernel.UseCase;
import org.lockkeeper.orders.ChangeOrder;
import org.lockkeeper.orders.Order;
import org.lockkeeper.orders.Progress;
import org.lockkeeper.retention.CaseRules;
import org.lockkeeper.retention.CaseScope;
import org.lockkeeper.retention.DataKind;
import org.lockkeeper.retention.DeletionCase;
import org.lockkeeper.retention.DeletionCaseId;
import org.lockkeeper.retention.DeletionCaseMoved;
import org.lockkeeper.retention.DeletionCases;
import org.lockkeeper.retention.ErasureReport;
import org.lockkeeper.retention.ErasureVerified;
import org.lockkeeper.retention.Extent;
import org.lockkeeper.retention.LegalHold;
import org.lockkeeper.retention.LegalHolds;
import org.lockkeeper.retention.Stage;
import org.lockkeeper.retention.StoreCatalogue;
import org.lockkeeper.retention.StoreEraser;
import org.lockkeeper.retention.StoreKeeper;
import org.lockkeeper.retention.StoreProgress;

/** The steps of a deletion case, each in one transaction that tells what it did. */
@UseCase
public class CaseSteps {

  static final Actor ACTOR = new Actor.Task("run-deletion-case");

  /** The store of what orders know from the network; that they are followed no more is a part. */
  private static final String OF_NETWORK = "orders.sales_order/amazon";

  private final DeletionCases cases;
  private final StoreCatalogue stores;
  private final CaseOrders orders;
  private final LegalHolds holds;
  private final Endings endings;
  private final EraseBuyers buyers;
  private final ChangeOrder change;
  private final WriteAhead ahead;
  private final CaseRules rules;
  private final MadeUpBuyers madeUp;
  private final DomainEvents events;
  private final Clock clock;

  @Inject
  public CaseSteps(
      DeletionCases cases,
      StoreCatalogue stores,
      CaseOrders orders,
      LegalHolds holds,
      Endings endings,
      EraseBuyers buyers,
      ChangeOrder change,
      WriteAhead ahead,
      CaseRules rules,
      MadeUpBuyers madeUp,
      DomainEvents events,
      Clock clock) {
    this.cases = cases;
    this.stores = stores;
    this.orders = orders;
    this.holds = holds;
    this.endings = endings;
    this.buyers = buyers;
    this.change = change;
    this.ahead = ahead;
    this.rules = rules;
    this.madeUp = madeUp;
    this.events = events;
    this.clock = clock;
  }

  /**
   * What one run of a case works on.
   *
   * @param evenUnderWay whether rows of orders that Amazon still works on go as well
   */
  public record Plan(DeletionCase.Snapshot it, List<LegalHold> holds, boolean evenUnderWay) {

    SellerId seller() {
      return it.seller();
    }

    /** What may go now from a store. */
    Extent now(StoreEraser store) {
      Extent all = Extent.whole(it.scope()).without(holds, store.kind());
      return evenUnderWay ? all : all.settledOnly();
    }

    /** What has to have gone from a store at the end. */
    Extent atLast(StoreEraser store) {
      return Extent.whole(it.scope()).without(holds, store.kind());
    }

    Extent ofBuyers() {
      Extent all = Extent.whole(it.scope()).without(holds, DataKind.BUYER);
      return evenUnderWay ? all : all.settledOnly();
    }
  }

  /**
   * Goes to work, or on with it.
   *
   * @return empty if there is nothing to do now
   */
  public Optional<Plan> begin(SellerId seller, DeletionCaseId id) {
    Instant now = clock.instant();
    Optional<DeletionCase> found = cases.findForUpdate(seller, id);
    if (found.isEmpty()) {
      return Optional.empty();
    }
    DeletionCase it = found.get();
    boolean fresh = !(it.stage() instanceof Stage.Erasing);
    if (!it.begin(now)) {
      return Optional.empty();
    }
    it.waits(Optional.empty());
    cases.save(it);
    DeletionCase.Snapshot state = it.snapshot();
    Plan plan =
        new Plan(
            state,
            holds.inForce(seller, now),
            !now.isBefore(state.dueBy().minus(rules.underWayMargin())));
    if (!(state.scope() instanceof CaseScope.Buyers)) {
      madeUp.withdraw(seller);
    }
    if (fresh) {
      writeAhead(state);
      count(plan);
      events.announce(new DeletionCaseMoved(seller, id, DeletionCaseMoved.Step.ERASING, now));
    }
    return Optional.of(plan);
  }

  /** Buyers have their lines when they go; whole accounts and sellers have theirs now. */
  private void writeAhead(DeletionCase.Snapshot it) {
    String reference = "case:" + it.id();
    switch (it.scope()) {
      case CaseScope.WholeSeller w ->
          ahead.of(it.seller(), new ErasureLedger.Scope.WholeSeller(), reference);
      case CaseScope.OneAccount account -> {
        for (ConnectionId connection : account.connections()) {
          ahead.of(it.seller(), new ErasureLedger.Scope.OneConnection(connection), reference);
        }
      }
      case CaseScope.Buyers b -> {}
    }
  }

  private void count(Plan plan) {
    List<StoreProgress> rows = new ArrayList<>();
    for (StoreEraser store : stores.concernedBy(plan.it().scope())) {
      rows.add(
          new StoreProgress(
              rows.size() + 1,
              store.store(),
              store.method(),
              store.held(plan.seller(), plan.atLast(store)),
              0,
              OptionalLong.empty(),
              sha256(store.query(plan.it().scope())),
              Optional.empty()));
    }
    cases.begin(plan.seller(), plan.it().id(), rows);
  }

  /** SHA-256 of a text, in hex. */
  public static String sha256(String text) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /**
   * Cancels orders that Amazon was not asked for: they stay unfulfilled at their channel, and are
   * the seller's again.
   *
   * @return how many were found
   */
  public int handBack(Plan plan, int limit) {
    List<OrderId> some = orders.notYetPlaced(plan.seller(), plan.ofBuyers(), limit);
    for (OrderId id : some) {
      change.step(
          plan.seller(),
          id,
          (order, now) ->
              order.progress() instanceof Progress.Received
                  ? order.cancelled("deletion", now)
                  : List.of());
    }
    return some.size();
  }

  /**
   * Orders that Amazon works on for an account that goes: nobody here may look any more, so that
   * they are the seller's to follow.
   *
   * @return how many were found
   */
  public int unfollow(Plan plan, int limit) {
    List<OrderId> some =
        orders.followed(
            plan.seller(),
            Extent.whole(plan.it().scope()).without(plan.holds(), DataKind.AMAZON),
            limit);
    for (OrderId id : some) {
      change.step(plan.seller(), id, Order::unfollowed);
    }
    if (!some.isEmpty()) {
      cases.erased(plan.seller(), plan.it().id(), OF_NETWORK, some.size());
      cases.noteOrders(plan.seller(), plan.it().id(), some);
    }
    return some.size();
  }

  /**
   * Has some buyers forgotten everywhere.
   *
   * @return how many
   */
  public int forget(Plan plan, int limit) {
    List<OrderId> some = orders.withBuyer(plan.seller(), plan.ofBuyers(), limit);
    if (some.isEmpty()) {
      return 0;
    }
    Extent these = Extent.whole(new CaseScope.Buyers(some));
    Map<String, Long> held = new HashMap<>();
    for (StoreEraser store : stores.concernedBy(plan.it().scope())) {
      if (store.goesWithBuyers()) {
        held.put(store.store(), store.held(plan.seller(), these));
      }
    }
    buyers.of(
        plan.seller(),
        some,
        ACTOR,
        Map.of("case", plan.it().id().toString(), "trigger", plan.it().trigger().name()));
    held.forEach((store, rows) -> cases.erased(plan.seller(), plan.it().id(), store, rows));
    cases.noteOrders(plan.seller(), plan.it().id(), some);
    return some.size();
  }

  /** The stores of a case that let go by themselves, in their turn. */
  public List<StoreEraser> stores(Plan plan) {
    return stores.concernedBy(plan.it().scope()).stream()
        .filter(store -> !store.goesWithBuyers())
        .toList();
  }

  /**
   * Erases some rows of a store.
   *
   * @return how many
   */
  public int erase(Plan plan, StoreEraser store, int limit) {
    StoreEraser.Erased gone = store.erase(plan.seller(), plan.now(store), limit);
    if (gone.rows() > 0) {
      cases.erased(plan.seller(), plan.it().id(), store.store(), gone.rows());
    }
    if (store.store().startsWith("orders.sales_order")) {
      cases.noteOrders(plan.seller(), plan.it().id(), gone.orders());
    }
    return gone.rows();
  }

  /**
   * Whether a platform has still to be told that the grant has ended, for which its secret is
   * needed.
   */
  public boolean waitsForPlatform(Plan plan) {
    return !plan.evenUnderWay()
        && endings.all(plan.seller()).stream()
            .filter(ending -> ending.stage() == Ending.Stage.ENDING)
            .anyMatch(
                ending ->
                    switch (plan.it().scope()) {
                      case CaseScope.WholeSeller w -> true;
                      case CaseScope.OneAccount a -> a.connections().contains(ending.connection());
                      case CaseScope.Buyers b -> false;
                    });
  }

  /** Notes what the case waits for. */
  public void waits(SellerId seller, DeletionCaseId id, DeletionCase.Waiting reason) {
    cases
        .findForUpdate(seller, id)
        .filter(it -> it.stage().live() && it.stage().decided())
        .ifPresent(
            it -> {
              it.waits(Optional.of(reason));
              cases.save(it);
            });
  }

  /** Notes what a store's own query finds now. */
  public void prove(Plan plan, StoreEraser store) {
    long after = store.held(plan.seller(), plan.atLast(store));
    if (after == 0) {
      cases.proved(plan.seller(), plan.it().id(), store.store(), 0, clock.instant());
    }
  }

  /** How many orders Amazon still works on. */
  public long underWay(Plan plan) {
    return plan.it().scope() instanceof CaseScope.Buyers
        ? 0
        : orders.underWay(
            plan.seller(), Extent.whole(plan.it().scope()).without(plan.holds(), DataKind.ORDER));
  }

  /**
   * Asks every store once more for what it holds; if all of them find nothing, the case is done.
   *
   * @return whether it is
   */
  public boolean finish(SellerId seller, DeletionCaseId id) {
    Instant now = clock.instant();
    Optional<DeletionCase> found = cases.findForUpdate(seller, id);
    if (found.isEmpty() || !(found.get().stage() instanceof Stage.Erasing)) {
      return true;
    }
    DeletionCase it = found.get();
    Plan plan = new Plan(it.snapshot(), holds.inForce(seller, now), true);
    List<StoreEraser> all = stores.concernedBy(plan.it().scope());
    for (StoreEraser store : all) {
      if (store.held(seller, plan.atLast(store)) != 0) {
        return false;
      }
    }
    for (StoreEraser store : all) {
      cases.proved(seller, id, store.store(), 0, now);
    }
    if (plan.it().scope() instanceof CaseScope.Buyers these) {
      cases.noteOrders(seller, id, these.orders());
    }
    Instant backupsEnd = now.plus(rules.backups());
    List<ErasureReport.Kept> kept = kept(plan, now, backupsEnd);
    cases.keep(seller, id, kept);
    it.verified(now, backupsEnd, firstHoldEnd(plan, all));
    cases.save(it);
    events.announce(new DeletionCaseMoved(seller, id, DeletionCaseMoved.Step.VERIFIED, now));
    events.announce(new ErasureVerified(seller, id, now));
    return true;
  }

  private List<ErasureReport.Kept> kept(Plan plan, Instant now, Instant backupsEnd) {
    List<ErasureReport.Kept> kept = new ArrayList<>();
    Extent whole = Extent.whole(plan.it().scope());
    for (StoreEraser store : stores.concernedBy(plan.it().scope())) {
      long held = store.held(plan.seller(), whole);
      if (held > 0) {
        List<LegalHold> why = keeping(plan, store);
        kept.add(
            new ErasureReport.Kept(
                store.store(),
                held,
                "legal hold: "
                    + String.join("; ", why.stream().map(LegalHold::basis).distinct().toList()),
                why.stream().map(LegalHold::endsAt).max(Instant::compareTo)));
      }
    }
    for (StoreKeeper keeper : stores.keepers()) {
      long rows = keeper.count(plan.seller(), plan.it().scope());
      if (rows > 0) {
        Optional<Instant> until =
            switch (keeper.span()) {
              case LOGS -> Optional.of(now.plus(rules.logs()));
              case CERTIFICATE -> Optional.of(backupsEnd.plus(rules.due()));
              case OPEN_END -> Optional.empty();
            };
        kept.add(new ErasureReport.Kept(keeper.store(), rows, keeper.reason(), until));
      }
    }
    return kept;
  }

  private static List<LegalHold> keeping(Plan plan, StoreEraser store) {
    return plan.holds().stream().filter(hold -> Extent.suspends(hold, store.kind())).toList();
  }

  private Optional<Instant> firstHoldEnd(Plan plan, List<StoreEraser> all) {
    Extent whole = Extent.whole(plan.it().scope());
    return all.stream()
        .filter(store -> store.held(plan.seller(), whole) > 0)
        .flatMap(store -> keeping(plan, store).stream())
        .map(LegalHold::endsAt)
        .min(Instant::compareTo);
  }
}
