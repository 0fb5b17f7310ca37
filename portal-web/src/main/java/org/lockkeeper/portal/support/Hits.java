package org.lockkeeper.portal.support;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import org.lockkeeper.compliance.desk.FindOrders;
import org.lockkeeper.kernel.SellerId;
import org.lockkeeper.orders.Order;
import org.lockkeeper.portal.seller.Buyer;
import org.lockkeeper.portal.session.SignedIn;
import org.lockkeeper.portal.texts.Texts;
import org.lockkeeper.portal.texts.Times;
import org.lockkeeper.portal.wiring.ActorOfTheThread;

/** Turns the answer of a search into rows and a sentence. */
@RequestScoped
class Hits {

  private final DeskReader reader;
  private final SignedIn signedIn;
  private final ActorOfTheThread actor;
  private final Texts texts;
  private final Times times;

  @Inject
  Hits(DeskReader reader, SignedIn signedIn, ActorOfTheThread actor, Texts texts, Times times) {
    this.reader = reader;
    this.signedIn = signedIn;
    this.actor = actor;
    this.texts = texts;
    this.times = times;
  }

  /**
   * An answer to show.
   *
   * @param sentence how many there are, or why there are none
   */
  record Shown(List<Hit> rows, String sentence, boolean trouble) {
    static final Shown NOTHING = new Shown(List.of(), "", false);
  }

  Shown of(SellerId seller, FindOrders.Answer answer) {
    return switch (answer) {
      case FindOrders.Answer.TooShort s -> trouble("too-short");
      case FindOrders.Answer.Nothing n -> trouble("nothing");
      case FindOrders.Answer.OverBudget o -> trouble("over-budget");
      case FindOrders.Answer.TooFast f -> trouble("too-fast");
      case FindOrders.Answer.TooManySellers m -> trouble("too-many-sellers");
      case FindOrders.Answer.NotReadable r -> trouble("not-readable");
      case FindOrders.Answer.Found found -> rows(seller, found.hits());
    };
  }

  private Shown trouble(String why) {
    return new Shown(List.of(), texts.get("support.find.message." + why), true);
  }

  private Shown rows(SellerId seller, FindOrders.Hits found) {
    List<Order.Snapshot> orders = found.hits().stream().map(FindOrders.Hit::order).toList();
    List<Buyer> buyers = actor.as(signedIn.actor(), () -> reader.masked(seller, orders));
    List<Hit> rows = new ArrayList<>();
    for (int i = 0; i < Math.min(buyers.size(), orders.size()); i++) {
      rows.add(Hit.of(found.hits().get(i), buyers.get(i), texts, times));
    }
    return new Shown(
        rows,
        texts.with(
            found.complete() ? "support.find.message.found" : "support.find.message.more",
            rows.size()),
        !found.complete());
  }
}
