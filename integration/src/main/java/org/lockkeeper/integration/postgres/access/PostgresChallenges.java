package org.lockkeeper.integration.postgres.access;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.lockkeeper.compliance.access.factors.Challenges;
import org.lockkeeper.compliance.encryption.Opaque;
import org.lockkeeper.integration.postgres.Sql;
import org.lockkeeper.integration.postgres.Tenancy;
import org.lockkeeper.kernel.SellerId;

/** Challenges in {@code access.factor_challenge}, offers in {@code access.factor_offer}. */
@ApplicationScoped
class PostgresChallenges implements Challenges {

  private final Tenancy tenancy;

  @Inject
  PostgresChallenges(Tenancy tenancy) {
    this.tenancy = tenancy;
  }

  @Override
  public void keep(
      SellerId seller, UUID account, Use use, Opaque digest, Instant now, Instant endsAt) {
    Sql sql = tenancy.as(seller);
    sql.run(
        """
        delete from access.factor_challenge where seller_id = ? and account = ? and ends_at <= ?
        """,
        seller.value(),
        account,
        now);
    sql.run(
        """
        insert into access.factor_challenge (seller_id, account, digest, used_for, ends_at)
        values (?, ?, ?, ?, ?)
        """,
        seller.value(),
        account,
        digest.bytes(),
        use,
        endsAt);
  }

  @Override
  public boolean take(SellerId seller, UUID account, Use use, Opaque digest, Instant now) {
    return tenancy
            .as(seller)
            .run(
                """
                delete from access.factor_challenge
                where seller_id = ? and account = ? and digest = ? and used_for = ? and ends_at > ?
                """,
                seller.value(),
                account,
                digest.bytes(),
                use,
                now)
        == 1;
  }

  @Override
  public Optional<Offer> offer(SellerId seller, UUID account, Instant now) {
    return tenancy
        .as(seller)
        .first(
            """
            select factor, closed, ends_at from access.factor_offer
            where seller_id = ? and account = ? and ends_at > ?
            """,
            row ->
                new Offer(
                    Sql.uuid(row, "factor"), row.getString("closed"), Sql.instant(row, "ends_at")),
            seller.value(),
            account,
            now);
  }

  @Override
  public void offer(SellerId seller, UUID account, Offer offer) {
    tenancy
        .as(seller)
        .run(
            """
            insert into access.factor_offer (seller_id, account, factor, closed, ends_at)
            values (?, ?, ?, ?, ?)
            on conflict (seller_id, account) do update set
              factor = excluded.factor, closed = excluded.closed, ends_at = excluded.ends_at
            """,
            seller.value(),
            account,
            offer.factor(),
            offer.closed(),
            offer.endsAt());
  }

  @Override
  public void withdraw(SellerId seller, UUID account) {
    tenancy
        .as(seller)
        .run(
            "delete from access.factor_offer where seller_id = ? and account = ?",
            seller.value(),
            account);
  }
}
