package org.lockkeeper.integration.postgres.pack;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.lockkeeper.compliance.pack.Attestation;
import org.lockkeeper.compliance.pack.GapPlan;
import org.lockkeeper.compliance.pack.PackBooks;
import org.lockkeeper.compliance.pack.Questionnaire;
import org.lockkeeper.integration.postgres.Sql;
import org.lockkeeper.integration.postgres.Tenancy;
import org.lockkeeper.kernel.SellerId;

/** {@code audit.gap_plan}, {@code audit.attestation} and {@code audit.questionnaire}. */
@ApplicationScoped
class PostgresPackBooks implements PackBooks {

  private final Tenancy tenancy;

  @Inject
  PostgresPackBooks(Tenancy tenancy) {
    this.tenancy = tenancy;
  }

  private Sql sql() {
    return tenancy.as(SellerId.PLATFORM);
  }

  private static UUID ours() {
    return SellerId.PLATFORM.value();
  }

  @Override
  public void add(GapPlan fresh) {
    sql()
        .run(
            """
            insert into audit.gap_plan
              (seller_id, id, proof, held_by, due_on, plan, entered_by, entered_at)
            values (?, ?, ?, ?, ?, ?, ?, ?)
            """,
            ours(),
            fresh.id(),
            fresh.proof(),
            fresh.owner(),
            fresh.dueOn(),
            fresh.text(),
            fresh.enteredBy(),
            fresh.enteredAt());
  }

  @Override
  public Map<String, GapPlan> plans() {
    return sql()
        .list(
            """
            select distinct on (proof) id, proof, held_by, due_on, plan, entered_by, entered_at
            from audit.gap_plan where seller_id = ? order by proof, entered_at desc, id desc
            """,
            row ->
                new GapPlan(
                    Sql.uuid(row, "id"),
                    row.getString("proof"),
                    GapPlan.Owner.valueOf(row.getString("held_by")),
                    row.getObject("due_on", LocalDate.class),
                    row.getString("plan"),
                    Sql.uuid(row, "entered_by"),
                    Sql.instant(row, "entered_at")),
            ours())
        .stream()
        .collect(Collectors.toUnmodifiableMap(GapPlan::proof, Function.identity()));
  }

  @Override
  public void add(Attestation fresh) {
    sql()
        .run(
            """
            insert into audit.attestation
              (seller_id, id, proof, shown_on, kept_at, sha256, entered_by, entered_at)
            values (?, ?, ?, ?, ?, ?, ?, ?)
            """,
            ours(),
            fresh.id(),
            fresh.proof(),
            fresh.shownOn(),
            fresh.where(),
            fresh.sha256(),
            fresh.enteredBy(),
            fresh.enteredAt());
  }

  @Override
  public Map<String, Attestation> attested() {
    return sql()
        .list(
            """
            select distinct on (proof) id, proof, shown_on, kept_at, sha256, entered_by, entered_at
            from audit.attestation where seller_id = ?
            order by proof, shown_on desc, entered_at desc, id desc
            """,
            PostgresPackBooks::attestation,
            ours())
        .stream()
        .collect(Collectors.toUnmodifiableMap(Attestation::proof, Function.identity()));
  }

  @Override
  public List<Attestation> attested(String proof, int most) {
    return sql()
        .list(
            """
            select id, proof, shown_on, kept_at, sha256, entered_by, entered_at
            from audit.attestation where seller_id = ? and proof = ?
            order by shown_on desc, entered_at desc, id desc limit ?
            """,
            PostgresPackBooks::attestation,
            ours(),
            proof,
            most);
  }

  private static Attestation attestation(ResultSet row) throws SQLException {
    return new Attestation(
        Sql.uuid(row, "id"),
        row.getString("proof"),
        row.getObject("shown_on", LocalDate.class),
        row.getString("kept_at"),
        Optional.ofNullable(row.getString("sha256")),
        Sql.uuid(row, "entered_by"),
        Sql.instant(row, "entered_at"));
  }

  @Override
  public void add(Questionnaire fresh) {
    sql()
        .run(
            """
            insert into audit.questionnaire
              (seller_id, id, asked_by, reference, asked_on, due_on, entered_by, entered_at)
            values (?, ?, ?, ?, ?, ?, ?, ?)
            """,
            ours(),
            fresh.id(),
            fresh.askedBy(),
            fresh.reference(),
            fresh.askedOn(),
            fresh.dueOn(),
            fresh.enteredBy(),
            fresh.enteredAt());
  }

  @Override
  public List<Questionnaire> questionnaires(int most) {
    return sql()
        .list(
            """
            select * from audit.questionnaire where seller_id = ?
            order by answered_on is not null, case when answered_on is null then due_on end,
              asked_on desc, id limit ?
            """,
            PostgresPackBooks::questionnaire,
            ours(),
            most);
  }

  @Override
  public Optional<Questionnaire> questionnaire(UUID id) {
    return sql()
        .first(
            "select * from audit.questionnaire where seller_id = ? and id = ?",
            PostgresPackBooks::questionnaire,
            ours(),
            id);
  }

  @Override
  public boolean answered(UUID questionnaire, LocalDate on, int pack) {
    return sql()
            .run(
                """
                update audit.questionnaire set answered_on = ?, pack = ?
                where seller_id = ? and id = ? and answered_on is null
                """,
                on,
                pack,
                ours(),
                questionnaire)
        == 1;
  }

  private static Questionnaire questionnaire(ResultSet row) throws SQLException {
    return new Questionnaire(
        Sql.uuid(row, "id"),
        Questionnaire.AskedBy.valueOf(row.getString("asked_by")),
        row.getString("reference"),
        row.getObject("asked_on", LocalDate.class),
        row.getObject("due_on", LocalDate.class),
        Sql.uuid(row, "entered_by"),
        Sql.instant(row, "entered_at"),
        Optional.ofNullable(row.getObject("answered_on", LocalDate.class)),
        Optional.ofNullable(row.getObject("pack", Integer.class)));
  }
}
