package org.lockkeeper.integration.postgres.access;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.lockkeeper.compliance.access.Cidr;
import org.lockkeeper.compliance.access.Role;
import org.lockkeeper.compliance.access.networks.AllowedNetworks;
import org.lockkeeper.integration.postgres.Sql;
import org.lockkeeper.integration.postgres.Tenancy;
import org.lockkeeper.kernel.SellerId;

/** Lists of networks in {@code access.allowed_network}. */
@ApplicationScoped
class PostgresAllowedNetworks implements AllowedNetworks {

  private final Tenancy tenancy;

  @Inject
  PostgresAllowedNetworks(Tenancy tenancy) {
    this.tenancy = tenancy;
  }

  @Override
  public List<Allowed> of(SellerId seller, Optional<Role> role) {
    return tenancy
        .as(seller)
        .list(
            """
            select id, role, range, note, added_by, added_at from access.allowed_network
            where seller_id = ? and role = ? order by added_at, id
            """,
            row ->
                new Allowed(
                    Sql.uuid(row, "id"),
                    Optional.of(row.getString("role")).filter(r -> !r.isEmpty()).map(Role::valueOf),
                    Cidr.parse(row.getString("range")).orElseThrow(),
                    row.getString("note"),
                    Sql.uuid(row, "added_by"),
                    Sql.instant(row, "added_at")),
            seller.value(),
            role.map(Enum::name).orElse(""));
  }

  @Override
  public void add(SellerId seller, Allowed allowed) {
    tenancy
        .as(seller)
        .run(
            """
            insert into access.allowed_network
              (seller_id, id, role, range, note, added_by, added_at)
            values (?, ?, ?, ?::inet::cidr::text, ?, ?, ?)
            """,
            seller.value(),
            allowed.id(),
            allowed.role().map(Enum::name).orElse(""),
            allowed.range().toString(),
            allowed.note(),
            allowed.addedBy(),
            allowed.addedAt());
  }

  @Override
  public void remove(SellerId seller, UUID id) {
    tenancy
        .as(seller)
        .run(
            "delete from access.allowed_network where seller_id = ? and id = ?",
            seller.value(),
            id);
  }

  @Override
  public void lock(SellerId seller) {
    tenancy
        .as(seller)
        .exists("select pg_advisory_xact_lock(hashtextextended(?, 33))", seller.toString());
  }
}
