package org.lockkeeper.integration.postgres.monitoring;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.lockkeeper.compliance.monitoring.alerts.Alert;
import org.lockkeeper.compliance.monitoring.alerts.Alerts;
import org.lockkeeper.compliance.monitoring.alerts.Subject;
import org.lockkeeper.compliance.monitoring.detection.Finding;
import org.lockkeeper.compliance.monitoring.detection.Rule;
import org.lockkeeper.compliance.monitoring.detection.Signal;
import org.lockkeeper.integration.postgres.Sql;
import org.lockkeeper.integration.postgres.Tenancy;
import org.lockkeeper.kernel.SellerId;

/** Alerts in {@code audit.alert}. */
@ApplicationScoped
class PostgresAlerts implements Alerts {

  private static final String SELECT =
      """
      select id, subject, of_seller, rule, signal, usual, seen, score, span_seconds, first_at,
        last_at, learned_at, times, due_at, state, decided_by, decided_at, reason, incident
      from audit.alert where seller_id = ?
      """;

  private static final String OPEN = " and state in ('OPEN', 'ACKNOWLEDGED')";

  private final Tenancy tenancy;

  @Inject
  PostgresAlerts(Tenancy tenancy) {
    this.tenancy = tenancy;
  }

  private Sql sql() {
    return tenancy.as(SellerId.PLATFORM);
  }

  private static UUID ours() {
    return SellerId.PLATFORM.value();
  }

  @Override
  public void serialize(Subject subject, Rule rule) {
    sql()
        .exists(
            "select pg_advisory_xact_lock(hashtextextended(?, 0))",
            "alert:" + rule + ":" + subject.text());
  }

  @Override
  public Optional<Alert> gathering(Subject subject, Rule rule, Instant after) {
    return sql()
        .first(
            SELECT
                + " and subject = ? and rule = ? and first_at > ?"
                + OPEN
                + " order by first_at desc limit 1 for update",
            PostgresAlerts::alert,
            ours(),
            subject.text(),
            rule,
            after);
  }

  @Override
  public void add(Alert fresh) {
    Finding worst = fresh.worst();
    sql()
        .run(
            """
            insert into audit.alert (seller_id, id, subject, of_seller, rule, signal, usual, seen,
              score, span_seconds, first_at, last_at, learned_at, times, due_at, state)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """,
            ours(),
            fresh.id(),
            fresh.subject().text(),
            fresh.seller().map(SellerId::value),
            worst.rule(),
            worst.signal(),
            worst.usual(),
            worst.seen(),
            worst.score(),
            worst.span().toSeconds(),
            fresh.firstAt(),
            fresh.lastAt(),
            fresh.learnedAt(),
            fresh.times(),
            fresh.dueAt(),
            fresh.state());
  }

  @Override
  public void save(Alert changed) {
    Finding worst = changed.worst();
    sql()
        .run(
            """
            update audit.alert set usual = ?, seen = ?, score = ?, signal = ?, span_seconds = ?,
              last_at = ?, times = ?, state = ?, decided_by = ?, decided_at = ?, reason = ?,
              incident = ?
            where seller_id = ? and id = ?
            """,
            worst.usual(),
            worst.seen(),
            worst.score(),
            worst.signal(),
            worst.span().toSeconds(),
            changed.lastAt(),
            changed.times(),
            changed.state(),
            changed.decision().map(Alert.Decision::by),
            changed.decision().map(Alert.Decision::at),
            changed.decision().flatMap(Alert.Decision::reason),
            changed.incident(),
            ours(),
            changed.id());
  }

  @Override
  public Optional<Alert> findForUpdate(UUID id) {
    return sql().first(SELECT + " and id = ? for update", PostgresAlerts::alert, ours(), id);
  }

  @Override
  public List<Alert> open(int most) {
    return sql()
        .list(
            SELECT + OPEN + " order by score desc, last_at desc, id limit ?",
            PostgresAlerts::alert,
            ours(),
            most);
  }

  @Override
  public List<Alert> settled(int most) {
    return sql()
        .list(
            SELECT
                + " and state not in ('OPEN', 'ACKNOWLEDGED') order by decided_at desc, id limit ?",
            PostgresAlerts::alert,
            ours(),
            most);
  }

  private static Alert alert(ResultSet row) throws SQLException {
    return new Alert(
        Sql.uuid(row, "id"),
        Subject.of(row.getString("subject")),
        Optional.ofNullable(row.getObject("of_seller", UUID.class)).map(SellerId::new),
        new Finding(
            Rule.valueOf(row.getString("rule")),
            Signal.valueOf(row.getString("signal")),
            row.getDouble("usual"),
            row.getDouble("seen"),
            row.getDouble("score"),
            Duration.ofSeconds(row.getLong("span_seconds"))),
        Sql.instant(row, "first_at"),
        Sql.instant(row, "last_at"),
        Sql.optionalInstant(row, "learned_at").orElse(Sql.instant(row, "first_at")),
        row.getInt("times"),
        Sql.instant(row, "due_at"),
        Alert.State.valueOf(row.getString("state")),
        decision(row),
        Optional.ofNullable(row.getString("incident")));
  }

  private static Optional<Alert.Decision> decision(ResultSet row) throws SQLException {
    UUID by = row.getObject("decided_by", UUID.class);
    return by == null
        ? Optional.empty()
        : Optional.of(
            new Alert.Decision(
                by,
                Sql.instant(row, "decided_at"),
                Optional.ofNullable(row.getString("reason")).map(Alert.Reason::valueOf)));
  }
}
