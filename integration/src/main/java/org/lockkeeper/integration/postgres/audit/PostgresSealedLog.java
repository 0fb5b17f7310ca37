package org.lockkeeper.integration.postgres.audit;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.lockkeeper.compliance.audit.LogLine;
import org.lockkeeper.compliance.audit.LogTree;
import org.lockkeeper.compliance.audit.SealedLog;
import org.lockkeeper.compliance.audit.Verification;
import org.lockkeeper.integration.postgres.Sql;
import org.lockkeeper.integration.postgres.Tenancy;
import org.lockkeeper.kernel.SellerId;
import org.lockkeeper.proof.Checkpoint;
import org.lockkeeper.proof.Inclusion;
import org.lockkeeper.proof.TlogProof;

/** Receipts and the state of the chain. An entry is found within its seller's walls only. */
@ApplicationScoped
@Transactional
class PostgresSealedLog implements SealedLog {

  private static final int MOST_COUNTED = 100_000;

  private final Tenancy tenancy;

  @Inject
  PostgresSealedLog(Tenancy tenancy) {
    this.tenancy = tenancy;
  }

  /** Where an entry was sealed. */
  private record Spot(int epoch, long index, LogLine line) {}

  @Override
  public Optional<Receipt> receipt(SellerId seller, UUID entry) {
    Sql sql = tenancy.as(seller);
    return sql.first(
            """
            select s.epoch, s.index, s.seller_id, s.entry, e.at, e.actor, e.action, e.object,
              e.facts::text as facts
            from audit.sealed_entry s
            join audit.audit_event e on e.seller_id = s.seller_id and e.id = s.entry
            where s.seller_id = ? and s.entry = ?
            """,
            row ->
                new Spot(
                    row.getInt("epoch"),
                    row.getLong("index"),
                    new LogLine(
                        Sql.uuid(row, "seller_id"),
                        Sql.uuid(row, "entry"),
                        Sql.instant(row, "at"),
                        row.getString("actor"),
                        row.getString("action"),
                        row.getString("object"),
                        FactsJson.read(row.getString("facts")))),
            seller.value(),
            entry)
        .flatMap(spot -> receipt(sql, spot));
  }

  private static Optional<Receipt> receipt(Sql sql, Spot spot) {
    return sql.first(
            """
            select epoch, size, note, signed_at, published_at, witnessed_note, witnessed_at
            from audit.checkpoint
            where epoch = ? and size > ? and witnessed_at is not null order by size limit 1
            """,
            PostgresLogTree::row,
            spot.epoch(),
            spot.index())
        .flatMap(LogTree.Signed::witnessed)
        .map(
            note ->
                new Receipt(
                    spot.epoch(),
                    spot.index(),
                    spot.line().text(),
                    TlogProof.of(
                            spot.index(),
                            Inclusion.prove(
                                spot.index(),
                                Checkpoint.parse(note.text()).size(),
                                new StoredNodes(sql, spot.epoch())),
                            note)
                        .text()));
  }

  @Override
  public Map<UUID, Place> places(SellerId seller, Collection<UUID> entries) {
    Map<UUID, Place> found = new HashMap<>();
    tenancy
        .as(seller)
        .list(
            """
            select s.entry, s.epoch, s.index from audit.sealed_entry s
            where s.seller_id = ? and s.entry = any (?) and exists (
              select from audit.checkpoint c
              where c.epoch = s.epoch and c.size > s.index and c.witnessed_at is not null)
            """,
            row -> {
              found.put(
                  Sql.uuid(row, "entry"), new Place(row.getInt("epoch"), row.getLong("index")));
              return true;
            },
            seller.value(),
            entries.toArray(UUID[]::new));
    return found;
  }

  @Override
  public List<String> keys() {
    return tenancy
        .ofNobody()
        .list(
            "select key from audit.log_key order by witness, seen_at", row -> row.getString("key"));
  }

  /** What {@code audit.epoch} says of the latest one. */
  private record Latest(int epoch, long size) {}

  @Override
  public State state() {
    Sql sql = tenancy.ofNobody();
    Latest latest =
        sql.first(
                "select number, size from audit.epoch order by number desc limit 1",
                row -> new Latest(row.getInt("number"), row.getLong("size")))
            .orElse(new Latest(1, 0));
    Optional<LogTree.Signed> signed =
        sql.first(
            """
            select epoch, size, note, signed_at, published_at, witnessed_note, witnessed_at
            from audit.checkpoint where epoch = ? and published_at is not null
            order by size desc limit 1
            """,
            PostgresLogTree::row,
            latest.epoch());
    Optional<LogTree.Signed> witnessed =
        sql.first(
            """
            select epoch, size, note, signed_at, published_at, witnessed_note, witnessed_at
            from audit.checkpoint where witnessed_at is not null
            order by epoch desc, size desc limit 1
            """,
            PostgresLogTree::row);
    Optional<Verification> verified = PostgresLogTree.lastVerification(sql);
    long size = signed.map(LogTree.Signed::size).orElse(0L);
    return new State(
        latest.epoch(),
        size,
        latest.size() - size + sql.count("select audit.waiting(?)", MOST_COUNTED),
        signed.map(one -> one.witnessed().orElse(one.note()).write()).orElse(""),
        signed.map(LogTree.Signed::signedAt),
        witnessed.flatMap(LogTree.Signed::witnessedAt),
        verified.map(Verification::at),
        verified
            .map(
                one ->
                    one.findings().stream()
                        .map(Verification.Finding::sentence)
                        .collect(Collectors.joining(" ")))
            .filter(text -> !text.isEmpty()));
  }
}
