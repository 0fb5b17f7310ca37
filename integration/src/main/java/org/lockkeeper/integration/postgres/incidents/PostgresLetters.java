package org.lockkeeper.integration.postgres.incidents;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.lockkeeper.compliance.response.Letter;
import org.lockkeeper.compliance.response.Letters;
import org.lockkeeper.incidents.IncidentId;
import org.lockkeeper.incidents.Party;
import org.lockkeeper.integration.postgres.Sql;
import org.lockkeeper.integration.postgres.Tenancy;
import org.lockkeeper.kernel.SellerId;

/** Letters in {@code incidents.letter}. */
@ApplicationScoped
class PostgresLetters implements Letters {

  private final Tenancy tenancy;

  @Inject
  PostgresLetters(Tenancy tenancy) {
    this.tenancy = tenancy;
  }

  private Sql sql() {
    return tenancy.as(SellerId.PLATFORM);
  }

  @Override
  public boolean add(Letter fresh) {
    return sql()
            .run(
                """
                insert into incidents.letter (incident_id, id, party, mark, account, sent_to,
                  subject, body, state, drafted_by, drafted_at, next_try_at)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                on conflict do nothing
                """,
                fresh.incident().value(),
                fresh.id(),
                fresh.party(),
                fresh.mark(),
                fresh.account(),
                fresh.sentTo(),
                fresh.subject(),
                fresh.body(),
                fresh.state(),
                fresh.draftedBy(),
                fresh.draftedAt(),
                fresh.nextTryAt())
        == 1;
  }

  @Override
  public boolean edit(IncidentId incident, UUID id, String subject, String body) {
    return sql()
            .run(
                """
                update incidents.letter set subject = ?, body = ?
                where incident_id = ? and id = ? and state = 'DRAFT'
                """,
                subject,
                body,
                incident.value(),
                id)
        == 1;
  }

  @Override
  public boolean approve(IncidentId incident, UUID id, UUID by, Instant at) {
    return sql()
            .run(
                """
                update incidents.letter set state = 'READY', approved_by = ?, approved_at = ?,
                  next_try_at = ?
                where incident_id = ? and id = ? and state = 'DRAFT'
                """,
                by,
                at,
                at,
                incident.value(),
                id)
        == 1;
  }

  @Override
  public boolean drop(IncidentId incident, UUID id) {
    return sql()
            .run(
                """
                update incidents.letter set state = 'DROPPED'
                where incident_id = ? and id = ? and state = 'DRAFT'
                """,
                incident.value(),
                id)
        == 1;
  }

  @Override
  public void giveUp(IncidentId incident, UUID id, String trouble) {
    sql()
        .run(
            """
            update incidents.letter set state = 'DROPPED', next_try_at = null, trouble = ?,
              held_until = null
            where incident_id = ? and id = ? and state = 'SENDING'
            """,
            trouble,
            incident.value(),
            id);
  }

  @Override
  public Optional<Letter> find(IncidentId incident, UUID id) {
    return sql()
        .first(
            "select * from incidents.letter where incident_id = ? and id = ?",
            PostgresLetters::read,
            incident.value(),
            id);
  }

  @Override
  public List<Letter> of(IncidentId incident) {
    return sql()
        .list(
            "select * from incidents.letter where incident_id = ? order by drafted_at, id",
            PostgresLetters::read,
            incident.value());
  }

  /** How long a letter is held is real time of all nodes, so the database's clock measures it. */
  @Override
  public Optional<Letter> take(IncidentId incident, UUID id, Duration hold) {
    return sql()
        .first(
            """
            update incidents.letter
            set state = 'SENDING', held_until = clock_timestamp() + ? * interval '1 second'
            where incident_id = ? and id = ?
              and (state = 'READY' or (state = 'SENDING' and held_until <= clock_timestamp()))
            returning *
            """,
            PostgresLetters::read,
            hold.toSeconds(),
            incident.value(),
            id);
  }

  @Override
  public void sent(IncidentId incident, UUID id, Letter.Proof proof) {
    sql()
        .run(
            """
            update incidents.letter set state = 'SENT', tries = tries + 1, next_try_at = null,
              trouble = null, held_until = null, message_id = ?, sha256 = ?, answer = ?,
              sent_at = ?
            where incident_id = ? and id = ? and state = 'SENDING'
            """,
            proof.messageId(),
            proof.sha256(),
            proof.answer(),
            proof.at(),
            incident.value(),
            id);
  }

  @Override
  public void notSent(IncidentId incident, UUID id, String trouble, Instant nextTry) {
    sql()
        .run(
            """
            update incidents.letter set state = 'READY', tries = tries + 1, next_try_at = ?,
              trouble = ?, held_until = null
            where incident_id = ? and id = ? and state = 'SENDING'
            """,
            nextTry,
            trouble,
            incident.value(),
            id);
  }

  /** A next try that lies further away than any pause was noted by a clock that went back since. */
  @Override
  public List<Ref> overdue(Instant before, int most) {
    return sql()
        .list(
            """
            select incident_id, id from incidents.letter
            where (state = 'READY'
                and (next_try_at <= ? or next_try_at > ?::timestamptz + interval '16 minutes'))
               or (state = 'SENDING' and held_until <= clock_timestamp())
            order by next_try_at, id limit ?
            """,
            row -> new Ref(new IncidentId(Sql.uuid(row, "incident_id")), Sql.uuid(row, "id")),
            before,
            before,
            most);
  }

  private static Letter read(ResultSet row) throws SQLException {
    Optional<Letter.Proof> proof =
        Sql.optionalInstant(row, "sent_at").isPresent()
            ? Optional.of(
                new Letter.Proof(
                    row.getString("message_id"),
                    row.getString("sha256"),
                    row.getString("answer"),
                    Sql.instant(row, "sent_at")))
            : Optional.empty();
    return new Letter(
        new IncidentId(Sql.uuid(row, "incident_id")),
        Sql.uuid(row, "id"),
        Sql.optionalText(row, "party").map(Party::valueOf),
        Sql.optionalText(row, "mark"),
        Optional.ofNullable(row.getObject("account", UUID.class)),
        Sql.optionalText(row, "sent_to"),
        row.getString("subject"),
        row.getString("body"),
        Letter.State.valueOf(row.getString("state")),
        row.getString("drafted_by"),
        Sql.instant(row, "drafted_at"),
        Optional.ofNullable(row.getObject("approved_by", UUID.class)),
        Sql.optionalInstant(row, "approved_at"),
        row.getInt("tries"),
        Sql.optionalInstant(row, "next_try_at"),
        Sql.optionalText(row, "trouble"),
        proof);
  }
}
