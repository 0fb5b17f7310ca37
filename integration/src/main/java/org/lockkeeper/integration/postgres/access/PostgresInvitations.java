package org.lockkeeper.integration.postgres.access;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.lockkeeper.compliance.access.people.Invitations;
import org.lockkeeper.compliance.encryption.Opaque;
import org.lockkeeper.integration.postgres.Sql;
import org.lockkeeper.integration.postgres.Tenancy;
import org.lockkeeper.kernel.SellerId;

/** Invitations in {@code access.invitation}. */
@ApplicationScoped
class PostgresInvitations implements Invitations {

  private static final String SELECT =
      "select seller_id, account_id, invited_by, invited_at, ends_at from access.invitation where ";

  private final Tenancy tenancy;

  @Inject
  PostgresInvitations(Tenancy tenancy) {
    this.tenancy = tenancy;
  }

  @Override
  public void put(Invitation fresh) {
    tenancy
        .as(fresh.seller())
        .run(
            """
            insert into access.invitation (seller_id, account_id, invited_by, invited_at, ends_at)
            values (?, ?, ?, ?, ?)
            on conflict (seller_id, account_id) do update set invited_by = excluded.invited_by,
              invited_at = excluded.invited_at, ends_at = excluded.ends_at, digest = null,
              closed_at = null, outcome = null
            """,
            fresh.seller().value(),
            fresh.account(),
            fresh.invitedBy(),
            fresh.invitedAt(),
            fresh.endsAt());
  }

  @Override
  public List<Invitation> waiting(SellerId seller) {
    return tenancy
        .as(seller)
        .list(
            SELECT + "seller_id = ? and closed_at is null order by invited_at, account_id",
            PostgresInvitations::read,
            seller.value());
  }

  @Override
  public Optional<Invitation> waiting(SellerId seller, UUID account) {
    return tenancy
        .as(seller)
        .first(
            SELECT + "seller_id = ? and account_id = ? and closed_at is null",
            PostgresInvitations::read,
            seller.value(),
            account);
  }

  @Override
  public Optional<Invitation> last(SellerId seller, UUID account) {
    return tenancy
        .as(seller)
        .first(
            SELECT + "seller_id = ? and account_id = ?",
            PostgresInvitations::read,
            seller.value(),
            account);
  }

  @Override
  public void code(SellerId seller, UUID account, Opaque digest) {
    tenancy
        .as(seller)
        .run(
            """
            update access.invitation set digest = ?
            where seller_id = ? and account_id = ? and closed_at is null
            """,
            digest.bytes(),
            seller.value(),
            account);
  }

  @Override
  public Optional<Invitation> byCode(Opaque digest) {
    return tenancy
        .knowing(Tenancy.Key.INVITATION, digest.bytes())
        .first(SELECT + "digest = ?", PostgresInvitations::read, (Object) digest.bytes());
  }

  @Override
  public boolean close(SellerId seller, UUID account, Outcome outcome, Instant at) {
    return tenancy
            .as(seller)
            .run(
                """
                update access.invitation set closed_at = ?, outcome = ?, digest = null
                where seller_id = ? and account_id = ? and closed_at is null
                """,
                at,
                outcome,
                seller.value(),
                account)
        == 1;
  }

  private static Invitation read(ResultSet row) throws SQLException {
    return new Invitation(
        new SellerId(Sql.uuid(row, "seller_id")),
        Sql.uuid(row, "account_id"),
        Sql.uuid(row, "invited_by"),
        Sql.instant(row, "invited_at"),
        Sql.instant(row, "ends_at"));
  }
}
