package org.lockkeeper.integration.postgres.access;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.lockkeeper.compliance.access.Account;
import org.lockkeeper.compliance.access.Role;
import org.lockkeeper.compliance.access.Session;
import org.lockkeeper.compliance.access.Sessions;
import org.lockkeeper.compliance.access.sessions.LiveSessions;
import org.lockkeeper.integration.postgres.Sql;
import org.lockkeeper.integration.postgres.Tenancy;
import org.lockkeeper.kernel.SellerId;

/** Sessions in {@code access.session}. */
@ApplicationScoped
class PostgresSessions implements Sessions, LiveSessions {

  /** What makes a session one that may be used; takes the present time three times. */
  private static final String USABLE =
      """
      s.ended_at is null and s.ends_at > ?
        and s.seen_at + make_interval(secs => s.idle_seconds) > ?
        and a.role = s.role and not a.disabled and a.status = 'ACTIVE'
        and coalesce(a.ends_at > ?, true) and n.closed_at is null
        and s.epoch = coalesce(
          (select e.epoch from access.session_epoch e
           where e.seller_id = s.seller_id and e.account = s.account), 0)
      """;

  private static final String FROM =
      """
       from access.session s
       join access.account a on a.seller_id = s.seller_id and a.id = s.account
       join access.seller n on n.seller_id = s.seller_id
      """;

  private final Tenancy tenancy;

  @Inject
  PostgresSessions(Tenancy tenancy) {
    this.tenancy = tenancy;
  }

  @Override
  public Optional<Open> open(UUID id, Instant now) {
    return tenancy
        .knowing(Tenancy.Key.SESSION, id.toString())
        .first(
            "select seller_id from access.session where id = ?",
            row -> new SellerId(Sql.uuid(row, "seller_id")),
            id)
        .flatMap(seller -> open(seller, id, now));
  }

  private Optional<Open> open(SellerId seller, UUID id, Instant now) {
    return tenancy
        .as(seller)
        .first(
            """
            select s.seller_id, s.id, s.account, s.level, s.started_at, s.seen_at,
              s.second_factor_at, s.network, s.agent,
              a.login, a.display_name, a.role, a.disabled, a.zone, a.language, a.theme, a.status,
              a.ends_at, a.person, n.name,
              array(select w.range from access.allowed_network w
                where w.seller_id = s.seller_id and w.role in ('', a.role)) as networks
            """
                + FROM
                + " where s.seller_id = ? and s.id = ? and "
                + USABLE,
            row ->
                new Open(
                    session(row),
                    account(row),
                    row.getString("name"),
                    List.of((String[]) row.getArray("networks").getArray())),
            seller.value(),
            id,
            now,
            now,
            now);
  }

  private static Session session(ResultSet row) throws SQLException {
    return new Session(
        Sql.uuid(row, "id"),
        new SellerId(Sql.uuid(row, "seller_id")),
        Sql.uuid(row, "account"),
        Session.Level.valueOf(row.getString("level")),
        Sql.instant(row, "started_at"),
        Sql.instant(row, "seen_at"),
        Sql.optionalInstant(row, "second_factor_at"),
        row.getString("network"),
        row.getString("agent"));
  }

  private static Account account(ResultSet row) throws SQLException {
    return new Account(
        new SellerId(Sql.uuid(row, "seller_id")),
        Sql.uuid(row, "account"),
        row.getString("login"),
        row.getString("display_name"),
        Role.valueOf(row.getString("role")),
        row.getBoolean("disabled"),
        ZoneId.of(row.getString("zone")),
        Locale.forLanguageTag(row.getString("language")),
        Account.Theme.valueOf(row.getString("theme").toUpperCase(Locale.ROOT)),
        Account.Status.valueOf(row.getString("status")),
        Sql.optionalInstant(row, "ends_at"),
        Sql.uuid(row, "person"));
  }

  @Override
  public void begin(Session session, Role role, Limits limits) {
    tenancy
        .as(session.seller())
        .run(
            """
            insert into access.session (seller_id, id, account, role, level, epoch, started_at,
              seen_at, idle_seconds, ends_at, second_factor_at, network, agent)
            values (?, ?, ?, ?, ?,
              coalesce((select epoch from access.session_epoch
                        where seller_id = ? and account = ?), 0),
              ?, ?, ?, ?, ?, ?, ?)
            """,
            session.seller().value(),
            session.id(),
            session.account(),
            role,
            session.level(),
            session.seller().value(),
            session.account(),
            session.startedAt(),
            session.seenAt(),
            (int) limits.idle().toSeconds(),
            limits.endsAt(),
            session.secondFactorAt().map(Timestamp::from),
            session.network(),
            session.agent());
  }

  @Override
  public boolean raise(Session before, Session after, Optional<Limits> limits) {
    return tenancy
            .as(before.seller())
            .run(
                """
                update access.session set id = ?, level = ?, started_at = ?, seen_at = ?,
                  second_factor_at = ?, idle_seconds = coalesce(?, idle_seconds),
                  ends_at = coalesce(?::timestamptz, ends_at)
                where seller_id = ? and id = ? and ended_at is null
                """,
                after.id(),
                after.level(),
                after.startedAt(),
                after.seenAt(),
                after.secondFactorAt().map(Timestamp::from),
                limits.map(l -> (int) l.idle().toSeconds()),
                limits.map(l -> Timestamp.from(l.endsAt())),
                before.seller().value(),
                before.id())
        == 1;
  }

  @Override
  public void seen(Session session, Instant at) {
    tenancy
        .as(session.seller())
        .run(
            "update access.session set seen_at = ? where seller_id = ? and id = ? and seen_at < ?",
            at,
            session.seller().value(),
            session.id(),
            at);
  }

  @Override
  public int endAll(SellerId seller, UUID account, Instant at, String why) {
    next(seller, account);
    return tenancy
        .as(seller)
        .run(
            """
            update access.session set ended_at = ?, ended_why = ?
            where seller_id = ? and account = ? and ended_at is null and ends_at > ?
            """,
            at,
            why,
            seller.value(),
            account,
            at);
  }

  /** From now on, no session that has begun is of the present epoch. */
  private void next(SellerId seller, UUID account) {
    tenancy
        .as(seller)
        .run(
            """
            insert into access.session_epoch as e (seller_id, account, epoch) values (?, ?, 1)
            on conflict (seller_id, account) do update set epoch = e.epoch + 1
            """,
            seller.value(),
            account);
  }

  @Override
  public int endOthers(Session keep, Instant at, String why) {
    next(keep.seller(), keep.account());
    Sql sql = tenancy.as(keep.seller());
    sql.run(
        """
        update access.session set epoch =
          (select epoch from access.session_epoch where seller_id = ? and account = ?)
        where seller_id = ? and id = ?
        """,
        keep.seller().value(),
        keep.account(),
        keep.seller().value(),
        keep.id());
    return sql.run(
        """
        update access.session set ended_at = ?, ended_why = ?
        where seller_id = ? and account = ? and id <> ? and ended_at is null and ends_at > ?
        """,
        at,
        why,
        keep.seller().value(),
        keep.account(),
        keep.id(),
        at);
  }

  @Override
  public boolean end(SellerId seller, UUID id, Instant at, String why) {
    return tenancy
            .as(seller)
            .run(
                """
                update access.session set ended_at = ?, ended_why = ?
                where seller_id = ? and id = ? and ended_at is null
                """,
                at,
                why,
                seller.value(),
                id)
        == 1;
  }

  @Override
  public List<Session> of(SellerId seller, UUID account, Instant now) {
    return tenancy
        .as(seller)
        .list(
            "select s.*"
                + FROM
                + " where s.seller_id = ? and s.account = ? and "
                + USABLE
                + " order by s.started_at desc, s.id",
            PostgresSessions::session,
            seller.value(),
            account,
            now,
            now,
            now);
  }

  @Override
  public List<Live> live(SellerId seller, Instant now) {
    return tenancy
        .as(seller)
        .list(
            "select s.*, a.display_name"
                + FROM
                + " where s.seller_id = ? and "
                + USABLE
                + " order by s.started_at desc, s.id limit 500",
            row ->
                new Live(
                    session(row),
                    row.getString("display_name"),
                    Role.valueOf(row.getString("role"))),
            seller.value(),
            now,
            now,
            now);
  }

  @Override
  public List<Count> counts(Instant now) {
    return tenancy
        .ofNobody()
        .list(
            "select seller_id, sessions from access.live_sessions(?)",
            row -> new Count(new SellerId(Sql.uuid(row, "seller_id")), row.getInt("sessions")),
            now);
  }
}
