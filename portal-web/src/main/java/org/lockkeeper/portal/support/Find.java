package org.lockkeeper.portal.support;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lockkeeper.compliance.access.Permission;
import org.lockkeeper.compliance.desk.FindOrders;
import org.lockkeeper.kernel.PersonalData;
import org.lockkeeper.kernel.SellerId;
import org.lockkeeper.portal.session.Redirect;
import org.lockkeeper.portal.session.SignedIn;
import org.lockkeeper.portal.wiring.ActorOfTheThread;

/**
 * {@code /support/find}: one box. What is typed comes in the body of a request, is kept nowhere and
 * not shown again.
 */
@Named
@RequestScoped
public class Find {

  /** Where a phone number without country code belongs; most buyers are there. */
  static final String COUNTRY = "US";

  private final FindOrders find;
  private final Desk desk;
  private final Hits hits;
  private final SignedIn signedIn;
  private final ActorOfTheThread actor;
  private final Redirect redirect;
  @PersonalData private @Nullable String said;
  private Hits.Shown shown = Hits.Shown.NOTHING;

  @Inject
  Find(
      FindOrders find,
      Desk desk,
      Hits hits,
      SignedIn signedIn,
      ActorOfTheThread actor,
      Redirect redirect) {
    this.find = find;
    this.desk = desk;
    this.hits = hits;
    this.signedIn = signedIn;
    this.actor = actor;
    this.redirect = redirect;
  }

  /** Searches. The only order that matches is opened at once. */
  public void look() {
    signedIn.need(Permission.DESK_WORK);
    String text = said == null ? "" : said;
    said = null;
    desk.forAction().ifPresent(seller -> look(seller, text));
  }

  private void look(SellerId seller, String text) {
    FindOrders.Answer answer =
        actor.as(signedIn.actor(), () -> find.of(signedIn.account(), seller, text, COUNTRY));
    if (answer instanceof FindOrders.Answer.Found found
        && found.hits().complete()
        && found.hits().hits().size() == 1) {
      redirect.to(DeskOrder.path(seller, found.hits().hits().getFirst().order().id()));
    } else {
      shown = hits.of(seller, answer);
    }
  }

  public List<Hit> rows() {
    return shown.rows();
  }

  /** How many were found, or why nothing is shown; empty text before a search. */
  public String sentence() {
    return shown.sentence();
  }

  public boolean trouble() {
    return shown.trouble();
  }

  /** Never tells what was typed: it is not sent back. */
  public String getSaid() {
    return "";
  }

  public void setSaid(@Nullable String said) {
    this.said = said;
  }
}
