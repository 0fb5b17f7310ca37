package org.lockkeeper.integration.postgres;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.util.List;
import org.lockkeeper.compliance.access.Readiness;

/** Whether the database answers. */
@ApplicationScoped
class SchemaCheck implements Readiness {

  private final Tenancy tenancy;

  @Inject
  SchemaCheck(Tenancy tenancy) {
    this.tenancy = tenancy;
  }

  @Override
  @Transactional(Transactional.TxType.REQUIRES_NEW)
  public boolean databaseAnswers() {
    return tenancy
        .ofNobody()
        .exists(
            "select to_regclass('orders.sales_order') where to_regclass('orders.sales_order') is"
                + " not null");
  }

  @Override
  @Transactional(Transactional.TxType.REQUIRES_NEW)
  public List<String> excessRights() {
    return tenancy
        .ofNobody()
        .list(
            """
            select 'The database role ' || rolname || ' is a superuser.' as sentence
            from pg_roles where rolname = current_user and rolsuper
            union all
            select 'The database role ' || rolname || ' passes row-level security by.'
            from pg_roles where rolname = current_user and rolbypassrls
            union all
            select 'The database role ' || current_user || ' owns tables of the product.'
            where exists (
              select from pg_class c join pg_namespace n on n.oid = c.relnamespace
              where n.nspname in ('orders', 'credentials', 'access', 'audit', 'keys', 'retention',
                'incidents')
                and pg_has_role(current_user, c.relowner, 'member'))
            """,
            row -> row.getString("sentence"));
  }
}
