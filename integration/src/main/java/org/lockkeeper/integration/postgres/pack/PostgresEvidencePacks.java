package org.lockkeeper.integration.postgres.pack;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.lockkeeper.compliance.pack.EvidencePack;
import org.lockkeeper.compliance.pack.EvidencePacks;
import org.lockkeeper.integration.postgres.Sql;
import org.lockkeeper.integration.postgres.Tenancy;
import org.lockkeeper.kernel.SellerId;

/** {@code audit.evidence_pack}. */
@ApplicationScoped
class PostgresEvidencePacks implements EvidencePacks {

  private static final String COLUMNS =
      """
      select id, number, edition, asked_by, asked_at, state, done, total, made_at, sha256,
        octet_length(content) as bytes, yes_count, no_count, open_tasks, key_id
      from audit.evidence_pack where seller_id = ?
      """;

  private final Tenancy tenancy;

  @Inject
  PostgresEvidencePacks(Tenancy tenancy) {
    this.tenancy = tenancy;
  }

  private Sql sql() {
    return tenancy.as(SellerId.PLATFORM);
  }

  private static UUID ours() {
    return SellerId.PLATFORM.value();
  }

  @Override
  public boolean add(EvidencePack fresh) {
    return sql()
            .run(
                """
                insert into audit.evidence_pack
                  (seller_id, id, number, edition, asked_by, asked_at, state, done, total)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?) on conflict do nothing
                """,
                ours(),
                fresh.id(),
                fresh.number(),
                fresh.edition(),
                fresh.askedBy(),
                fresh.askedAt(),
                fresh.state(),
                fresh.done(),
                fresh.total())
        == 1;
  }

  @Override
  public int nextNumber() {
    return Math.toIntExact(
        sql()
            .count(
                "select coalesce(max(number), 0) + 1 from audit.evidence_pack where seller_id = ?",
                ours()));
  }

  @Override
  public Optional<EvidencePack> find(UUID id) {
    return sql().first(COLUMNS + " and id = ?", PostgresEvidencePacks::pack, ours(), id);
  }

  @Override
  public List<EvidencePack> newest(int most) {
    return sql()
        .list(COLUMNS + " order by number desc limit ?", PostgresEvidencePacks::pack, ours(), most);
  }

  @Override
  public void progress(UUID id, int done) {
    sql()
        .run(
            """
            update audit.evidence_pack set done = ?
            where seller_id = ? and id = ? and state = 'MAKING'
            """,
            done,
            ours(),
            id);
  }

  @Override
  public boolean ready(
      UUID id, EvidencePack.Result result, byte[] zip, byte[] answers, String jwk) {
    return sql()
            .run(
                """
                update audit.evidence_pack set state = 'READY', done = total, made_at = ?,
                  sha256 = ?, yes_count = ?, no_count = ?, open_tasks = ?, key_id = ?, jwk = ?,
                  answers = ?, content = ?
                where seller_id = ? and id = ? and state = 'MAKING'
                """,
                result.madeAt(),
                result.sha256(),
                result.yes(),
                result.no(),
                result.openTasks(),
                result.keyId(),
                jwk,
                answers,
                zip,
                ours(),
                id)
        == 1;
  }

  @Override
  public void failed(UUID id, Instant at) {
    sql()
        .run(
            """
            update audit.evidence_pack set state = 'FAILED'
            where seller_id = ? and id = ? and state = 'MAKING'
            """,
            ours(),
            id);
  }

  @Override
  public Optional<byte[]> zip(UUID id) {
    return bytes("content", id);
  }

  @Override
  public Optional<byte[]> answers(UUID id) {
    return bytes("answers", id);
  }

  private Optional<byte[]> bytes(String column, UUID id) {
    return sql()
        .first(
            "select "
                + column
                + " from audit.evidence_pack where seller_id = ? and id = ? and state = 'READY'",
            row -> row.getBytes(1),
            ours(),
            id);
  }

  @Override
  public List<String> keys() {
    return sql()
        .list(
            """
            select jwk from audit.evidence_pack where seller_id = ? and jwk is not null
            group by jwk order by min(number)
            """,
            row -> row.getString("jwk"),
            ours());
  }

  private static EvidencePack pack(ResultSet row) throws SQLException {
    EvidencePack.State state = EvidencePack.State.valueOf(row.getString("state"));
    Optional<EvidencePack.Result> result =
        state == EvidencePack.State.READY
            ? Optional.of(
                new EvidencePack.Result(
                    Sql.instant(row, "made_at"),
                    row.getString("sha256"),
                    row.getLong("bytes"),
                    row.getInt("yes_count"),
                    row.getInt("no_count"),
                    row.getInt("open_tasks"),
                    row.getString("key_id")))
            : Optional.empty();
    return new EvidencePack(
        Sql.uuid(row, "id"),
        row.getInt("number"),
        row.getObject("edition", LocalDate.class),
        Sql.uuid(row, "asked_by"),
        Sql.instant(row, "asked_at"),
        state,
        row.getInt("done"),
        row.getInt("total"),
        result);
  }
}
