package org.lockkeeper.integration.postgres.jobs;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.function.BiConsumer;
import org.lockkeeper.compliance.notices.MailNotice;
import org.lockkeeper.compliance.notices.Notice;
import org.lockkeeper.compliance.notices.TellPeople;
import org.lockkeeper.integration.postgres.Tenancy;
import org.lockkeeper.kernel.Errand;
import org.lockkeeper.kernel.SellerId;

/** Errands that failed too often and wait for a person, in {@code jobs.dead_errand}. */
@ApplicationScoped
class DeadErrands {

  private final Tenancy tenancy;
  private final BiConsumer<String, Instant> tell;
  private final Clock clock;

  @Inject
  DeadErrands(Tenancy tenancy, TellPeople tell, Clock clock) {
    this(
        tenancy,
        (kind, day) ->
            tell.of(
                SellerId.PLATFORM,
                Notice.Kind.WORK_GIVEN_UP,
                "errands:" + kind,
                kind,
                kind,
                day,
                0),
        clock);
  }

  DeadErrands(Tenancy tenancy, BiConsumer<String, Instant> tell, Clock clock) {
    this.tenancy = tenancy;
    this.tell = tell;
    this.clock = clock;
  }

  @Transactional(Transactional.TxType.REQUIRES_NEW)
  public void note(Errand errand, RuntimeException failure, int tries) {
    tenancy
        .ofNobody()
        .run(
            """
            insert into jobs.dead_errand (task_name, task_instance, failure, tries, since)
            values (?, ?, ?, ?, clock_timestamp())
            on conflict (task_name, task_instance) do update set
              failure = excluded.failure, tries = excluded.tries, since = excluded.since
            """,
            errand.kind(),
            Instances.text(errand),
            failure.getClass().getSimpleName(),
            tries);
  }

  /**
   * Has the admins told, once for each kind of errand and day. Of a mail that could not be sent
   * nobody is written to: that would be a mail again.
   */
  public void alarm(Errand errand) {
    if (!errand.kind().equals(MailNotice.KIND)) {
      tell.accept(errand.kind(), clock.instant().truncatedTo(ChronoUnit.DAYS));
    }
  }
}
