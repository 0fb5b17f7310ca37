package org.lockkeeper.integration.postgres.incidents;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.lockkeeper.incidents.Evidence;
import org.lockkeeper.incidents.EvidenceLocker;
import org.lockkeeper.incidents.IncidentId;
import org.lockkeeper.integration.postgres.Sql;
import org.lockkeeper.integration.postgres.Tenancy;
import org.lockkeeper.kernel.SellerId;

/** The locker in {@code incidents.evidence}, which takes no change. */
@ApplicationScoped
class PostgresLocker implements EvidenceLocker {

  private final Tenancy tenancy;

  @Inject
  PostgresLocker(Tenancy tenancy) {
    this.tenancy = tenancy;
  }

  private Sql sql() {
    return tenancy.as(SellerId.PLATFORM);
  }

  @Override
  public void keep(Evidence item, byte[] bytes) {
    sql()
        .run(
            """
            insert into incidents.evidence (incident_id, id, label, media_type, sha256, bytes,
              collected_by, collected_at)
            values (?, ?, ?, ?, ?, ?, ?, ?)
            """,
            item.incident().value(),
            item.id(),
            item.label(),
            item.mediaType(),
            item.sha256(),
            bytes,
            item.collectedBy(),
            item.collectedAt());
    item.custody().forEach(hand -> handedOver(item.incident(), item.id(), hand));
  }

  @Override
  public List<Evidence> of(IncidentId incident) {
    return sql()
        .list(
            """
            select id, label, media_type, sha256, length(bytes) as size, collected_by,
              collected_at
            from incidents.evidence where incident_id = ? order by place
            """,
            row ->
                new Evidence(
                    Sql.uuid(row, "id"),
                    incident,
                    row.getString("label"),
                    row.getString("media_type"),
                    row.getString("sha256"),
                    row.getLong("size"),
                    row.getString("collected_by"),
                    Sql.instant(row, "collected_at"),
                    List.of()),
            incident.value())
        .stream()
        .map(this::withCustody)
        .toList();
  }

  private Evidence withCustody(Evidence item) {
    return new Evidence(
        item.id(),
        item.incident(),
        item.label(),
        item.mediaType(),
        item.sha256(),
        item.size(),
        item.collectedBy(),
        item.collectedAt(),
        sql()
            .list(
                """
                select from_whom, to_whom, why, at from incidents.custody
                where incident_id = ? and evidence_id = ? order by place
                """,
                row ->
                    new Evidence.Handover(
                        row.getString("from_whom"),
                        row.getString("to_whom"),
                        row.getString("why"),
                        Sql.instant(row, "at")),
                item.incident().value(),
                item.id()));
  }

  @Override
  public Optional<byte[]> bytes(IncidentId incident, UUID id) {
    return sql()
        .first(
            "select bytes from incidents.evidence where incident_id = ? and id = ?",
            row -> row.getBytes(1),
            incident.value(),
            id);
  }

  @Override
  public void handedOver(IncidentId incident, UUID id, Evidence.Handover handover) {
    sql()
        .run(
            """
            insert into incidents.custody (incident_id, evidence_id, from_whom, to_whom, why, at)
            values (?, ?, ?, ?, ?, ?)
            """,
            incident.value(),
            id,
            handover.from(),
            handover.to(),
            handover.why(),
            handover.at());
  }

  @Override
  public long held(IncidentId incident) {
    return sql()
        .count(
            "select coalesce(sum(length(bytes)), 0) from incidents.evidence where incident_id = ?",
            incident.value());
  }
}
