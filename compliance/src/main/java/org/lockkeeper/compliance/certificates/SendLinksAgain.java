package org.lockkeeper.compliance.certificates;

import jakarta.inject.Inject;
import java.util.UUID;
import org.lockkeeper.kernel.Errand;
import org.lockkeeper.kernel.ErrandHandler;
import org.lockkeeper.kernel.Workflow;

/**
 * Has links sent anew to the address on file. Whoever asks is told the same whether the
 * address is known or not, and an unknown one makes the same errand.
 */
@Workflow
public class SendLinksAgain implements ErrandHandler {

  static final String KIND = "send-links-again";

  private final LinkSteps steps;

  @Inject
  public SendLinksAgain(LinkSteps steps) {
    this.steps = steps;
  }

  /**
   * Asks for it.
   *
   * @param address as somebody typed it
   * @param network from where it was asked, for the throttle
   */
  public void ask(String address, String network) {
    steps.ask(address, network);
  }

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public Outcome run(Errand errand) {
    steps.sendAgain(errand.seller(), UUID.fromString(errand.subject()));
    return Outcome.DONE;
  }
}
