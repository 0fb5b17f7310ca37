package org.lockkeeper.integration.postgres.readiness;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.lockkeeper.compliance.followups.FollowUp;
import org.lockkeeper.compliance.followups.FollowUps;
import org.lockkeeper.integration.postgres.Sql;
import org.lockkeeper.integration.postgres.Tenancy;
import org.lockkeeper.kernel.SellerId;

/** Follow-ups in {@code incidents.follow_up}. */
@ApplicationScoped
class PostgresFollowUps implements FollowUps {

  private final Tenancy tenancy;

  @Inject
  PostgresFollowUps(Tenancy tenancy) {
    this.tenancy = tenancy;
  }

  private Sql sql() {
    return tenancy.as(SellerId.PLATFORM);
  }

  @Override
  public boolean add(FollowUp f) {
    return sql()
            .run(
                """
                insert into incidents.follow_up (id, source, kind, what, owner, due_at, made_by,
                  made_at)
                values (?, ?, ?, ?, ?, ?, ?, ?) on conflict do nothing
                """,
                f.id(),
                f.source(),
                f.kind(),
                f.what(),
                f.owner(),
                f.dueAt(),
                f.madeBy(),
                f.madeAt())
        == 1;
  }

  @Override
  public boolean done(UUID id, UUID by, Instant at, String answer) {
    return sql()
            .run(
                """
                update incidents.follow_up set done_at = ?, done_by = ?, answer = ?
                where id = ? and done_at is null
                """,
                at,
                by,
                answer,
                id)
        == 1;
  }

  @Override
  public List<FollowUp> of(FollowUp.Kind kind, int most) {
    return sql()
        .list(
            """
            select * from incidents.follow_up where kind = ?
            order by done_at is not null, made_at desc, id limit ?
            """,
            row ->
                new FollowUp(
                    Sql.uuid(row, "id"),
                    row.getString("source"),
                    FollowUp.Kind.valueOf(row.getString("kind")),
                    row.getString("what"),
                    Optional.ofNullable(Sql.uuid(row, "owner")),
                    Sql.instant(row, "due_at"),
                    row.getString("made_by"),
                    Sql.instant(row, "made_at"),
                    Sql.optionalInstant(row, "done_at"),
                    Optional.ofNullable(Sql.uuid(row, "done_by")),
                    Sql.optionalText(row, "answer")),
            kind,
            most);
  }
}
