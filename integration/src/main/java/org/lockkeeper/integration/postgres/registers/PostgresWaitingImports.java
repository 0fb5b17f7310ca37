package org.lockkeeper.integration.postgres.registers;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import java.util.UUID;
import org.lockkeeper.compliance.registers.files.FileType;
import org.lockkeeper.compliance.registers.imports.WaitingImports;
import org.lockkeeper.integration.postgres.Sql;
import org.lockkeeper.integration.postgres.Tenancy;
import org.lockkeeper.kernel.SellerId;

/** Files of findings in {@code registers.waiting_import}. */
@ApplicationScoped
class PostgresWaitingImports implements WaitingImports {

  private final Tenancy tenancy;

  @Inject
  PostgresWaitingImports(Tenancy tenancy) {
    this.tenancy = tenancy;
  }

  private Sql sql() {
    return tenancy.as(SellerId.PLATFORM);
  }

  @Override
  public void add(Waiting fresh, byte[] closed) {
    sql()
        .run(
            """
            insert into registers.waiting_import (id, tool, scan_kind, complete, release,
              scanned_on, called, type, size, sha256, brought_by, brought_at, closed)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """,
            fresh.id(),
            fresh.tool(),
            fresh.scanKind(),
            fresh.complete(),
            fresh.release(),
            fresh.scannedOn(),
            fresh.name(),
            fresh.type(),
            fresh.size(),
            fresh.sha256(),
            fresh.broughtBy(),
            fresh.broughtAt(),
            closed);
  }

  @Override
  public Optional<Waiting> find(UUID id) {
    return sql()
        .first(
            """
            select tool, scan_kind, complete, release, scanned_on, called, type, size, sha256,
              brought_by, brought_at
            from registers.waiting_import where id = ?
            """,
            row ->
                new Waiting(
                    id,
                    row.getString("tool"),
                    row.getString("scan_kind"),
                    row.getBoolean("complete"),
                    row.getString("release"),
                    row.getObject("scanned_on", LocalDate.class),
                    row.getString("called"),
                    FileType.valueOf(row.getString("type")),
                    row.getInt("size"),
                    row.getString("sha256"),
                    Sql.uuid(row, "brought_by"),
                    Sql.instant(row, "brought_at")),
            id);
  }

  @Override
  public Optional<byte[]> closed(UUID id) {
    return sql()
        .first(
            "select closed from registers.waiting_import where id = ?", row -> row.getBytes(1), id);
  }

  @Override
  public boolean remove(UUID id) {
    return sql().run("delete from registers.waiting_import where id = ?", id) == 1;
  }

  @Override
  public void serialize(String tool) {
    sql().exists("select pg_advisory_xact_lock(hashtextextended(?, 0))", "import:" + tool);
  }

  @Override
  public int removeBefore(Instant brought) {
    return sql().run("delete from registers.waiting_import where brought_at < ?", brought);
  }
}
