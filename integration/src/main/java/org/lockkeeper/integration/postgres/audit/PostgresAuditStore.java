package org.lockkeeper.integration.postgres.audit;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonString;
import jakarta.json.spi.JsonProvider;
import java.io.StringReader;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.lockkeeper.compliance.audit.AuditEntry;
import org.lockkeeper.compliance.audit.AuditStore;
import org.lockkeeper.compliance.secrets.SecretReads;
import org.lockkeeper.credentials.SecretRef;
import org.lockkeeper.integration.postgres.Sql;
import org.lockkeeper.integration.postgres.Tenancy;
import org.lockkeeper.kernel.Actor;
import org.lockkeeper.kernel.ChannelName;
import org.lockkeeper.kernel.SellerId;

/** Entries in {@code audit.audit_event}. */
@ApplicationScoped
class PostgresAuditStore implements AuditStore, SecretReads {

  /** Looked up once: the look-up reads the class path each time. */
  private static final JsonProvider JSON = JsonProvider.provider();

  private static final String LOCK_TIMEOUT = "3s";

  private final Tenancy tenancy;

  @Inject
  PostgresAuditStore(Tenancy tenancy) {
    this.tenancy = tenancy;
  }

  /** Entries are gathered and written together before the transaction commits. */
  @Override
  public void append(SellerId seller, List<AuditEntry> entries) {
    gathered(seller).addAll(entries);
  }

  @Override
  public void appendNow(SellerId seller, List<AuditEntry> entries) {
    Gathered gathered = gathered(seller);
    // Who waits for what leaves the product is told no, rather than kept waiting for a lock.
    tenancy.as(seller).exists("select set_config('lock_timeout', ?, true)", LOCK_TIMEOUT);
    gathered.addAll(entries);
    write(seller, gathered);
  }

  /** What the running transaction has to write still. */
  private static final class Gathered extends ArrayList<AuditEntry> {
    private static final long serialVersionUID = 1L;
  }

  private Gathered gathered(SellerId seller) {
    tenancy.as(seller);
    if (tenancy.kept(Gathered.class) instanceof Gathered known) {
      return known;
    }
    Gathered fresh = new Gathered();
    tenancy.keep(Gathered.class, fresh);
    tenancy.beforeCommit(() -> write(seller, fresh));
    return fresh;
  }

  /** All of them in one statement: row by row, the server's work for each would be far more. */
  private void write(SellerId seller, Gathered gathered) {
    if (gathered.isEmpty()) {
      return;
    }
    tenancy
        .as(seller)
        .run(
            """
            insert into audit.audit_event (seller_id, id, at, actor, action, object, facts)
            select ?, id, at, actor, action, object, facts
            from unnest(?::uuid[], ?::timestamptz[], ?::text[], ?::text[], ?::text[], ?::jsonb[])
              as gathered (id, at, actor, action, object, facts)
            """,
            seller.value(),
            gathered.stream().map(AuditEntry::id).toArray(UUID[]::new),
            texts(gathered, entry -> entry.at().toString()),
            texts(gathered, entry -> entry.actor().text()),
            texts(gathered, AuditEntry::action),
            texts(gathered, AuditEntry::object),
            texts(gathered, PostgresAuditStore::facts));
    gathered.clear();
  }

  private static String[] texts(List<AuditEntry> entries, Function<AuditEntry, String> text) {
    return entries.stream().map(text).toArray(String[]::new);
  }

  private static String facts(AuditEntry entry) {
    JsonObjectBuilder json = JSON.createObjectBuilder();
    entry.orderedFacts().forEach(json::add);
    return json.build().toString();
  }

  @Override
  public List<AuditEntry> about(SellerId seller, String object) {
    write(seller, gathered(seller));
    return tenancy
        .as(seller)
        .list(
            """
            select id, at, actor, action, object, facts from audit.audit_event
            where seller_id = ? and object = ? order by at, id
            """,
            row -> entry(seller, row),
            seller.value(),
            object);
  }

  @Override
  public Summary summary(SellerId seller, SecretRef ref, Instant since) {
    return tenancy
        .as(seller)
        .first(
            """
            select max(at) as last, count(*) filter (where at >= ?) as reads from audit.audit_event
            where seller_id = ? and object = ? and action = 'secret.read'
              and at >= (
                select least(max(at), ?) from audit.audit_event
                where seller_id = ? and object = ? and action = 'secret.read')
            """,
            row -> new Summary(Sql.optionalInstant(row, "last"), row.getLong("reads")),
            since,
            seller.value(),
            object(ref),
            since,
            seller.value(),
            object(ref))
        .orElseThrow();
  }

  @Override
  public List<AuditEntry> history(SellerId seller, SecretRef ref, int most) {
    return tenancy
        .as(seller)
        .list(
            """
            select id, at, actor, action, object, facts from audit.audit_event
            where seller_id = ? and object = ? order by id desc limit ?
            """,
            row -> entry(seller, row),
            seller.value(),
            object(ref),
            most);
  }

  private static String object(SecretRef ref) {
    return "secret:" + ref;
  }

  static AuditEntry entry(SellerId seller, ResultSet row) throws SQLException {
    return new AuditEntry(
        Sql.uuid(row, "id"),
        seller,
        Sql.instant(row, "at"),
        actor(row.getString("actor")),
        row.getString("action"),
        row.getString("object"),
        facts(row.getString("facts")));
  }

  private static Actor actor(String text) {
    int colon = text.indexOf(':');
    String name = text.substring(colon + 1);
    return switch (text.substring(0, Math.max(colon, 0))) {
      case "person" -> new Actor.Person(UUID.fromString(name));
      case "channel" -> new Actor.Channel(new ChannelName(name));
      default -> new Actor.Task(name);
    };
  }

  private static Map<String, String> facts(String json) {
    try (var reader = JSON.createReader(new StringReader(json))) {
      JsonObject object = reader.readObject();
      Map<String, String> facts = new HashMap<>();
      object.forEach((name, value) -> facts.put(name, ((JsonString) value).getString()));
      return facts;
    }
  }
}
