package org.lockkeeper.integration.postgres.readiness;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Timestamp;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.lockkeeper.compliance.plan.PlanSection;
import org.lockkeeper.compliance.plan.PlanVersion;
import org.lockkeeper.compliance.plan.Plans;
import org.lockkeeper.integration.postgres.Sql;
import org.lockkeeper.integration.postgres.Tenancy;
import org.lockkeeper.kernel.SellerId;

/** The plan in {@code incidents.plan_version}, its sections and sign-offs. */
@ApplicationScoped
class PostgresPlans implements Plans {

  private final Tenancy tenancy;

  @Inject
  PostgresPlans(Tenancy tenancy) {
    this.tenancy = tenancy;
  }

  private Sql sql() {
    return tenancy.as(SellerId.PLATFORM);
  }

  @Override
  public void serialize() {
    sql().exists("select pg_advisory_xact_lock(hashtext('incidents.plan_version'))");
  }

  @Override
  public Optional<PlanVersion> inForce() {
    return all("where state = 'IN_FORCE'").stream().findFirst();
  }

  @Override
  public Optional<PlanVersion> open() {
    return all("where state in ('DRAFT', 'PROPOSED')").stream().findFirst();
  }

  @Override
  public Optional<PlanVersion> find(UUID id) {
    return all("where id = ?", id).stream().findFirst();
  }

  @Override
  public List<PlanVersion> versions() {
    return all("where number is not null order by number desc");
  }

  private List<PlanVersion> all(String which, Object... values) {
    Sql sql = sql();
    return sql
        .list(
            "select * from incidents.plan_version " + which,
            row ->
                new PlanVersion(
                    Sql.uuid(row, "id"),
                    Optional.ofNullable(row.getObject("number", Integer.class)),
                    PlanVersion.State.valueOf(row.getString("state")),
                    row.getString("why"),
                    Optional.ofNullable(Sql.uuid(row, "written_by")),
                    Sql.instant(row, "written_at"),
                    Optional.ofNullable(Sql.uuid(row, "decided_by")),
                    Sql.optionalInstant(row, "decided_at"),
                    Sql.optionalInstant(row, "replaced_at"),
                    Map.of()),
            values)
        .stream()
        .map(version -> with(version, sections(sql, version.id())))
        .toList();
  }

  private static Map<PlanSection, String> sections(Sql sql, UUID version) {
    Map<PlanSection, String> sections = new EnumMap<>(PlanSection.class);
    sql.list(
            "select section, body from incidents.plan_section where version_id = ?",
            row -> Map.entry(PlanSection.valueOf(row.getString("section")), row.getString("body")),
            version)
        .forEach(one -> sections.put(one.getKey(), one.getValue()));
    return sections;
  }

  private static PlanVersion with(PlanVersion v, Map<PlanSection, String> sections) {
    return new PlanVersion(
        v.id(),
        v.number(),
        v.state(),
        v.why(),
        v.writtenBy(),
        v.writtenAt(),
        v.decidedBy(),
        v.decidedAt(),
        v.replacedAt(),
        sections);
  }

  @Override
  public void add(PlanVersion v) {
    Sql sql = sql();
    sql.run(
        """
        insert into incidents.plan_version (id, number, state, why, written_by, written_at,
          decided_by, decided_at)
        values (?, ?, ?, ?, ?, ?, ?, ?)
        """,
        v.id(),
        v.number(),
        v.state(),
        v.why(),
        v.writtenBy(),
        v.writtenAt(),
        v.decidedBy(),
        v.decidedAt().map(Timestamp::from));
    v.sections()
        .forEach(
            (section, body) ->
                sql.run(
                    """
                    insert into incidents.plan_section (version_id, section, body)
                    values (?, ?, ?)
                    """,
                    v.id(),
                    section,
                    body));
    v.writtenBy().ifPresent(writer -> wrote(sql, v.id(), writer));
  }

  private static void wrote(Sql sql, UUID version, UUID writer) {
    sql.run(
        """
        insert into incidents.plan_writer (version_id, account_id) values (?, ?)
        on conflict do nothing
        """,
        version,
        writer);
  }

  @Override
  public Set<UUID> writers(UUID version) {
    return Set.copyOf(
        sql()
            .list(
                "select account_id from incidents.plan_writer where version_id = ?",
                row -> Sql.uuid(row, "account_id"),
                version));
  }

  @Override
  public void move(PlanVersion v) {
    sql()
        .run(
            """
            update incidents.plan_version set number = ?, state = ?, decided_by = ?,
              decided_at = ?, replaced_at = ?
            where id = ?
            """,
            v.number(),
            v.state(),
            v.decidedBy(),
            v.decidedAt().map(Timestamp::from),
            v.replacedAt().map(Timestamp::from),
            v.id());
  }

  @Override
  public void write(PlanVersion v) {
    Sql sql = sql();
    sql.run(
        "update incidents.plan_version set written_by = ?, written_at = ? where id = ?",
        v.writtenBy(),
        v.writtenAt(),
        v.id());
    v.sections()
        .forEach(
            (section, body) ->
                sql.run(
                    """
                    update incidents.plan_section set body = ? where version_id = ? and section = ?
                    """,
                    body,
                    v.id(),
                    section));
    v.writtenBy().ifPresent(writer -> wrote(sql, v.id(), writer));
  }

  @Override
  public void sign(SignOff s) {
    sql()
        .run(
            """
            insert into incidents.plan_sign_off (id, version_id, words, signed_by, signed_at)
            values (?, ?, ?, ?, ?)
            """,
            s.id(),
            s.version(),
            s.words(),
            s.by(),
            s.at());
  }

  @Override
  public List<SignOff> signOffs(int most) {
    return sql()
        .list(
            "select * from incidents.plan_sign_off order by signed_at desc, id desc limit ?",
            row ->
                new SignOff(
                    Sql.uuid(row, "id"),
                    Sql.uuid(row, "version_id"),
                    row.getString("words"),
                    Sql.uuid(row, "signed_by"),
                    Sql.instant(row, "signed_at")),
            most);
  }
}
