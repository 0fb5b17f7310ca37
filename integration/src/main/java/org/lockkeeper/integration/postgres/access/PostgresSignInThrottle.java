package org.lockkeeper.integration.postgres.access;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import org.lockkeeper.compliance.access.SignInThrottle;
import org.lockkeeper.integration.postgres.Tenancy;

/** Failure counts in {@code access.sign_in_throttle}. */
@ApplicationScoped
class PostgresSignInThrottle implements SignInThrottle {

  /** A count that holds no more is of no use; a clock that is set back may ask for it. */
  private static final Duration KEPT = Duration.ofDays(1);

  private final Tenancy tenancy;

  @Inject
  PostgresSignInThrottle(Tenancy tenancy) {
    this.tenancy = tenancy;
  }

  @Override
  public int failures(byte[] subject, Instant now) {
    return (int)
        tenancy
            .ofNobody()
            .count(
                """
                select failures from access.sign_in_throttle
                where subject = ? and window_ends_at > ?
                """,
                subject,
                now);
  }

  @Override
  public void failed(byte[] subject, Instant now, Instant windowEndsAt) {
    tenancy
        .ofNobody()
        .run(
            """
            insert into access.sign_in_throttle as t (subject, failures, window_ends_at)
            values (?, 1, ?)
            on conflict (subject) do update set
              failures = case when t.window_ends_at > ? then t.failures + 1 else 1 end,
              window_ends_at =
                case when t.window_ends_at > ? then t.window_ends_at
                else excluded.window_ends_at end
            """,
            subject,
            windowEndsAt,
            now,
            now);
    letGo(now);
  }

  /** Two for each one that comes, so that the table is not longer than what holds. */
  private void letGo(Instant now) {
    tenancy
        .ofNobody()
        .run(
            """
            delete from access.sign_in_throttle where subject in (
              select subject from access.sign_in_throttle where window_ends_at < ?
              order by window_ends_at limit 2 for update skip locked)
            """,
            now.minus(KEPT));
  }

  @Override
  public void forgive(byte[] subject) {
    tenancy
        .ofNobody()
        .run(
            "update access.sign_in_throttle set failures = failures - 1"
                + " where subject = ? and failures > 0",
            subject);
  }

  @Override
  public void clear(byte[] subject) {
    tenancy.ofNobody().run("delete from access.sign_in_throttle where subject = ?", subject);
  }
}
