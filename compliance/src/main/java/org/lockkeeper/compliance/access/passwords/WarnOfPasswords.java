package org.lockkeeper.compliance.access.passwords;

import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.lockkeeper.kernel.SellerId;
import org.lockkeeper.kernel.Workflow;

/** Warns people before their passwords end: 14, 7 and 1 day before, each once. */
@Workflow
public class WarnOfPasswords {

  private final WarnSteps steps;

  @Inject
  public WarnOfPasswords(WarnSteps steps) {
    this.steps = steps;
  }

  /** Warns whoever is due; one transaction for each seller. */
  public void asOf(Instant now) {
    List<SellerId> sellers = steps.sellers();
    Stream.concat(Stream.of(SellerId.PLATFORM), sellers.stream())
        .forEach(seller -> steps.warn(seller, now));
  }
}
