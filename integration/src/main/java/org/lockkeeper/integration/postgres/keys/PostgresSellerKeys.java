package org.lockkeeper.integration.postgres.keys;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import org.lockkeeper.compliance.encryption.Cohort;
import org.lockkeeper.compliance.encryption.Opaque;
import org.lockkeeper.compliance.encryption.SellerKeys;
import org.lockkeeper.integration.postgres.Sql;
import org.lockkeeper.integration.postgres.Tenancy;
import org.lockkeeper.kernel.SellerId;

/** Wrapped seller keys in {@code keys.seller_key}. */
@ApplicationScoped
class PostgresSellerKeys implements SellerKeys {

  private final Tenancy tenancy;

  @Inject
  PostgresSellerKeys(Tenancy tenancy) {
    this.tenancy = tenancy;
  }

  @Override
  public Optional<Row> find(SellerId seller, Cohort cohort) {
    return tenancy
        .as(seller)
        .first(
            """
            select id, wrapped, index_bits from keys.seller_key
            where seller_id = ? and cohort = ?
            """,
            row ->
                new Row(
                    seller,
                    cohort,
                    Sql.uuid(row, "id"),
                    new Opaque(row.getBytes("wrapped")),
                    row.getInt("index_bits")),
            seller.value(),
            cohort.toString());
  }

  @Override
  public Row insertIfAbsent(Row row) {
    tenancy
        .as(row.seller())
        .run(
            """
            insert into keys.seller_key (seller_id, cohort, id, wrapped, index_bits)
            values (?, ?, ?, ?, ?) on conflict do nothing
            """,
            row.seller().value(),
            row.cohort().toString(),
            row.id(),
            row.wrapped().bytes(),
            (short) row.indexBits());
    return find(row.seller(), row.cohort()).orElseThrow();
  }

  @Override
  public List<Cohort> cohortsOf(SellerId seller) {
    return tenancy
        .as(seller)
        .list(
            "select cohort from keys.seller_key where seller_id = ?",
            row -> Cohort.parse(row.getString("cohort")),
            seller.value());
  }

  @Override
  public void forget(SellerId seller, Cohort cohort) {
    tenancy
        .as(seller)
        .run(
            "delete from keys.seller_key where seller_id = ? and cohort = ?",
            seller.value(),
            cohort.toString());
  }
}
