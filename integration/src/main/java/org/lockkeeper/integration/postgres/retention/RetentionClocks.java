package org.lockkeeper.integration.postgres.retention;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import org.lockkeeper.compliance.clocks.live.LiveClock;
import org.lockkeeper.integration.postgres.Sql;
import org.lockkeeper.integration.postgres.Tenancy;
import org.lockkeeper.kernel.SellerId;
import org.lockkeeper.retention.BackupRegister;

/** The clocks of what has to go, over all sellers: counts and dates. */
@ApplicationScoped
class RetentionClocks implements LiveClock {

  private static final int DRILLS = 50;

  private final Tenancy tenancy;
  private final BackupRegister backups;

  @Inject
  RetentionClocks(Tenancy tenancy, BackupRegister backups) {
    this.tenancy = tenancy;
    this.backups = backups;
  }

  @Override
  public Optional<Figures> of(String clock, Instant now) {
    return switch (clock) {
      case "deletion" -> Optional.of(cases("retention.open_cases(?)", now));
      case "buyer-request" -> Optional.of(cases("retention.open_requests(?)", now));
      case "channel-data" -> Optional.of(ends(now));
      case "restore-test" ->
          Optional.of(
              Figures.last(
                  backups.drills(DRILLS).stream()
                      .filter(BackupRegister.Drill::passed)
                      .map(BackupRegister.Drill::beganAt)
                      .max(Comparator.naturalOrder())));
      default -> Optional.empty();
    };
  }

  private Figures cases(String function, Instant now) {
    return tenancy
        .as(SellerId.PLATFORM)
        .first(
            "select open_now, overdue, next_due from " + function,
            row ->
                Figures.cases(
                    row.getLong("open_now"),
                    row.getLong("overdue"),
                    Sql.optionalInstant(row, "next_due")),
            now)
        .orElseThrow();
  }

  private Figures ends(Instant now) {
    Sql sql = tenancy.as(SellerId.PLATFORM);
    Optional<Instant> next =
        sql.first("select retention.next_end() as at", row -> Sql.optionalInstant(row, "at"))
            .flatMap(at -> at);
    long late = sql.count("select retention.backlog(?)", now);
    return Figures.cases(next.isPresent() ? Math.max(1, late) : 0, late, next);
  }
}
