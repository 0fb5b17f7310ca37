package org.lockkeeper.portal.wiring;

import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import org.lockkeeper.compliance.disposal.StripDueRecipients;

/** The container's threads, for work that may go on beside the thread that began it. */
@ApplicationScoped
class Threads {

  @Resource private ManagedExecutorService executor;

  @Produces
  @Singleton
  StripDueRecipients.SecondThread ofSweep() {
    return new StripDueRecipients.SecondThread(executor);
  }
}
