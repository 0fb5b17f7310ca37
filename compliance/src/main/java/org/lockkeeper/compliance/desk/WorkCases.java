package org.lockkeeper.compliance.desk;

import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.lockkeeper.compliance.access.Account;
import org.lockkeeper.compliance.audit.AuditTrail;
import org.lockkeeper.kernel.Ids;
import org.lockkeeper.kernel.OrderId;
import org.lockkeeper.kernel.SellerId;
import org.lockkeeper.kernel.UseCase;
import org.lockkeeper.orders.FulfilmentId;
import org.lockkeeper.orders.Order;
import org.lockkeeper.orders.OrderBoard;
import org.lockkeeper.orders.OrderTrouble;
import org.lockkeeper.orders.Parcel;

/** Opens, moves on and closes cases of one seller; every step is in that seller's audit log. */
@UseCase
public class WorkCases {

  private static final int MOST = 200;

  private final SupportCases cases;
  private final OrderBoard board;
  private final AuditTrail audit;
  private final Ids ids;
  private final Clock clock;

  @Inject
  public WorkCases(SupportCases cases, OrderBoard board, AuditTrail audit, Ids ids, Clock clock) {
    this.cases = cases;
    this.board = board;
    this.audit = audit;
    this.ids = ids;
    this.clock = clock;
  }

  /** What comes of writing to a case. */
  public sealed interface Result {

    record Done(UUID id) implements Result {}

    /** There is no such case or order, or the case is closed. */
    record Gone() implements Result {}

    /** The note has something in it that must not be there; nothing was written. */
    record Refused(PlainNote.Fault fault) implements Result {}
  }

  /** A case with the order's own number, for lists. */
  public record Listed(SupportCase it, String label) {}

  /**
   * Opens one about an order. The channel's deadline is taken from the order, where there is one.
   *
   * @param note what is known so far; may be empty
   */
  public Result open(
      Account who, SellerId seller, OrderId order, SupportCase.Subject subject, String note) {
    Optional<Order.Snapshot> about = order(seller, order);
    if (about.isEmpty()) {
      return new Result.Gone();
    }
    Optional<PlainNote.Fault> fault =
        note.isBlank() ? Optional.empty() : PlainNote.fault(note, numbersOf(about.get()));
    if (fault.isPresent()) {
      return new Result.Refused(fault.get());
    }
    Instant now = clock.instant();
    SupportCase fresh =
        new SupportCase(
            seller,
            ids.next(),
            Optional.of(order),
            subject,
            about.get().trouble().flatMap(OrderTrouble::deadline),
            SupportCase.NextStep.ANSWER_BUYER,
            SupportCase.WaitingOn.US,
            who.id(),
            Optional.of(who.id()),
            now,
            now,
            Optional.empty(),
            List.of());
    cases.add(fresh);
    audit.record(
        seller,
        who.actor(),
        "support-case.opened",
        "order:" + order,
        Map.of("case", fresh.id().toString(), "subject", subject.name()));
    if (!note.isBlank()) {
      write(who, fresh, note, now);
    }
    return new Result.Done(fresh.id());
  }

  /** Says what comes next and on whom it waits. */
  public Result move(
      Account who,
      SellerId seller,
      UUID id,
      SupportCase.NextStep next,
      SupportCase.WaitingOn waitingOn,
      String note) {
    Optional<SupportCase> found = cases.find(seller, id).filter(SupportCase::open);
    if (found.isEmpty()) {
      return new Result.Gone();
    }
    SupportCase it = found.get();
    Optional<PlainNote.Fault> fault = note.isBlank() ? Optional.empty() : fault(it, note);
    if (fault.isPresent()) {
      return new Result.Refused(fault.get());
    }
    Instant now = clock.instant();
    if (!cases.save(changed(it, next, waitingOn, who, now, Optional.empty()))) {
      return new Result.Gone();
    }
    audit.record(
        seller,
        who.actor(),
        "support-case.moved",
        "support-case:" + id,
        Map.of("next", next.name(), "waiting", waitingOn.name()));
    if (!note.isBlank()) {
      write(who, it, note, now);
    }
    return new Result.Done(id);
  }

  /** Closes it. */
  public Result close(Account who, SellerId seller, UUID id) {
    Optional<SupportCase> found = cases.find(seller, id).filter(SupportCase::open);
    if (found.isEmpty()) {
      return new Result.Gone();
    }
    Instant now = clock.instant();
    SupportCase closed =
        changed(
            found.get(),
            SupportCase.NextStep.NOTHING,
            found.get().waitingOn(),
            who,
            now,
            Optional.of(now));
    if (!cases.save(closed)) {
      return new Result.Gone();
    }
    audit.record(seller, who.actor(), "support-case.closed", "support-case:" + id, Map.of());
    return new Result.Done(id);
  }

  private static SupportCase changed(
      SupportCase it,
      SupportCase.NextStep next,
      SupportCase.WaitingOn waitingOn,
      Account who,
      Instant now,
      Optional<Instant> closedAt) {
    return new SupportCase(
        it.seller(),
        it.id(),
        it.order(),
        it.subject(),
        it.deadline(),
        next,
        waitingOn,
        it.openedBy(),
        Optional.of(who.id()),
        it.openedAt(),
        now,
        closedAt,
        it.notes());
  }

  private Optional<PlainNote.Fault> fault(SupportCase it, String note) {
    List<String> known =
        it.order()
            .flatMap(order -> order(it.seller(), order))
            .map(WorkCases::numbersOf)
            .orElse(List.of());
    return PlainNote.fault(note, known);
  }

  private void write(Account who, SupportCase it, String note, Instant now) {
    cases.note(it.seller(), it.id(), new SupportCase.Note(ids.next(), who.id(), now, note.strip()));
  }

  /** The numbers of an order that may stand in a note. */
  static List<String> numbersOf(Order.Snapshot order) {
    List<String> numbers = new ArrayList<>();
    numbers.add(order.id().toString());
    numbers.add(order.label());
    numbers.add(order.channelOrder().number());
    order.progress().fulfilmentId().map(FulfilmentId::value).ifPresent(numbers::add);
    order.parcels().stream().map(Parcel::tracking).flatMap(Optional::stream).forEach(numbers::add);
    return numbers;
  }

  private Optional<Order.Snapshot> order(SellerId seller, OrderId id) {
    return board.withIds(seller, Set.of(id)).stream()
        .filter(order -> order.seller().equals(seller))
        .findFirst();
  }

  private Listed listed(SupportCase it) {
    return new Listed(
        it, it.order().flatMap(id -> order(it.seller(), id)).map(Order.Snapshot::label).orElse(""));
  }

  /** The open cases of a seller, the nearest deadline first. */
  public List<Listed> open(SellerId seller) {
    return cases.open(seller, MOST).stream().map(this::listed).toList();
  }

  /** One case, with its notes. */
  public Optional<Listed> find(SellerId seller, UUID id) {
    return cases.find(seller, id).map(this::listed);
  }

  /** The cases about an order, newest first. */
  public List<SupportCase> about(SellerId seller, OrderId order) {
    return cases.about(seller, order);
  }
}
