package org.lockkeeper.compliance.response;

import jakarta.inject.Inject;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Optional;
import org.lockkeeper.compliance.notices.Postman;
import org.lockkeeper.kernel.Errand;
import org.lockkeeper.kernel.ErrandHandler;
import org.lockkeeper.kernel.Workflow;

/**
 * Sends one letter. One node at a time holds it. A server that does not take it is tried again, for
 * ever and with a next time that can be seen; a node that dies between handing over and noting it
 * has it sent again under the same message id, because a notice that is lost is worse than one that
 * a reader sees to be the same (R-26, F58).
 */
@Workflow
public class SendLetter implements ErrandHandler {

  private static final System.Logger LOG = System.getLogger(SendLetter.class.getName());

  private final LetterSteps steps;
  private final Courier courier;

  @Inject
  public SendLetter(LetterSteps steps, Courier courier) {
    this.steps = steps;
    this.courier = courier;
  }

  @Override
  public String kind() {
    return LetterErrand.KIND;
  }

  @Override
  public Outcome run(Errand errand) {
    LetterErrand wanted = LetterErrand.read(errand);
    Optional<LetterSteps.Outgoing> held = steps.take(wanted.incident(), wanted.letter());
    if (held.isEmpty()) {
      return Outcome.DONE;
    }
    LetterSteps.Outgoing outgoing = held.get();
    try {
      Letter.Proof proof = courier.carry(outgoing.mail());
      steps.sent(outgoing.letter(), proof);
      return Outcome.DONE;
    } catch (Postman.NotSent e) {
      Duration pause = steps.notSent(outgoing.letter(), e);
      LOG.log(
          Level.WARNING,
          "letter.not-sent id={0} tries={1}",
          wanted.letter(),
          outgoing.letter().tries() + 1);
      return new Outcome.Again(pause);
    }
  }
}
