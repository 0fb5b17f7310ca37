package org.lockkeeper.compliance.response;

import jakarta.inject.Inject;
import java.util.Optional;
import java.util.UUID;
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

  /** Ours, not the seller's: it is asked for in work for the platform, all sellers at once. */
  static Errand errand(IncidentId incident, SellerId seller) {
    return new Errand(KIND, SellerId.PLATFORM, incident + "/" + seller);
  }

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public Outcome run(Errand errand) {
    int slash = errand.subject().indexOf('/');
    IncidentId incident = IncidentId.of(errand.subject().substring(0, slash));
    SellerId seller = SellerId.of(errand.subject().substring(slash + 1));
    Optional<TellSellers.Text> text = sellers.content(incident, seller);
    Optional<Concerned.One> figures = sellers.figures(incident, seller);
    if (text.isPresent() && figures.isPresent()) {
      UUID notice = steps.raise(seller, incident, text.get(), figures.get());
      sellers.told(incident, seller, notice);
    }
    return Outcome.DONE;
  }
}
