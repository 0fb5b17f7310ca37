package org.lockkeeper.integration.postgres.access;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.lockkeeper.compliance.access.Account;
import org.lockkeeper.compliance.access.KnownDevices;
import org.lockkeeper.integration.postgres.Sql;
import org.lockkeeper.integration.postgres.Tenancy;
import org.lockkeeper.kernel.SellerId;

/** Devices in {@code access.known_device}: at most twenty of an account, the oldest go. */
@ApplicationScoped
class PostgresKnownDevices implements KnownDevices {

  private static final int MOST = 20;
  private static final UUID NOBODY = new UUID(0, 0);

  private final Tenancy tenancy;

  @Inject
  PostgresKnownDevices(Tenancy tenancy) {
    this.tenancy = tenancy;
  }

  @Override
  public boolean knows(Optional<Account> account, byte[] digest, Instant now) {
    SellerId seller = account.map(Account::seller).orElse(SellerId.PLATFORM);
    return tenancy
        .as(seller)
        .exists(
            """
            select 1 from access.known_device
            where seller_id = ? and digest = ? and account_id = ? and ends_at > ?
            """,
            seller.value(),
            digest,
            account.map(Account::id).orElse(NOBODY),
            now);
  }

  @Override
  public void know(
      Account account, Optional<byte[]> former, byte[] digest, Instant now, Instant endsAt) {
    Sql sql = tenancy.as(account.seller());
    UUID seller = account.seller().value();
    former.ifPresent(
        old ->
            sql.run(
                """
                delete from access.known_device
                where seller_id = ? and account_id = ? and digest = ?
                """,
                seller,
                account.id(),
                old));
    sql.run(
        """
        insert into access.known_device (seller_id, digest, account_id, since, ends_at)
        values (?, ?, ?, ?, ?)
        """,
        seller,
        digest,
        account.id(),
        now,
        endsAt);
    sql.run(
        """
        delete from access.known_device d where d.seller_id = ? and d.account_id = ?
          and (d.ends_at <= ? or d.digest not in (
            select k.digest from access.known_device k
            where k.seller_id = ? and k.account_id = ? order by k.since desc limit ?))
        """,
        seller,
        account.id(),
        now,
        seller,
        account.id(),
        MOST);
  }

  @Override
  public void forget(Account account) {
    tenancy
        .as(account.seller())
        .run(
            "delete from access.known_device where seller_id = ? and account_id = ?",
            account.seller().value(),
            account.id());
  }
}
