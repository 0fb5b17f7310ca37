package org.lockkeeper.integration.postgres.pack;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.lockkeeper.compliance.pack.PackFacts;
import org.lockkeeper.integration.postgres.Sql;
import org.lockkeeper.integration.postgres.Tenancy;
import org.lockkeeper.kernel.SellerId;

/** Counts over all sellers, and what the catalogue of the database says. */
@ApplicationScoped
class PostgresPackFacts implements PackFacts {

  private static final String TENANT_TABLES =
      """
      from pg_class c join pg_namespace n on n.oid = c.relnamespace
      join pg_attribute a on a.attrelid = c.oid and a.attname = 'seller_id'
      where c.relkind in ('r', 'p') and n.nspname not like 'pg_%'
      """;

  private static final String PERSONAL =
      """
      select a.attrelid::regclass || '.' || a.attname as name from pg_attribute a
      where col_description(a.attrelid, a.attnum) like 'PERSONAL DATA%'
      """;

  private final Tenancy tenancy;

  @Inject
  PostgresPackFacts(Tenancy tenancy) {
    this.tenancy = tenancy;
  }

  private Sql sql() {
    return tenancy.as(SellerId.PLATFORM);
  }

  @Override
  public Map<Figure, Long> figures(Instant now) {
    return figures("select figure, n from audit.figures_for_proofs(?)", now);
  }

  @Override
  public Map<Figure, Long> orderFigures(Instant now) {
    return figures("select figure, n from audit.order_figures_for_proofs(?)", now);
  }

  private Map<Figure, Long> figures(String query, Instant now) {
    Map<Figure, Long> all = new EnumMap<>(Figure.class);
    for (Line line :
        sql()
            .list(
                query,
                row -> new Line(Figure.valueOf(row.getString("figure")), row.getLong("n")),
                now)) {
      all.put(line.figure(), line.n());
    }
    return all;
  }

  private record Line(Figure figure, long n) {}

  private List<String> names(String query) {
    return sql().list(query, row -> row.getString("name"));
  }

  @Override
  public int tenantTables() {
    return Math.toIntExact(sql().count("select count(*) " + TENANT_TABLES));
  }

  @Override
  public List<String> tablesWithoutWall() {
    return names(
        "select c.oid::regclass::text as name "
            + TENANT_TABLES
            + " and not (c.relrowsecurity and c.relforcerowsecurity) order by 1");
  }

  @Override
  public List<String> personalColumns() {
    return names(PERSONAL + " order by 1");
  }

  @Override
  public List<String> openPersonalColumns() {
    return names(
        PERSONAL
            + """
             and not (a.attname like 'sealed_%' and a.atttypid = 'bytea'::regtype)
             and not (a.attrelid::regclass::text = 'keys.look_up_token' and a.attname = 'token'
               and a.atttypid = 'integer'::regtype)
            order by 1
            """);
  }

  @Override
  public List<String> rightsOverAudit() {
    return names(
        """
        with wanted (rolname) as (
          values ('lockkeeper_portal'::name), ('lockkeeper_jobs'), ('lockkeeper_auditor')
          union select current_user)
        select r.rolname || ' ' || lower(p.right_) as name
        from wanted join pg_roles r using (rolname),
          unnest(array['UPDATE', 'DELETE', 'TRUNCATE', 'TRIGGER']) p(right_)
        where has_table_privilege(r.oid, 'audit.audit_event', p.right_)
          or (p.right_ = 'UPDATE'
            and has_any_column_privilege(r.oid, 'audit.audit_event', p.right_))
        union all
        select w.rolname || ' is not there to be looked at' from wanted w
        where not exists (select from pg_roles r where r.rolname = w.rolname)
        order by 1
        """);
  }

  @Override
  public List<String> openSecretColumns() {
    return names(
        """
        select a.attrelid::regclass || '.' || a.attname as name
        from pg_attribute a join pg_class c on c.oid = a.attrelid
        join pg_namespace n on n.oid = c.relnamespace
        where c.relkind in ('r', 'p') and n.nspname in ('access', 'credentials')
          and a.attnum > 0 and not a.attisdropped
          and a.atttypid in ('text'::regtype, 'varchar'::regtype)
          and a.attname ~ '(secret|token|password|private|seed)'
          and a.attname !~ '(hash|digest|_ref$|_path$|_style$|_name$|closed|sealed)'
        order by 1
        """);
  }
}
