package org.lockkeeper.compliance.desk;

import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.lockkeeper.compliance.access.Account;
import org.lockkeeper.compliance.access.Permission;
import org.lockkeeper.compliance.access.Role;
import org.lockkeeper.compliance.access.Session;
import org.lockkeeper.compliance.audit.AuditTrail;
import org.lockkeeper.kernel.Ids;
import org.lockkeeper.kernel.SellerId;
import org.lockkeeper.kernel.Workflow;

/**
 * Lets somebody at the desk see a seller's pages as the seller does: read only, for a quarter of an
 * hour, with a reason and a ticket. The seller's log has it before the first page is shown,
 * and each page; the seller's people are told. It is no impersonation: the person stays who they
 * are, and every action is refused.
 */
@Workflow
public class ViewAsSeller {

  /** For how long a view lasts. */
  public static final Duration LASTS = Duration.ofMinutes(15);

  /** What is seen: never the audit log, people, or what a seller decides about privacy. */
  public static final Set<Permission> READS =
      Set.of(Permission.ORDERS_READ, Permission.CHANNELS_READ);

  private final ViewSteps steps;
  private final AuditTrail audit;
  private final Ids ids;
  private final Clock clock;

  @Inject
  public ViewAsSeller(ViewSteps steps, AuditTrail audit, Ids ids, Clock clock) {
    this.steps = steps;
    this.audit = audit;
    this.ids = ids;
    this.clock = clock;
  }

  /** What comes of it. */
  public enum Begun {
    YES,
    /** The ticket's number is missing, or is none. */
    NO_TICKET,
    /** The person does not work for that seller. */
    NOT_ASSIGNED
  }

  /** Begins a view for that session. */
  public Begun begin(
      Account who,
      Session session,
      SellerId seller,
      SellerView.@Nullable Reason reason,
      String ticket) {
    Instant now = clock.instant();
    if (who.role() != Role.SUPPORT || !steps.assigned(who.id(), seller, now)) {
      return Begun.NOT_ASSIGNED;
    }
    if (reason == null || !Ticket.is(ticket)) {
      return Begun.NO_TICKET;
    }
    SellerView view =
        new SellerView(
            who.seller(),
            ids.next(),
            who.id(),
            session.id(),
            seller,
            reason,
            ticket.strip(),
            now,
            now.plus(LASTS));
    audit.recordFirst(
        seller,
        who.actor(),
        "desk.view-began",
        "seller:" + seller,
        Map.of("reason", view.reason().name(), "ticket", view.ticket()));
    steps.tell(view);
    steps.begin(view);
    return Begun.YES;
  }

  /** The view that a session holds, as long as the person still works for that seller. */
  public Optional<SellerView> of(Account who, Session session) {
    Instant now = clock.instant();
    return who.role() == Role.SUPPORT
        ? steps
            .open(who.seller(), session.id(), now)
            .filter(view -> view.account().equals(who.id()))
            .filter(view -> steps.assigned(who.id(), view.viewed(), now))
        : Optional.empty();
  }

  /** Writes down that a page of the seller was seen. */
  public void seen(Account who, SellerView view, String page) {
    audit.recordFirst(view.viewed(), who.actor(), "desk.page-seen", "page:" + page, Map.of());
  }

  /** Ends it before its time. */
  public void leave(Account who, Session session) {
    of(who, session)
        .ifPresent(
            view -> {
              steps.end(who.seller(), session.id(), clock.instant());
              audit.recordFirst(
                  view.viewed(),
                  who.actor(),
                  "desk.view-ended",
                  "seller:" + view.viewed(),
                  Map.of());
            });
  }
}
