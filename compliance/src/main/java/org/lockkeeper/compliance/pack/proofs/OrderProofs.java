package org.lockkeeper.compliance.pack.proofs;

import static org.lockkeeper.compliance.pack.proofs.Facts.LIVE;
import static org.lockkeeper.compliance.pack.proofs.Facts.count;
import static org.lockkeeper.compliance.pack.proofs.Facts.figures;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.lockkeeper.compliance.clocks.ClockMarks;
import org.lockkeeper.compliance.pack.ControlCatalogue;
import org.lockkeeper.compliance.pack.PackFacts;
import org.lockkeeper.compliance.pack.PackFacts.Figure;
import org.lockkeeper.compliance.pack.Proof;
import org.lockkeeper.compliance.pack.Proof.Seen;
import org.lockkeeper.compliance.pack.ProofSource;

/** What a channel asks of orders, counted over all orders of all sellers. */
@ApplicationScoped
class OrderProofs implements ProofSource {

  private static final String PAGE = "/admin/external-api-calls";

  private final PackFacts facts;
  private final ClockMarks marks;

  @Inject
  OrderProofs(PackFacts facts, ClockMarks marks) {
    this.facts = facts;
    this.marks = marks;
  }

  @Override
  public List<Proof> proofs() {
    return List.of(
        new Proof("channel-holds", LIVE, PAGE, this::holds),
        new Proof("cancel-requests", LIVE, PAGE, this::wishes),
        new Proof("channel-tracking", LIVE, PAGE, this::tracking));
  }

  private Seen holds(Instant now, ControlCatalogue catalogue) {
    Map<Figure, Long> found = facts.orderFigures(now);
    long held = Facts.of(found, Figure.ORDERS_HELD);
    long placed = Facts.of(found, Figure.ORDERS_HELD_PLACED);
    return Seen.when(
        placed == 0,
        count(held, "order is", "orders are")
            + " on hold at a channel; "
            + placed
            + " of them were placed at Amazon.",
        now,
        figures("held", held == 0 ? "No order is" : count(held, "order is", "orders are")));
  }

  private Seen wishes(Instant now, ControlCatalogue catalogue) {
    Map<Figure, Long> found = facts.orderFigures(now);
    long waiting = Facts.of(found, Figure.CANCELS_WAITING);
    long late = Facts.of(found, Figure.CANCELS_LATE);
    return Seen.when(
        late == 0,
        count(waiting, "wish of a buyer to cancel waits", "wishes of buyers to cancel wait")
            + " for an answer; "
            + late
            + " past the channel's time.",
        now,
        figures("waiting", waiting == 0 ? "none waits" : waiting + " wait and none is late"));
  }

  /** Five wrong ones lock a warehouse: it has to be seen before the platform sees it. */
  private Seen tracking(Instant now, ControlCatalogue catalogue) {
    Map<Figure, Long> found = facts.orderFigures(now);
    long told = Facts.of(found, Figure.PARCELS_TOLD);
    long foreign = Facts.of(found, Figure.PARCELS_FOREIGN);
    long refused = Facts.of(found, Figure.TRACKING_REFUSED_MOST);
    long most = catalogue.number("wrong-trackings");
    return Seen.when(
        foreign == 0 && refused < most,
        count(told, "parcel was", "parcels were")
            + " told TikTok Shop; "
            + foreign
            + " of them of an order that Amazon did not ship; at most "
            + refused
            + " of one seller were refused and are not put right, fewer than "
            + most
            + " are allowed.",
        now,
        figures(
            "told",
            told == 0
                ? "no parcel was told since " + Facts.watchedSince(marks, now)
                : count(told, "parcel was", "parcels were") + " told",
            "refused",
            refused));
  }
}
