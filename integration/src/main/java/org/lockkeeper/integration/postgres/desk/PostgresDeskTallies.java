package org.lockkeeper.integration.postgres.desk;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.UUID;
import org.lockkeeper.compliance.desk.DeskTallies;
import org.lockkeeper.integration.postgres.Sql;
import org.lockkeeper.integration.postgres.Tenancy;
import org.lockkeeper.kernel.SellerId;

/** Counts in {@code access.desk_tally}. */
@ApplicationScoped
class PostgresDeskTallies implements DeskTallies {

  /** What a count is about, where it is about nothing. */
  private static final UUID NOTHING = new UUID(0, 0);

  private final Tenancy tenancy;

  @Inject
  PostgresDeskTallies(Tenancy tenancy) {
    this.tenancy = tenancy;
  }

  @Override
  public boolean take(SellerId home, UUID account, Kind kind, Instant slot, int most) {
    return most > 0
        && tenancy
                .as(home)
                .run(
                    """
                    insert into access.desk_tally as t (seller_id, account, kind, slot, about, used)
                    values (?, ?, ?, ?, ?, 1)
                    on conflict (seller_id, account, kind, slot, about)
                      do update set used = t.used + 1 where t.used < ?
                    """,
                    home.value(),
                    account,
                    kind,
                    slot,
                    NOTHING,
                    most)
            == 1;
  }

  @Override
  public void giveBack(SellerId home, UUID account, Kind kind, Instant slot) {
    tenancy
        .as(home)
        .run(
            """
            update access.desk_tally set used = used - 1
            where seller_id = ? and account = ? and kind = ? and slot = ? and about = ?
              and used > 0
            """,
            home.value(),
            account,
            kind,
            slot,
            NOTHING);
  }

  @Override
  public int used(SellerId home, UUID account, Kind kind, Instant slot) {
    return (int)
        tenancy
            .as(home)
            .count(
                """
                select sum(used) from access.desk_tally
                where seller_id = ? and account = ? and kind = ? and slot = ?
                """,
                home.value(),
                account,
                kind,
                slot);
  }

  @Override
  public boolean note(SellerId home, UUID account, Kind kind, Instant slot, UUID about, int most) {
    Sql sql = tenancy.as(home);
    // One person at a time, so that two nodes never share the last one.
    sql.exists(
        "select pg_advisory_xact_lock(hashtextextended(?, 0))",
        "desk:" + account + ":" + kind + ":" + slot);
    if (sql.exists(
        """
        select 1 from access.desk_tally
        where seller_id = ? and account = ? and kind = ? and slot = ? and about = ?
        """,
        home.value(),
        account,
        kind,
        slot,
        about)) {
      return true;
    }
    if (used(home, account, kind, slot) >= most) {
      return false;
    }
    sql.run(
        """
        insert into access.desk_tally (seller_id, account, kind, slot, about, used)
        values (?, ?, ?, ?, ?, 1)
        """,
        home.value(),
        account,
        kind,
        slot,
        about);
    return true;
  }
}
