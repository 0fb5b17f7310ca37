package org.lockkeeper.integration.postgres.jobs;

import org.lockkeeper.kernel.Errand;
import org.lockkeeper.kernel.SellerId;

/** An errand's seller and subject as the instance id of a task. */
final class Instances {

  private Instances() {}

  static String text(Errand errand) {
    return errand.seller() + "|" + errand.subject();
  }

  static Errand errand(String kind, String instance) {
    int bar = instance.indexOf('|');
    return new Errand(kind, SellerId.of(instance.substring(0, bar)), instance.substring(bar + 1));
  }
}
