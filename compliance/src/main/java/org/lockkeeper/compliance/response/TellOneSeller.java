package org.lockkeeper.compliance.response;

import jakarta.inject.Inject;
import java.util.Optional;
import org.lockkeeper.incidents.IncidentId;
import org.lockkeeper.kernel.Errand;
import org.lockkeeper.kernel.ErrandHandler;
import org.lockkeeper.kernel.SellerId;
import org.lockkeeper.kernel.Workflow;

/** Tells one seller, once: a run that is repeated finds what it left. */
@Workflow
public class TellOneSeller implements ErrandHandler {

  static final String KIND = "tell-seller-of-incident";

  private final TellSellers sellers;
  private final SellerNoticeSteps steps;

  @Inject
  public TellOneSeller(TellSellers sellers, SellerNoticeSteps steps) {
    this.sellers = sellers;
    this.steps = steps;
  }

  static Errand errand(IncidentId incident, SellerId seller) {
    return new Errand(KIND, seller, incident.toString());
  }

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public Outcome run(Errand errand) {
    IncidentId incident = IncidentId.of(errand.subject());
    Optional<TellSellers.Text> text = sellers.content(incident, errand.seller());
    if (text.isPresent()) {
      sellers
          .figures(incident, errand.seller())
          .ifPresent(figures -> steps.raise(errand.seller(), incident, text.get(), figures));
      sellers.told(incident, errand.seller());
    }
    return Outcome.DONE;
  }
}
