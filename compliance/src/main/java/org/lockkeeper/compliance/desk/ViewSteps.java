package org.lockkeeper.compliance.desk;

import jakarta.inject.Inject;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.lockkeeper.compliance.access.Assignments;
import org.lockkeeper.compliance.notices.Notice;
import org.lockkeeper.compliance.notices.TellPeople;
import org.lockkeeper.kernel.SellerId;
import org.lockkeeper.kernel.UseCase;

/** The steps of a view, each a transaction of one organisation. */
@UseCase
public class ViewSteps {

  private final SellerViews views;
  private final Assignments assignments;
  private final TellPeople tell;

  @Inject
  public ViewSteps(SellerViews views, Assignments assignments, TellPeople tell) {
    this.views = views;
    this.assignments = assignments;
    this.tell = tell;
  }

  boolean assigned(UUID staff, SellerId seller, Instant now) {
    return assignments.assigned(staff, seller, now);
  }

  /** One view at a time for each session. */
  void begin(SellerView view) {
    views.end(view.home(), view.session(), view.beganAt());
    views.add(view);
  }

  /** Tells the seller's people, on their pages and by mail. */
  void tell(SellerView view) {
    tell.of(
        view.viewed(),
        Notice.Kind.PAGES_VIEWED,
        "seller-view:" + view.id(),
        "lockkeeper",
        Budget.pseudonym(view.account()),
        view.endsAt(),
        0);
  }

  Optional<SellerView> open(SellerId home, UUID session, Instant now) {
    return views.open(home, session, now);
  }

  void end(SellerId home, UUID session, Instant at) {
    views.end(home, session, at);
  }
}
