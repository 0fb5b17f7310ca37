package org.lockkeeper.integration.postgres.audit;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.io.ByteArrayOutputStream;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.lockkeeper.compliance.audit.LogLine;
import org.lockkeeper.compliance.audit.LogTree;
import org.lockkeeper.compliance.audit.Opening;
import org.lockkeeper.compliance.audit.Verification;
import org.lockkeeper.integration.postgres.Sql;
import org.lockkeeper.integration.postgres.Tenancy;
import org.lockkeeper.proof.Consistency;
import org.lockkeeper.proof.Frontier;
import org.lockkeeper.proof.Hash;
import org.lockkeeper.proof.Note;
import org.lockkeeper.proof.VerifierKey;

/**
 * The tree in {@code audit.epoch}, {@code audit.sealed_entry} and their neighbours. Entries are
 * read over all sellers by functions of {@code lockkeeper_sealer}, who cannot sign in.
 */
@ApplicationScoped
@Transactional
class PostgresLogTree implements LogTree {

  private static final String SIGNED =
      """
      select epoch, size, note, signed_at, published_at, witnessed_note, witnessed_at
      from audit.checkpoint
      """;

  private final Tenancy tenancy;

  @Inject
  PostgresLogTree(Tenancy tenancy) {
    this.tenancy = tenancy;
  }

  @Override
  public List<Epoch> epochs() {
    Sql sql = tenancy.ofNobody();
    Map<Integer, List<Opening.Former>> former = new HashMap<>();
    sql.list(
        "select epoch, former, kept, checkpoint from audit.former_epoch order by epoch, former",
        row ->
            former
                .computeIfAbsent(row.getInt("epoch"), number -> new ArrayList<>())
                .add(
                    new Opening.Former(
                        row.getInt("former"), row.getLong("kept"), row.getString("checkpoint"))));
    return sql.list(
        """
        select number, opening_entry, log, begun_at, reason, size, peaks from audit.epoch
        order by number
        """,
        row ->
            new Epoch(
                new Opening(
                    row.getInt("number"),
                    Sql.uuid(row, "opening_entry"),
                    row.getString("log"),
                    Sql.instant(row, "begun_at"),
                    row.getString("reason"),
                    former.getOrDefault(row.getInt("number"), List.of())),
                row.getLong("size"),
                split(row.getBytes("peaks"))));
  }

  @Override
  public boolean begin(Epoch epoch) {
    Opening opening = epoch.opening();
    return tenancy
        .ofNobody()
        .first(
            "select audit.begin_epoch(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            row -> row.getBoolean(1),
            opening.epoch(),
            opening.entry(),
            opening.log(),
            opening.begunAt(),
            opening.reason(),
            epoch.size(),
            join(epoch.peaks()),
            opening.leaf().bytes(),
            opening.former().stream().map(Opening.Former::epoch).toArray(Integer[]::new),
            opening.former().stream().map(one -> Long.toString(one.kept())).toArray(String[]::new),
            opening.former().stream().map(Opening.Former::checkpoint).toArray(String[]::new))
        .orElse(false);
  }

  @Override
  public List<Unsealed> unsealed(int most) {
    return tenancy
        .ofNobody()
        .list(
            """
            select carried, written_by, seller_id, id, at, actor, action, object, facts
            from audit.unsealed(?)
            """,
            row -> {
              LogLine line = line(row, "id");
              return new Unsealed(
                  line,
                  row.getBoolean("carried")
                      ? Optional.empty()
                      : Optional.of(
                          new Place(row.getString("written_by"), line.seller(), line.entry())));
            },
            most);
  }

  private static LogLine line(ResultSet row, String entry) throws SQLException {
    return new LogLine(
        Sql.uuid(row, "seller_id"),
        Sql.uuid(row, entry),
        Sql.instant(row, "at"),
        row.getString("actor"),
        row.getString("action"),
        row.getString("object"),
        FactsJson.read(row.getString("facts")));
  }

  @Override
  public void extend(
      Epoch before,
      Frontier after,
      List<Unsealed> entries,
      List<Hash> leaves,
      List<Subtree> subtrees) {
    Optional<Place> last =
        entries.stream().flatMap(one -> one.place().stream()).reduce((one, next) -> next);
    boolean done =
        tenancy
            .ofNobody()
            .first(
                "select audit.extend_log(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                row -> row.getBoolean(1),
                before.number(),
                before.size(),
                after.size(),
                join(after.peaks()),
                last.map(Place::writtenBy),
                last.map(Place::seller),
                last.map(Place::entry),
                entries.stream().map(one -> one.line().seller()).toArray(UUID[]::new),
                entries.stream().map(one -> one.line().entry()).toArray(UUID[]::new),
                join(leaves),
                subtrees.stream().map(Subtree::level).toArray(Integer[]::new),
                subtrees.stream().map(one -> Long.toString(one.index())).toArray(String[]::new),
                join(subtrees.stream().map(Subtree::hash).toList()))
            .orElse(false);
    if (!done) {
      throw new AlreadyExtended();
    }
  }

  @Override
  public long waiting(int most) {
    return tenancy.ofNobody().count("select audit.waiting(?)", most);
  }

  @Override
  public void signed(int epoch, long size, Note note, VerifierKey key, Instant at) {
    Sql sql = tenancy.ofNobody();
    sql.run(
        "insert into audit.log_key values (?, false, ?) on conflict do nothing", key.text(), at);
    sql.run(
        """
        insert into audit.checkpoint (epoch, size, note, signed_at) values (?, ?, ?, ?)
        on conflict do nothing
        """,
        epoch,
        size,
        note.write(),
        at);
  }

  @Override
  public void published(int epoch, long size, Instant at) {
    tenancy
        .ofNobody()
        .run(
            """
            update audit.checkpoint set published_at = ?
            where epoch = ? and size = ? and published_at is null
            """,
            at,
            epoch,
            size);
  }

  @Override
  public void witnessed(int epoch, long size, Note note, VerifierKey witness, Instant at) {
    Sql sql = tenancy.ofNobody();
    sql.run(
        "insert into audit.log_key values (?, true, ?) on conflict do nothing", witness.text(), at);
    sql.run(
        """
        update audit.checkpoint set witnessed_note = ?, witnessed_at = ?
        where epoch = ? and size = ? and witnessed_at is null
        """,
        note.write(),
        at,
        epoch,
        size);
  }

  @Override
  public Optional<Signed> lastSigned(int epoch) {
    return tenancy
        .ofNobody()
        .first(SIGNED + "where epoch = ? order by size desc limit 1", PostgresLogTree::row, epoch);
  }

  @Override
  public Optional<Signed> lastPublished(int epoch) {
    return tenancy
        .ofNobody()
        .first(
            SIGNED + "where epoch = ? and published_at is not null order by size desc limit 1",
            PostgresLogTree::row,
            epoch);
  }

  @Override
  public Optional<Signed> lastWitnessed() {
    return tenancy
        .ofNobody()
        .first(
            SIGNED + "where witnessed_at is not null order by epoch desc, size desc limit 1",
            PostgresLogTree::row);
  }

  @Override
  public List<Signed> heads(LocalDate from, int days) {
    return tenancy
        .ofNobody()
        .list(
            """
            select c.epoch, c.size, c.note, c.signed_at, c.published_at, c.witnessed_note,
              c.witnessed_at
            from generate_series(0, ? - 1) day
            cross join lateral (
              select * from audit.checkpoint k
              where k.signed_at >= ?::timestamptz + day * interval '24 hours'
                and k.signed_at < ?::timestamptz + (day + 1) * interval '24 hours'
              order by k.signed_at desc, k.epoch desc, k.size desc limit 1) c
            order by c.signed_at desc
            """,
            PostgresLogTree::row,
            days,
            from.atStartOfDay(ZoneOffset.UTC).toInstant(),
            from.atStartOfDay(ZoneOffset.UTC).toInstant());
  }

  @Override
  public List<Signed> published(int epoch, long beyond, int most) {
    return tenancy
        .ofNobody()
        .list(
            SIGNED
                + """
                where epoch = ? and size > ? and published_at is not null order by size limit ?
                """,
            PostgresLogTree::row,
            epoch,
            beyond,
            most);
  }

  static Signed row(ResultSet row) throws SQLException {
    return new Signed(
        row.getInt("epoch"),
        row.getLong("size"),
        Note.parse(row.getString("note")),
        Sql.instant(row, "signed_at"),
        Sql.optionalInstant(row, "published_at"),
        Sql.optionalText(row, "witnessed_note").map(Note::parse),
        Sql.optionalInstant(row, "witnessed_at"));
  }

  @Override
  public List<VerifierKey> keys() {
    return keys(false);
  }

  @Override
  public List<VerifierKey> witnessKeys() {
    return keys(true);
  }

  private List<VerifierKey> keys(boolean witness) {
    return tenancy
        .ofNobody()
        .list(
            "select key from audit.log_key where witness = ? order by seen_at, key",
            row -> VerifierKey.parse(row.getString("key")),
            witness);
  }

  @Override
  public List<Hash> consistency(int epoch, long first, long second) {
    return Consistency.prove(first, second, new StoredNodes(tenancy.ofNobody(), epoch));
  }

  @Override
  public List<Hash> leaves(int epoch, long from, long to) {
    return tenancy
        .ofNobody()
        .list(
            "select leaf from audit.leaves(?, ?, ?)",
            row -> Hash.of(row.getBytes("leaf")),
            epoch,
            from,
            to);
  }

  @Override
  public List<Placed> placed(int epoch, long from, long to) {
    return tenancy
        .ofNobody()
        .list(
            """
            select index, leaf, seller_id, entry, at, actor, action, object, facts
            from audit.placed(?, ?, ?)
            """,
            row ->
                new Placed(
                    row.getLong("index"),
                    Hash.of(row.getBytes("leaf")),
                    Sql.uuid(row, "seller_id"),
                    Sql.uuid(row, "entry"),
                    row.getString("actor") == null
                        ? Optional.empty()
                        : Optional.of(line(row, "entry"))),
            epoch,
            from,
            to);
  }

  @Override
  public List<UUID> strays(int most) {
    return tenancy
        .ofNobody()
        .list("select strays from audit.strays(?)", row -> Sql.uuid(row, "strays"), most);
  }

  @Override
  public void verified(Verification verification) {
    tenancy
        .ofNobody()
        .run(
            """
            insert into audit.verification (at, took_ms, entries, expired, kinds, findings)
            values (?, ?, ?, ?, ?, ?)
            """,
            verification.at(),
            verification.took().toMillis(),
            verification.entries(),
            verification.expired(),
            verification.findings().stream()
                .map(finding -> finding.kind().name())
                .toArray(String[]::new),
            verification.findings().stream()
                .map(Verification.Finding::sentence)
                .toArray(String[]::new));
  }

  @Override
  public Optional<Verification> lastVerification() {
    return lastVerification(tenancy.ofNobody());
  }

  static Optional<Verification> lastVerification(Sql sql) {
    return sql.first(
        """
        select at, took_ms, entries, expired, kinds, findings from audit.verification
        order by noted_at desc limit 1
        """,
        row -> {
          String[] kinds = (String[]) row.getArray("kinds").getArray();
          String[] sentences = (String[]) row.getArray("findings").getArray();
          List<Verification.Finding> findings = new ArrayList<>();
          for (int i = 0; i < kinds.length; i++) {
            findings.add(
                new Verification.Finding(Verification.Kind.valueOf(kinds[i]), sentences[i]));
          }
          return new Verification(
              Sql.instant(row, "at"),
              Duration.ofMillis(row.getLong("took_ms")),
              row.getLong("entries"),
              row.getLong("expired"),
              findings);
        });
  }

  static byte[] join(List<Hash> hashes) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(hashes.size() * Hash.LENGTH);
    hashes.forEach(hash -> bytes.writeBytes(hash.bytes()));
    return bytes.toByteArray();
  }

  private static List<Hash> split(byte[] bytes) {
    List<Hash> hashes = new ArrayList<>();
    for (int at = 0; at < bytes.length; at += Hash.LENGTH) {
      hashes.add(Hash.of(Arrays.copyOfRange(bytes, at, at + Hash.LENGTH)));
    }
    return hashes;
  }
}
