package org.lockkeeper.integration.postgres.registers;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.lockkeeper.compliance.registers.Change;
import org.lockkeeper.compliance.registers.Confirmation;
import org.lockkeeper.compliance.registers.Entry;
import org.lockkeeper.compliance.registers.EntryState;
import org.lockkeeper.compliance.registers.RegisterKind;
import org.lockkeeper.compliance.registers.Registers;
import org.lockkeeper.integration.postgres.Sql;
import org.lockkeeper.integration.postgres.Tenancy;
import org.lockkeeper.kernel.SellerId;

/** Entries in {@code registers.entry}, with what is only added to. */
@ApplicationScoped
class PostgresRegisters implements Registers {

  private static final String COLUMNS =
      """
      select id, kind, key, title, owner, state, due, fix_by, created_at, changed_at, version,
        array(select d.key from jsonb_each_text(details) d order by d.key) as fields,
        array(select d.value from jsonb_each_text(details) d order by d.key) as entered
      from registers.entry
      """;

  /** The states of {@link EntryState} in which something is still to be done. */
  private static final String[] LIVING =
      java.util.Arrays.stream(EntryState.values())
          .filter(EntryState::living)
          .map(Enum::name)
          .toArray(String[]::new);

  /** What begins the time in which writers are counted anew. */
  private static final String[] DECISIONS = {
    "accept",
    "refuse-acceptance",
    "approve-sub-processor",
    "sign-risk",
    "approve-change",
    "void-scan",
    "void-test"
  };

  private static final String[] LOOKS_ONLY = {"file-added", "found-again", "not-found"};

  private final Tenancy tenancy;

  @Inject
  PostgresRegisters(Tenancy tenancy) {
    this.tenancy = tenancy;
  }

  private Sql sql() {
    return tenancy.as(SellerId.PLATFORM);
  }

  private static String[] fields(Map<String, String> details) {
    return details.keySet().stream().sorted().toArray(String[]::new);
  }

  private static String[] values(Map<String, String> details) {
    return details.entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .map(Map.Entry::getValue)
        .toArray(String[]::new);
  }

  @Override
  public void add(Entry fresh, Change why) {
    sql()
        .run(
            """
            insert into registers.entry (id, kind, key, title, owner, state, due, fix_by, details,
              created_at, changed_at, version)
            values (?, ?, ?, ?, ?, ?, ?, ?, jsonb_object(?::text[], ?::text[]), ?, ?, ?)
            """,
            fresh.id(),
            fresh.kind(),
            fresh.key(),
            fresh.title(),
            fresh.owner(),
            fresh.state(),
            fresh.due(),
            fresh.fixBy(),
            fields(fresh.details()),
            values(fresh.details()),
            fresh.createdAt(),
            fresh.changedAt(),
            fresh.version());
    note(why);
  }

  @Override
  public boolean save(Entry fresh, Change why) {
    int saved =
        sql()
            .run(
                """
                update registers.entry set title = ?, owner = ?, state = ?, due = ?, fix_by = ?,
                  details = jsonb_object(?::text[], ?::text[]), changed_at = ?, version = ?
                where id = ? and version = ?
                """,
                fresh.title(),
                fresh.owner(),
                fresh.state(),
                fresh.due(),
                fresh.fixBy(),
                fields(fresh.details()),
                values(fresh.details()),
                fresh.changedAt(),
                fresh.version(),
                fresh.id(),
                fresh.version() - 1);
    if (saved == 1) {
      note(why);
    }
    return saved == 1;
  }

  @Override
  public void note(Change line) {
    sql()
        .run(
            """
            insert into registers.change (entry_id, at, by_account, what, note, fields, was, became)
            values (?, ?, ?, ?, ?, ?, ?, ?)
            """,
            line.entry(),
            line.at(),
            line.by(),
            line.what(),
            line.note(),
            words(line, Change.Difference::field),
            words(line, Change.Difference::was),
            words(line, Change.Difference::became));
  }

  private static String[] words(Change line, Function<Change.Difference, String> part) {
    return line.differences().stream().map(part).toArray(String[]::new);
  }

  @Override
  public Optional<Entry> find(UUID id) {
    return sql().first(COLUMNS + " where id = ?", PostgresRegisters::entry, id);
  }

  @Override
  public Optional<Entry> hold(UUID id) {
    return sql().first(COLUMNS + " where id = ? for update", PostgresRegisters::entry, id);
  }

  @Override
  public List<Entry> list(RegisterKind kind, View view, LocalDate today, int most) {
    return switch (view) {
      case LIVING ->
          sql()
              .list(
                  COLUMNS
                      + " where kind = ? and state = any (?)"
                      + " order by due nulls last, changed_at desc, id limit ?",
                  PostgresRegisters::entry,
                  kind,
                  LIVING,
                  most);
      case OVERDUE ->
          sql()
              .list(
                  COLUMNS
                      + " where kind = ? and state = any (?) and due < ?"
                      + " order by due, changed_at desc, id limit ?",
                  PostgresRegisters::entry,
                  kind,
                  LIVING,
                  today,
                  most);
      case CLOSED ->
          sql()
              .list(
                  COLUMNS
                      + " where kind = ? and state <> all (?)"
                      + " order by changed_at desc, id limit ?",
                  PostgresRegisters::entry,
                  kind,
                  LIVING,
                  most);
      case ALL ->
          sql()
              .list(
                  COLUMNS + " where kind = ? order by changed_at desc, id limit ?",
                  PostgresRegisters::entry,
                  kind,
                  most);
    };
  }

  @Override
  public List<Entry> holdFindings(String tool) {
    return sql()
        .list(
            COLUMNS
                + " where kind = 'VULNERABILITY' and details ->> 'tool' = ?"
                + " order by id for update",
            PostgresRegisters::entry,
            tool);
  }

  private record Counted(RegisterKind kind, Count count) {}

  @Override
  public Map<RegisterKind, Count> counts(LocalDate today, LocalDate soon) {
    Map<RegisterKind, Count> counts = new EnumMap<>(RegisterKind.class);
    sql()
        .list(
            """
            select kind,
              count(*) filter (where lives) as living,
              count(*) filter (where lives and due < ?) as overdue,
              count(*) filter (where lives and due >= ? and due <= ?) as soon,
              count(*) filter (where not lives) as closed
            from (select kind, due, state = any (?) as lives from registers.entry) e group by kind
            """,
            row ->
                new Counted(
                    RegisterKind.valueOf(row.getString("kind")),
                    new Count(
                        row.getInt("living"),
                        row.getInt("overdue"),
                        row.getInt("soon"),
                        row.getInt("closed"))),
            today,
            today,
            soon,
            LIVING)
        .forEach(each -> counts.put(each.kind(), each.count()));
    return counts;
  }

  @Override
  public List<Entry> dueBy(LocalDate day, int most) {
    return sql()
        .list(
            COLUMNS + " where due <= ? and state = any (?) order by due, id limit ?",
            PostgresRegisters::entry,
            day,
            LIVING,
            most);
  }

  @Override
  public List<Change> history(UUID entry) {
    return sql()
        .list(
            """
            select at, by_account, what, note, fields, was, became from registers.change
            where entry_id = ? order by place desc limit 500
            """,
            row -> {
              String[] fields = array(row, "fields");
              String[] was = array(row, "was");
              String[] became = array(row, "became");
              List<Change.Difference> differences = new ArrayList<>();
              for (int i = 0; i < fields.length; i++) {
                differences.add(new Change.Difference(fields[i], was[i], became[i]));
              }
              return new Change(
                  entry,
                  Sql.instant(row, "at"),
                  Optional.ofNullable(row.getObject("by_account", UUID.class)),
                  row.getString("what"),
                  row.getString("note"),
                  differences);
            },
            entry);
  }

  @Override
  public Set<UUID> writers(UUID entry) {
    return new HashSet<>(
        sql()
            .list(
                """
                select distinct by_account from registers.change
                where entry_id = ? and by_account is not null and what <> all (?)
                  and place > coalesce((select max(d.place) from registers.change d
                    where d.entry_id = ? and d.what = any (?)), 0)
                """,
                row -> Sql.uuid(row, "by_account"),
                entry,
                LOOKS_ONLY,
                entry,
                DECISIONS));
  }

  @Override
  public void confirm(Confirmation said) {
    sql()
        .run(
            """
            insert into registers.confirmation (id, kind, on_day, by_account, statement, living,
              digest, at)
            values (?, ?, ?, ?, ?, ?, ?, ?)
            """,
            said.id(),
            said.kind(),
            said.on(),
            said.by(),
            said.statement(),
            said.living(),
            said.digest(),
            said.at());
  }

  @Override
  public List<Confirmation> confirmations(RegisterKind kind, int most) {
    return sql()
        .list(
            """
            select id, on_day, by_account, statement, living, digest, at
            from registers.confirmation where kind = ? order by at desc, id desc limit ?
            """,
            row ->
                new Confirmation(
                    Sql.uuid(row, "id"),
                    kind,
                    row.getObject("on_day", LocalDate.class),
                    Sql.uuid(row, "by_account"),
                    row.getString("statement"),
                    row.getInt("living"),
                    row.getString("digest"),
                    Sql.instant(row, "at")),
            kind,
            most);
  }

  private static String[] array(ResultSet row, String column) throws SQLException {
    return (String[]) row.getArray(column).getArray();
  }

  private static Entry entry(ResultSet row) throws SQLException {
    String[] fields = array(row, "fields");
    String[] entered = array(row, "entered");
    Map<String, String> details = new HashMap<>();
    for (int i = 0; i < fields.length; i++) {
      details.put(fields[i], entered[i]);
    }
    return new Entry(
        Sql.uuid(row, "id"),
        RegisterKind.valueOf(row.getString("kind")),
        row.getString("key"),
        row.getString("title"),
        Sql.uuid(row, "owner"),
        EntryState.valueOf(row.getString("state")),
        Optional.ofNullable(row.getObject("due", LocalDate.class)),
        Optional.ofNullable(row.getObject("fix_by", LocalDate.class)),
        details,
        Sql.instant(row, "created_at"),
        Sql.instant(row, "changed_at"),
        row.getInt("version"));
  }
}
