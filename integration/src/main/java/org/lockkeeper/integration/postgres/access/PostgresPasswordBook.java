package org.lockkeeper.integration.postgres.access;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.lockkeeper.compliance.access.Account;
import org.lockkeeper.compliance.access.PasswordBook;
import org.lockkeeper.compliance.access.Role;
import org.lockkeeper.integration.postgres.Sql;
import org.lockkeeper.integration.postgres.Tenancy;
import org.lockkeeper.kernel.Ids;
import org.lockkeeper.kernel.SellerId;

/** Passwords in {@code access.account} and {@code access.password_history}. */
@ApplicationScoped
class PostgresPasswordBook implements PasswordBook {

  private final Tenancy tenancy;
  private final Ids ids;

  @Inject
  PostgresPasswordBook(Tenancy tenancy, Ids ids) {
    this.tenancy = tenancy;
    this.ids = ids;
  }

  @Override
  public List<Entry> newest(Account account, int most) {
    return tenancy
        .as(account.seller())
        .list(
            """
            select hash, set_at from access.password_history
            where seller_id = ? and account_id = ? order by set_at desc, id desc limit ?
            """,
            row -> new Entry(row.getString("hash"), Sql.instant(row, "set_at")),
            account.seller().value(),
            account.id(),
            most);
  }

  @Override
  public Optional<Instant> setAt(Account account) {
    return newest(account, 1).stream().findFirst().map(Entry::setAt);
  }

  @Override
  public void set(Account account, String hash, Instant at, int remembered) {
    Sql sql = tenancy.as(account.seller());
    UUID seller = account.seller().value();
    sql.run(
        """
        update access.account set password_hash = ?, version = version + 1
        where seller_id = ? and id = ?
        """,
        hash,
        seller,
        account.id());
    remember(tenancy, account, ids.next(), hash, at);
    sql.run(
        """
        delete from access.password_history h where h.seller_id = ? and h.account_id = ?
          and h.id not in (
            select k.id from access.password_history k where k.seller_id = ? and k.account_id = ?
            order by k.set_at desc, k.id desc limit ?)
        """,
        seller,
        account.id(),
        seller,
        account.id(),
        Math.max(1, remembered));
  }

  static void remember(Tenancy tenancy, Account account, UUID id, String hash, Instant at) {
    tenancy
        .as(account.seller())
        .run(
            """
            insert into access.password_history (seller_id, id, account_id, set_at, hash)
            values (?, ?, ?, ?, ?)
            """,
            account.seller().value(),
            id,
            account.id(),
            at,
            hash);
  }

  @Override
  public List<Age> ages(SellerId seller) {
    return tenancy
        .as(seller)
        .list(
            """
            select a.id, a.role, max(h.set_at) as set_at
            from access.account a
            join access.password_history h on h.seller_id = a.seller_id and h.account_id = a.id
            where a.seller_id = ? and not a.disabled
            group by a.id, a.role order by a.id
            """,
            row ->
                new Age(
                    Sql.uuid(row, "id"),
                    Role.valueOf(row.getString("role")),
                    Sql.instant(row, "set_at")),
            seller.value());
  }

  @Override
  public boolean warned(SellerId seller, UUID account, Instant endsAt, int daysBefore, Instant at) {
    return tenancy
            .as(seller)
            .run(
                """
                insert into access.password_notice
                  (seller_id, account_id, ends_at, days_before, raised_at)
                values (?, ?, ?, ?, ?) on conflict do nothing
                """,
                seller.value(),
                account,
                endsAt,
                daysBefore,
                at)
        == 1;
  }
}
