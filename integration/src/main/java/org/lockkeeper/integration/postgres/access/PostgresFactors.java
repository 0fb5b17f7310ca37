package org.lockkeeper.integration.postgres.access;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.lockkeeper.compliance.access.factors.Factor;
import org.lockkeeper.compliance.access.factors.Factors;
import org.lockkeeper.compliance.encryption.Opaque;
import org.lockkeeper.integration.postgres.Sql;
import org.lockkeeper.integration.postgres.Tenancy;
import org.lockkeeper.kernel.SellerId;

/** Second factors in {@code access.factor}, recovery codes in {@code access.recovery_code}. */
@ApplicationScoped
class PostgresFactors implements Factors {

  private final Tenancy tenancy;

  @Inject
  PostgresFactors(Tenancy tenancy) {
    this.tenancy = tenancy;
  }

  @Override
  public List<Factor> all(SellerId seller, UUID account) {
    return tenancy
        .as(seller)
        .list(
            "select * from access.factor where seller_id = ? and account = ? order by added_at, id",
            PostgresFactors::read,
            seller.value(),
            account);
  }

  private static Factor read(ResultSet row) throws SQLException {
    return new Factor(
        new SellerId(Sql.uuid(row, "seller_id")),
        Sql.uuid(row, "id"),
        Sql.uuid(row, "account"),
        row.getString("name"),
        switch (Factor.Kind.valueOf(row.getString("kind"))) {
          case TOTP -> new Factor.Means.Totp(row.getString("closed"), row.getLong("last_step"));
          case PASSKEY ->
              new Factor.Means.Passkey(
                  new Opaque(row.getBytes("credential")),
                  new Opaque(row.getBytes("public_key")),
                  row.getLong("count"),
                  row.getBoolean("backup_eligible"));
        },
        Sql.instant(row, "added_at"),
        Sql.optionalInstant(row, "used_at"));
  }

  @Override
  public boolean add(Factor factor) {
    Optional<Factor.Means.Totp> totp =
        factor.means() instanceof Factor.Means.Totp t ? Optional.of(t) : Optional.empty();
    Optional<Factor.Means.Passkey> passkey =
        factor.means() instanceof Factor.Means.Passkey p ? Optional.of(p) : Optional.empty();
    return tenancy
            .as(factor.seller())
            .run(
                """
                insert into access.factor (seller_id, id, account, kind, name, closed, last_step,
                  credential, public_key, count, backup_eligible, added_at)
                values (?, ?, ?, ?, ?, ?, ?::bigint, ?::bytea, ?::bytea, ?::bigint, ?::boolean, ?)
                on conflict (credential) do nothing
                """,
                factor.seller().value(),
                factor.id(),
                factor.account(),
                factor.kind(),
                factor.name(),
                totp.map(Factor.Means.Totp::closed),
                totp.map(Factor.Means.Totp::lastStep),
                passkey.map(p -> p.credential().bytes()),
                passkey.map(p -> p.publicKey().bytes()),
                passkey.map(Factor.Means.Passkey::count),
                passkey.map(Factor.Means.Passkey::backupEligible),
                factor.addedAt())
        == 1;
  }

  @Override
  public boolean useStep(SellerId seller, UUID factor, long step, Instant at) {
    return tenancy
            .as(seller)
            .run(
                """
                update access.factor set last_step = ?, used_at = ?
                where seller_id = ? and id = ? and last_step < ?
                """,
                step,
                at,
                seller.value(),
                factor,
                step)
        == 1;
  }

  @Override
  public boolean useCount(SellerId seller, UUID factor, long count, Instant at) {
    return tenancy
            .as(seller)
            .run(
                """
                update access.factor set count = ?, used_at = ?
                where seller_id = ? and id = ? and (count < ? or (count = 0 and ? = 0))
                """,
                count,
                at,
                seller.value(),
                factor,
                count,
                count)
        == 1;
  }

  @Override
  public void rename(SellerId seller, UUID factor, String name) {
    tenancy
        .as(seller)
        .run(
            "update access.factor set name = ? where seller_id = ? and id = ?",
            name,
            seller.value(),
            factor);
  }

  @Override
  public void remove(SellerId seller, UUID factor) {
    tenancy
        .as(seller)
        .run("delete from access.factor where seller_id = ? and id = ?", seller.value(), factor);
  }

  @Override
  public void replaceCodes(SellerId seller, UUID account, List<Opaque> digests, Instant at) {
    Sql sql = tenancy.as(seller);
    sql.run(
        "delete from access.recovery_code where seller_id = ? and account = ?",
        seller.value(),
        account);
    sql.batch(
        """
        insert into access.recovery_code (seller_id, account, digest, made_at) values (?, ?, ?, ?)
        """,
        digests.stream()
            .map(digest -> new Object[] {seller.value(), account, digest.bytes(), at})
            .toList());
  }

  @Override
  public boolean useCode(SellerId seller, UUID account, Opaque digest, Instant at) {
    return tenancy
            .as(seller)
            .run(
                """
                update access.recovery_code set used_at = ?
                where seller_id = ? and account = ? and digest = ? and used_at is null
                """,
                at,
                seller.value(),
                account,
                digest.bytes())
        == 1;
  }

  @Override
  public int codesLeft(SellerId seller, UUID account) {
    return (int)
        tenancy
            .as(seller)
            .count(
                """
                select count(*) from access.recovery_code
                where seller_id = ? and account = ? and used_at is null
                """,
                seller.value(),
                account);
  }
}
