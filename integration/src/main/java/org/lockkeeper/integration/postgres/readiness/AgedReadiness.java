package org.lockkeeper.integration.postgres.readiness;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.lockkeeper.compliance.disposal.AgedRecords;
import org.lockkeeper.integration.postgres.Tenancy;
import org.lockkeeper.kernel.SellerId;
import org.lockkeeper.retention.AgeRule;
import org.lockkeeper.retention.DataKind;
import org.lockkeeper.retention.LegalHold;
import org.lockkeeper.retention.RetentionSchedule;

/**
 * What shows that we were ready: it goes when the log of the same time does, through
 * functions of a role that can do nothing else, and a hold of our log keeps it. What is in force or
 * open stays, and so does the newest review of the log and the newest name of contacts; drills,
 * tests of contacts and follow-ups that are over go, the newest of them too.
 */
final class AgedReadiness {

  private AgedReadiness() {}

  private abstract static class LikeTheLog implements AgedRecords {

    private final Tenancy tenancy;
    private final String holder;
    private final String function;

    LikeTheLog(Tenancy tenancy, String holder, String function) {
      this.tenancy = tenancy;
      this.holder = holder;
      this.function = function;
    }

    @Override
    public String holder() {
      return holder;
    }

    @Override
    public AgeRule rule(RetentionSchedule schedule) {
      return schedule.rule(DataKind.AUDIT_LOG);
    }

    @Override
    public Set<DataKind> kinds() {
      return Set.of(DataKind.AUDIT_LOG);
    }

    @Override
    public int dispose(
        SellerId seller, Instant lastToGo, List<LegalHold> holds, Instant now, int limit) {
      boolean kept =
          !seller.equals(SellerId.PLATFORM)
              || holds.stream().anyMatch(h -> h.scope() instanceof LegalHold.Scope.WholeSeller);
      return kept
          ? 0
          : Math.toIntExact(
              tenancy.as(seller).count("select " + function + "(?, ?)", lastToGo, limit));
    }
  }

  /** Drills that are over, missed or called off. */
  @ApplicationScoped
  static class OldDrills extends LikeTheLog {

    @Inject
    OldDrills(Tenancy tenancy) {
      super(tenancy, "incidents.drill", "incidents.dispose_drills");
    }
  }

  /** Versions of the plan that were replaced or dropped; never the one in force. */
  @ApplicationScoped
  static class OldPlans extends LikeTheLog {

    @Inject
    OldPlans(Tenancy tenancy) {
      super(tenancy, "incidents.plan_version", "incidents.dispose_plans");
    }
  }

  /** Tests of contacts that are over. */
  @ApplicationScoped
  static class OldContactTests extends LikeTheLog {

    @Inject
    OldContactTests(Tenancy tenancy) {
      super(tenancy, "incidents.contact_test", "incidents.dispose_contact_tests");
    }
  }

  /** Follow-ups that are done. */
  @ApplicationScoped
  static class OldFollowUps extends LikeTheLog {

    @Inject
    OldFollowUps(Tenancy tenancy) {
      super(tenancy, "incidents.follow_up", "incidents.dispose_follow_ups");
    }
  }

  /** Who was named as contact and deputy before those who are named now. */
  @ApplicationScoped
  static class OldRosters extends LikeTheLog {

    @Inject
    OldRosters(Tenancy tenancy) {
      super(tenancy, "incidents.roster", "incidents.dispose_rosters");
    }
  }

  /** Reviews of the log, but for the newest. */
  @ApplicationScoped
  static class OldLogReviews extends LikeTheLog {

    @Inject
    OldLogReviews(Tenancy tenancy) {
      super(tenancy, "audit.log_review", "audit.dispose_log_reviews");
    }
  }
}
