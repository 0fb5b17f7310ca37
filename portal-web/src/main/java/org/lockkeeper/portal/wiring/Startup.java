package org.lockkeeper.portal.wiring;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.BeforeDestroyed;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.lockkeeper.compliance.access.Readiness;
import org.lockkeeper.kernel.JobEngine;

/**
 * Starts the product: checks its settings and, once the database is known to be current, takes the
 * first people in and begins to work.
 */
@ApplicationScoped
public class Startup {

  private static final System.Logger LOG = System.getLogger(Startup.class.getName());

  private final Config config;
  private final Readiness readiness;
  private final Provisioning provisioning;
  private final FirstAdminCode firstAdmin;
  private final JobEngine jobs;
  private final LedgerWatch ledger;
  private final Optional<String> provisioningFile;
  private final boolean drill;

  @Inject
  Startup(
      Config config,
      Readiness readiness,
      Provisioning provisioning,
      FirstAdminCode firstAdmin,
      JobEngine jobs,
      LedgerWatch ledger,
      @ConfigProperty(name = "lockkeeper.provisioning.file") Optional<String> provisioningFile,
      @ConfigProperty(name = "lockkeeper.drill", defaultValue = "false") boolean drill) {
    this.config = config;
    this.readiness = readiness;
    this.provisioning = provisioning;
    this.firstAdmin = firstAdmin;
    this.jobs = jobs;
    this.ledger = ledger;
    this.provisioningFile = provisioningFile;
    this.drill = drill;
  }

  void begin(@Observes @Initialized(ApplicationScoped.class) Object context) {
    refuse(ProductionRules.broken(config));
    refuse(readiness.excessRights());
    ledger.begin(new Working());
    LOG.log(Level.INFO, "start.done");
  }

  /** In a drill nothing works: a restored node must not ship what the real one ships. */
  private final class Working implements LedgerWatch.Work {

    @Override
    public void start() {
      if (!drill) {
        provisioningFile.map(Path::of).ifPresent(provisioning::from);
        firstAdmin.tell();
        jobs.start();
      }
    }

    @Override
    public void stop() {
      jobs.stop();
    }
  }

  private static void refuse(List<String> broken) {
    if (!broken.isEmpty()) {
      broken.forEach(rule -> LOG.log(Level.ERROR, "start.refused {0}", rule));
      throw new IllegalStateException("the product does not start like this: " + broken);
    }
  }

  void end(@Observes @BeforeDestroyed(ApplicationScoped.class) Object context) {
    ledger.end();
    jobs.stop();
  }
}
