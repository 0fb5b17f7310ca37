package org.lockkeeper.integration.postgres.registers;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.lockkeeper.compliance.registers.files.EvidenceFile;
import org.lockkeeper.compliance.registers.files.EvidenceFiles;
import org.lockkeeper.compliance.registers.files.FileType;
import org.lockkeeper.integration.postgres.Sql;
import org.lockkeeper.integration.postgres.Tenancy;
import org.lockkeeper.kernel.SellerId;

/** Files in {@code registers.evidence}, which takes no change. */
@ApplicationScoped
class PostgresEvidenceFiles implements EvidenceFiles {

  private static final String COLUMNS =
      "select entry_id, id, called, type, size, sha256, expires_on, kept_by, kept_at"
          + " from registers.evidence v";

  private final Tenancy tenancy;

  @Inject
  PostgresEvidenceFiles(Tenancy tenancy) {
    this.tenancy = tenancy;
  }

  private Sql sql() {
    return tenancy.as(SellerId.PLATFORM);
  }

  @Override
  public void add(EvidenceFile file, byte[] closed) {
    sql()
        .run(
            """
            insert into registers.evidence (entry_id, id, called, type, size, sha256, expires_on,
              kept_by, kept_at, closed)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """,
            file.entry(),
            file.id(),
            file.name(),
            file.type(),
            file.size(),
            file.sha256(),
            file.expiresOn(),
            file.keptBy(),
            file.keptAt(),
            closed);
  }

  @Override
  public List<EvidenceFile> of(UUID entry) {
    return sql()
        .list(
            COLUMNS + " where entry_id = ? order by kept_at desc, id desc limit 200",
            PostgresEvidenceFiles::file,
            entry);
  }

  @Override
  public Optional<EvidenceFile> find(UUID id) {
    return sql().first(COLUMNS + " where id = ?", PostgresEvidenceFiles::file, id);
  }

  @Override
  public Optional<byte[]> closed(UUID id) {
    return sql()
        .first("select closed from registers.evidence where id = ?", row -> row.getBytes(1), id);
  }

  @Override
  public List<EvidenceFile> expiring(LocalDate from, LocalDate until, int most) {
    return sql()
        .list(
            COLUMNS
                + """
                 where expires_on between ? and ? and not exists (
                  select from registers.evidence n
                  where n.entry_id = v.entry_id and n.expires_on > v.expires_on)
                order by expires_on, id limit ?
                """,
            PostgresEvidenceFiles::file,
            from,
            until,
            most);
  }

  private static EvidenceFile file(ResultSet row) throws SQLException {
    return new EvidenceFile(
        Sql.uuid(row, "id"),
        Sql.uuid(row, "entry_id"),
        row.getString("called"),
        FileType.valueOf(row.getString("type")),
        row.getInt("size"),
        row.getString("sha256"),
        row.getObject("expires_on", LocalDate.class),
        Sql.uuid(row, "kept_by"),
        Sql.instant(row, "kept_at"));
  }
}
