package org.lockkeeper.integration.postgres.incidents;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.spi.JsonProvider;
import java.io.StringReader;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.lockkeeper.incidents.Assessment;
import org.lockkeeper.incidents.ChecklistItem;
import org.lockkeeper.incidents.ContainmentStep;
import org.lockkeeper.incidents.DutyClock;
import org.lockkeeper.incidents.Finding;
import org.lockkeeper.incidents.Incident;
import org.lockkeeper.incidents.IncidentId;
import org.lockkeeper.incidents.IncidentKind;
import org.lockkeeper.incidents.Incidents;
import org.lockkeeper.incidents.Nature;
import org.lockkeeper.incidents.NotificationDuty;
import org.lockkeeper.incidents.Party;
import org.lockkeeper.incidents.Phase;
import org.lockkeeper.incidents.Reading;
import org.lockkeeper.incidents.ResponseRole;
import org.lockkeeper.incidents.Review;
import org.lockkeeper.incidents.RootCause;
import org.lockkeeper.incidents.Severity;
import org.lockkeeper.incidents.Task;
import org.lockkeeper.incidents.TimelineEntry;
import org.lockkeeper.integration.postgres.Sql;
import org.lockkeeper.integration.postgres.Tenancy;
import org.lockkeeper.kernel.SellerId;

/** Incidents in {@code incidents.incident} and the tables around it. */
@ApplicationScoped
class PostgresIncidents implements Incidents {

  private static final JsonProvider JSON = JsonProvider.provider();

  private final Tenancy tenancy;

  @Inject
  PostgresIncidents(Tenancy tenancy) {
    this.tenancy = tenancy;
  }

  private Sql sql() {
    return tenancy.as(SellerId.PLATFORM);
  }

  @Override
  public void serialize(String source) {
    sql().exists("select pg_advisory_xact_lock(hashtextextended('incident/' || ?, 0))", source);
  }

  @Override
  public void add(Incident fresh) {
    Incident.Snapshot s = fresh.snapshot();
    DutyClock clock = s.clock();
    sql()
        .run(
            """
            insert into incidents.incident (id, source, nature, reported_by, concerns, what,
              edition, kind, severity, phase, phase_since, detected_product, detected_at,
              seen_product, seen_database, elapsed_us)
            values (?, ?, ?, ?, ?, ?, ?::date, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """,
            s.id().value(),
            s.source(),
            s.nature(),
            s.reportedBy(),
            s.concerns().map(SellerId::value),
            s.what(),
            s.edition().toString(),
            s.kind(),
            s.severity(),
            s.phase().word(),
            s.phase().since(),
            clock.detected().product(),
            clock.detected().database(),
            clock.seen().product(),
            clock.seen().database(),
            micros(clock.elapsed()));
    around(fresh, s);
  }

  /** Rounded up: what has passed is never stored as less. */
  private static long micros(Duration elapsed) {
    long whole = elapsed.toNanos() / 1000;
    return elapsed.toNanos() % 1000 == 0 ? whole : whole + 1;
  }

  @Override
  public void save(Incident changed) {
    Incident.Snapshot s = changed.snapshot();
    DutyClock clock = s.clock();
    boolean stored =
        sql()
                .run(
                    """
                    update incidents.incident set kind = ?, severity = ?, phase = ?,
                      phase_since = ?, contained_at = ?, eradicated_at = ?, recovered_at = ?,
                      closed_at = ?, seen_product = ?, seen_database = ?, elapsed_us = ?,
                      reportable_at = ?, cause_category = ?, cause = ?, cause_by = ?, cause_at = ?,
                      review_impact = ?, review_remediation = ?, review_lessons = ?,
                      review_plan = ?, review_by = ?, review_at = ?
                    where id = ? and closed_at is null
                    """,
                    s.kind(),
                    s.severity(),
                    s.phase().word(),
                    s.phase().since(),
                    s.reached().get("CONTAINED"),
                    s.reached().get("ERADICATED"),
                    s.reached().get("RECOVERED"),
                    s.reached().get("CLOSED"),
                    clock.seen().product(),
                    clock.seen().database(),
                    micros(clock.elapsed()),
                    s.reportableAt(),
                    s.rootCause().map(c -> c.category().name()),
                    s.rootCause().map(RootCause::text),
                    s.rootCause().map(RootCause::by),
                    s.rootCause().map(c -> (Object) c.at()).orElse(null),
                    s.review().map(Review::impact),
                    s.review().map(Review::remediation),
                    s.review().map(Review::lessons),
                    s.review().map(Review::planChange),
                    s.review().map(Review::by),
                    s.review().map(r -> (Object) r.at()).orElse(null),
                    s.id().value())
            == 1;
    if (stored) {
      around(changed, s);
    }
  }

  private void around(Incident incident, Incident.Snapshot s) {
    UUID id = s.id().value();
    sql()
        .batch(
            """
            insert into incidents.duty (incident_id, party, late_seller, since_seconds,
              span_seconds, standing, standing_at, proof, missed_at)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?)
            on conflict (incident_id, party, late_seller) do update set
              span_seconds = excluded.span_seconds, standing = excluded.standing,
              standing_at = excluded.standing_at, proof = excluded.proof,
              missed_at = excluded.missed_at
            """,
            s.duties().stream().map(duty -> values(id, duty)).toList());
    List<@Nullable Object[]> findings = new ArrayList<>();
    for (int place = 0; place < s.assessments().size(); place++) {
      findings.add(values(id, place, s.assessments().get(place)));
    }
    sql()
        .batch(
            """
            insert into incidents.finding (incident_id, id, place, party, finding, reason,
              evidence, found_by, found_at, signed_by, signed_at)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            on conflict (incident_id, id) do update set signed_by = excluded.signed_by,
              signed_at = excluded.signed_at
            """,
            findings);
    sql()
        .batch(
            """
            insert into incidents.role_holder (incident_id, role, holder) values (?, ?, ?)
            on conflict (incident_id, role) do update set holder = excluded.holder
            """,
            s.roles().entrySet().stream()
                .map(role -> new @Nullable Object[] {id, role.getKey(), role.getValue()})
                .toList());
    sql()
        .batch(
            """
            insert into incidents.step (incident_id, step, state, checked_by, checked_at, note)
            values (?, ?, ?, ?, ?, ?)
            on conflict (incident_id, step) do update set state = excluded.state,
              checked_by = excluded.checked_by, checked_at = excluded.checked_at,
              note = excluded.note
            """,
            s.checklist().stream()
                .map(
                    item ->
                        new @Nullable Object[] {
                          id, item.step(), item.state(), item.by(), item.at(), item.note()
                        })
                .toList());
    sql()
        .batch(
            """
            insert into incidents.task (incident_id, id, what, owner, due, corrective, done_at,
              done_by)
            values (?, ?, ?, ?, ?, ?, ?, ?)
            on conflict (incident_id, id) do update set done_at = excluded.done_at,
              done_by = excluded.done_by
            """,
            s.tasks().stream()
                .map(
                    task ->
                        new @Nullable Object[] {
                          id,
                          task.id(),
                          task.what(),
                          task.owner(),
                          task.due(),
                          task.corrective(),
                          task.doneAt(),
                          task.doneBy()
                        })
                .toList());
    sql()
        .batch(
            "insert into incidents.mark (incident_id, mark) values (?, ?) on conflict do nothing",
            s.sounded().stream().map(mark -> new @Nullable Object[] {id, mark}).toList());
    sql()
        .batch(
            """
            insert into incidents.timeline (incident_id, at, actor, word, note, facts)
            values (?, ?, ?, ?, ?, ?::jsonb)
            """,
            incident.unwritten().stream()
                .map(
                    line ->
                        new @Nullable Object[] {
                          id, line.at(), line.actor(), line.word(), line.note(), json(line)
                        })
                .toList());
  }

  private static @Nullable Object[] values(UUID id, NotificationDuty duty) {
    Optional<Instant> at =
        switch (duty.standing()) {
          case NotificationDuty.Owed owed -> Optional.empty();
          case NotificationDuty.Excused excused -> Optional.of(excused.at());
          case NotificationDuty.Met met -> Optional.of(met.at());
        };
    Optional<String> proof =
        duty.standing() instanceof NotificationDuty.Met met
            ? Optional.of(met.proof())
            : Optional.empty();
    return new @Nullable Object[] {
      id,
      duty.party(),
      duty.seller().orElse(SellerId.PLATFORM).value(),
      duty.since().toSeconds(),
      duty.span().toSeconds(),
      word(duty.standing()),
      at,
      proof,
      duty.missedAt()
    };
  }

  private static String word(NotificationDuty.Standing standing) {
    return switch (standing) {
      case NotificationDuty.Owed owed -> "OWED";
      case NotificationDuty.Excused excused -> "EXCUSED";
      case NotificationDuty.Met met -> "MET";
    };
  }

  private static @Nullable Object[] values(UUID id, int place, Assessment a) {
    return new @Nullable Object[] {
      id,
      a.id(),
      place,
      a.party(),
      a.finding(),
      a.reason(),
      a.evidence().toArray(UUID[]::new),
      a.by(),
      a.at(),
      a.signedBy(),
      a.signedAt()
    };
  }

  private static String json(TimelineEntry line) {
    JsonObjectBuilder json = JSON.createObjectBuilder();
    line.orderedFacts().forEach(json::add);
    return json.build().toString();
  }

  @Override
  public Optional<Incident> find(IncidentId id) {
    return snapshots("where id = ?", id.value()).stream().findFirst().map(Incident::restore);
  }

  @Override
  public Optional<Incident> findForUpdate(IncidentId id) {
    sql().exists("select 1 from incidents.incident where id = ? for update", id.value());
    return find(id);
  }

  @Override
  public Optional<Incident> findUnlessBusy(IncidentId id) {
    boolean free =
        sql()
            .exists(
                "select 1 from incidents.incident where id = ? for update skip locked", id.value());
    return free ? find(id) : Optional.empty();
  }

  @Override
  public Optional<IncidentId> bySource(String source) {
    return sql()
        .first(
            "select id from incidents.incident where source = ?",
            row -> new IncidentId(Sql.uuid(row, "id")),
            source);
  }

  @Override
  public List<IncidentId> open() {
    return sql()
        .list(
            "select id from incidents.incident where closed_at is null order by detected_at, id",
            row -> new IncidentId(Sql.uuid(row, "id")));
  }

  @Override
  public List<Incident.Snapshot> register(int skip, int most) {
    return snapshots("order by detected_at desc, id offset ? limit ?", skip, most);
  }

  @Override
  public long count() {
    return sql().count("select count(*) from incidents.incident");
  }

  @Override
  public List<TimelineEntry> timeline(IncidentId id) {
    return sql()
        .list(
            """
            select at, actor, word, note, facts from incidents.timeline
            where incident_id = ? order by place
            """,
            row ->
                new TimelineEntry(
                    Sql.instant(row, "at"),
                    row.getString("actor"),
                    row.getString("word"),
                    Sql.optionalText(row, "note"),
                    facts(row.getString("facts"))),
            id.value());
  }

  private static Map<String, String> facts(String json) {
    Map<String, String> facts = new TreeMap<>();
    try (var reader = JSON.createReader(new StringReader(json))) {
      var object = reader.readObject();
      object.keySet().forEach(key -> facts.put(key, object.getString(key)));
    }
    return facts;
  }

  private List<Incident.Snapshot> snapshots(String which, Object... values) {
    return sql().list("select * from incidents.incident " + which, Bare::read, values).stream()
        .map(this::whole)
        .toList();
  }

  private Incident.Snapshot whole(Bare bare) {
    Sql sql = sql();
    UUID id = bare.row.id().value();
    Map<ResponseRole, UUID> roles = new EnumMap<>(ResponseRole.class);
    sql.list(
            "select role, holder from incidents.role_holder where incident_id = ?",
            row -> Map.entry(ResponseRole.valueOf(row.getString(1)), Sql.uuid(row, "holder")),
            id)
        .forEach(role -> roles.put(role.getKey(), role.getValue()));
    return bare.with(
        sql.list(
            """
            select * from incidents.duty where incident_id = ?
            order by span_seconds, party, late_seller
            """,
            PostgresIncidents::duty,
            id),
        sql.list(
            "select * from incidents.finding where incident_id = ? order by place",
            PostgresIncidents::finding,
            id),
        roles,
        sql.list(
            "select * from incidents.step where incident_id = ? order by step",
            row ->
                new ChecklistItem(
                    ContainmentStep.valueOf(row.getString("step")),
                    ChecklistItem.State.valueOf(row.getString("state")),
                    optionalId(row, "checked_by"),
                    Sql.optionalInstant(row, "checked_at"),
                    Sql.optionalText(row, "note")),
            id),
        sql.list(
            "select * from incidents.task where incident_id = ? order by id",
            row ->
                new Task(
                    Sql.uuid(row, "id"),
                    row.getString("what"),
                    Sql.uuid(row, "owner"),
                    Sql.instant(row, "due"),
                    row.getBoolean("corrective"),
                    Sql.optionalInstant(row, "done_at"),
                    optionalId(row, "done_by")),
            id),
        sql.list(
            "select mark from incidents.mark where incident_id = ?", row -> row.getString(1), id));
  }

  private static Optional<UUID> optionalId(ResultSet row, String column) throws SQLException {
    return Optional.ofNullable(row.getObject(column, UUID.class));
  }

  private static NotificationDuty duty(ResultSet row) throws SQLException {
    String word = row.getString("standing");
    NotificationDuty.Standing standing =
        switch (word) {
          case "OWED" -> new NotificationDuty.Owed();
          case "EXCUSED" -> new NotificationDuty.Excused(Sql.instant(row, "standing_at"));
          case "MET" ->
              new NotificationDuty.Met(Sql.instant(row, "standing_at"), row.getString("proof"));
          default -> throw new IllegalStateException("a duty stands at " + word);
        };
    return new NotificationDuty(
        Party.valueOf(row.getString("party")),
        Optional.of(new SellerId(Sql.uuid(row, "late_seller")))
            .filter(seller -> !seller.equals(SellerId.PLATFORM)),
        Duration.ofSeconds(row.getLong("since_seconds")),
        Duration.ofSeconds(row.getLong("span_seconds")),
        standing,
        Sql.optionalInstant(row, "missed_at"));
  }

  private static Assessment finding(ResultSet row) throws SQLException {
    return new Assessment(
        Sql.uuid(row, "id"),
        Party.valueOf(row.getString("party")),
        Finding.valueOf(row.getString("finding")),
        row.getString("reason"),
        Arrays.asList((UUID[]) row.getArray("evidence").getArray()),
        Sql.uuid(row, "found_by"),
        Sql.instant(row, "found_at"),
        optionalId(row, "signed_by"),
        Sql.optionalInstant(row, "signed_at"));
  }

  /** The incident's own row, without what stands in the tables around it. */
  private record Bare(Incident.Snapshot row) {

    static Bare read(ResultSet row) throws SQLException {
      Map<String, Instant> reached = new LinkedHashMap<>();
      Instant detected = Sql.instant(row, "detected_product");
      reached.put("DETECTED", detected);
      for (String word : List.of("CONTAINED", "ERADICATED", "RECOVERED", "CLOSED")) {
        Sql.optionalInstant(row, word.toLowerCase(Locale.ROOT) + "_at")
            .ifPresent(at -> reached.put(word, at));
      }
      Optional<RootCause> cause =
          Optional.ofNullable(row.getString("cause_category")).isPresent()
              ? Optional.of(
                  new RootCause(
                      RootCause.Category.valueOf(row.getString("cause_category")),
                      row.getString("cause"),
                      Sql.uuid(row, "cause_by"),
                      Sql.instant(row, "cause_at")))
              : Optional.empty();
      Optional<Review> review =
          Sql.optionalInstant(row, "review_at").isPresent()
              ? Optional.of(
                  new Review(
                      row.getString("review_impact"),
                      row.getString("review_remediation"),
                      row.getString("review_lessons"),
                      row.getString("review_plan"),
                      Sql.uuid(row, "review_by"),
                      Sql.instant(row, "review_at")))
              : Optional.empty();
      return new Bare(
          new Incident.Snapshot(
              new IncidentId(Sql.uuid(row, "id")),
              row.getString("source"),
              Nature.valueOf(row.getString("nature")),
              row.getString("reported_by"),
              optionalId(row, "concerns").map(SellerId::new),
              row.getString("what"),
              LocalDate.parse(row.getString("edition")),
              new DutyClock(
                  new Reading(detected, Sql.instant(row, "detected_at")),
                  new Reading(Sql.instant(row, "seen_product"), Sql.instant(row, "seen_database")),
                  Duration.of(row.getLong("elapsed_us"), ChronoUnit.MICROS)),
              IncidentKind.valueOf(row.getString("kind")),
              Severity.valueOf(row.getString("severity")),
              Phase.of(row.getString("phase"), Sql.instant(row, "phase_since")),
              Sql.optionalInstant(row, "reportable_at"),
              cause,
              review,
              reached,
              List.of(),
              List.of(),
              Map.of(),
              List.of(),
              List.of(),
              Set.of()));
    }

    Incident.Snapshot with(
        List<NotificationDuty> duties,
        List<Assessment> findings,
        Map<ResponseRole, UUID> roles,
        List<ChecklistItem> checklist,
        List<Task> tasks,
        List<String> marks) {
      return new Incident.Snapshot(
          row.id(),
          row.source(),
          row.nature(),
          row.reportedBy(),
          row.concerns(),
          row.what(),
          row.edition(),
          row.clock(),
          row.kind(),
          row.severity(),
          row.phase(),
          row.reportableAt(),
          row.rootCause(),
          row.review(),
          row.reached(),
          duties,
          findings,
          roles,
          checklist,
          tasks,
          new HashSet<>(marks));
    }
  }
}
