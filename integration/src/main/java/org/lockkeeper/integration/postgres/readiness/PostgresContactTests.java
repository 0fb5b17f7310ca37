package org.lockkeeper.integration.postgres.readiness;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.lockkeeper.compliance.encryption.Opaque;
import org.lockkeeper.compliance.reach.ContactTest;
import org.lockkeeper.compliance.reach.ContactTests;
import org.lockkeeper.integration.postgres.Sql;
import org.lockkeeper.integration.postgres.Tenancy;
import org.lockkeeper.kernel.SellerId;

/** Tests of contacts in {@code incidents.contact_test}. */
@ApplicationScoped
class PostgresContactTests implements ContactTests {

  private static final String UNDER_WAY =
      " where state in ('PLANNED', 'CONTACT_ASKED', 'DEPUTY_ASKED')";

  private final Tenancy tenancy;

  @Inject
  PostgresContactTests(Tenancy tenancy) {
    this.tenancy = tenancy;
  }

  private Sql sql() {
    return tenancy.as(SellerId.PLATFORM);
  }

  @Override
  public void serialize() {
    sql().exists("select pg_advisory_xact_lock(hashtext('incidents.contact_test'))");
  }

  @Override
  public Optional<ContactTest> open() {
    return sql()
        .first("select * from incidents.contact_test" + UNDER_WAY, PostgresContactTests::test);
  }

  @Override
  public Optional<ContactTest> find(UUID id) {
    return sql()
        .first("select * from incidents.contact_test where id = ?", PostgresContactTests::test, id);
  }

  @Override
  public List<ContactTest> ended(int most) {
    return sql()
        .list(
            """
            select * from incidents.contact_test where ended_at is not null
            order by ended_at desc, id desc limit ?
            """,
            PostgresContactTests::test,
            most);
  }

  @Override
  public void add(ContactTest fresh) {
    sql()
        .run(
            "insert into incidents.contact_test (id, state, planned_for) values (?, ?, ?)",
            fresh.id(),
            fresh.state(),
            fresh.plannedFor());
  }

  @Override
  public void save(ContactTest t) {
    sql()
        .run(
            """
            update incidents.contact_test set state = ?, planned_for = ?, begun_by = ?, contact = ?,
              deputy = ?, contact_asked_at = ?, deputy_asked_at = ?, answered_at = ?,
              answered_by = ?, ended_at = ?
            where id = ?
            """,
            t.state(),
            t.plannedFor(),
            t.asked().map(ContactTest.Asked::by),
            t.asked().map(ContactTest.Asked::contact),
            t.asked().map(ContactTest.Asked::deputy),
            t.asked().map(ContactTest.Asked::contactAt).map(Timestamp::from),
            t.asked().flatMap(ContactTest.Asked::deputyAt).map(Timestamp::from),
            t.answer().map(ContactTest.Answer::at).map(Timestamp::from),
            t.answer().map(ContactTest.Answer::by),
            t.endedAt().map(Timestamp::from),
            t.id());
  }

  @Override
  public void code(UUID id, Who who, Opaque digest) {
    switch (who) {
      case CONTACT ->
          sql()
              .run(
                  "update incidents.contact_test set contact_code = ? where id = ?",
                  digest.bytes(),
                  id);
      case DEPUTY ->
          sql()
              .run(
                  "update incidents.contact_test set deputy_code = ? where id = ?",
                  digest.bytes(),
                  id);
    }
  }

  @Override
  public Optional<Who> whose(Opaque digest) {
    return sql()
        .first(
            "select contact_code = ? as of_contact from incidents.contact_test"
                + UNDER_WAY
                + " and (contact_code = ? or deputy_code = ?)",
            row -> row.getBoolean("of_contact") ? Who.CONTACT : Who.DEPUTY,
            digest.bytes(),
            digest.bytes(),
            digest.bytes());
  }

  private static ContactTest test(ResultSet row) throws SQLException {
    Optional<Instant> contactAt = Sql.optionalInstant(row, "contact_asked_at");
    Optional<Instant> answeredAt = Sql.optionalInstant(row, "answered_at");
    return new ContactTest(
        Sql.uuid(row, "id"),
        ContactTest.State.valueOf(row.getString("state")),
        Sql.instant(row, "planned_for"),
        contactAt.isPresent()
            ? Optional.of(
                new ContactTest.Asked(
                    row.getString("begun_by"),
                    Sql.uuid(row, "contact"),
                    Sql.uuid(row, "deputy"),
                    contactAt.get(),
                    Sql.optionalInstant(row, "deputy_asked_at")))
            : Optional.empty(),
        answeredAt.isPresent()
            ? Optional.of(new ContactTest.Answer(Sql.uuid(row, "answered_by"), answeredAt.get()))
            : Optional.empty(),
        Sql.optionalInstant(row, "ended_at"));
  }
}
