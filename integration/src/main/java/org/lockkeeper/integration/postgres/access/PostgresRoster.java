package org.lockkeeper.integration.postgres.access;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.lockkeeper.compliance.access.Account;
import org.lockkeeper.compliance.access.Role;
import org.lockkeeper.compliance.access.people.Roster;
import org.lockkeeper.integration.postgres.Sql;
import org.lockkeeper.integration.postgres.Tenancy;
import org.lockkeeper.kernel.SellerId;

/** The people in {@code access.account}, past the entity: each change is one statement. */
@ApplicationScoped
class PostgresRoster implements Roster {

  /** A hash that no password has. */
  private static final String NONE = "none";

  private static final String SELECT =
      """
      select seller_id, id, login, display_name, role, disabled, zone, language, theme, status,
        ends_at, person, created_at, suspended_for,
        greatest(last_signed_in_at, (select max(s.seen_at) from access.session s
          where s.seller_id = account.seller_id and s.account = account.id)) as last_use
      from access.account where seller_id = ?
      """;

  private final Tenancy tenancy;
  private final Clock clock;

  @Inject
  PostgresRoster(Tenancy tenancy, Clock clock) {
    this.tenancy = tenancy;
    this.clock = clock;
  }

  @Override
  public List<Member> members(SellerId seller) {
    return tenancy.as(seller).list(SELECT + " order by id", PostgresRoster::member, seller.value());
  }

  @Override
  public Optional<Member> hold(SellerId seller, UUID id) {
    return tenancy
        .as(seller)
        .first(SELECT + " and id = ? for update", PostgresRoster::member, seller.value(), id);
  }

  private static Member member(ResultSet row) throws SQLException {
    Account account =
        new Account(
            new SellerId(Sql.uuid(row, "seller_id")),
            Sql.uuid(row, "id"),
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
    return new Member(
        account,
        Sql.instant(row, "created_at"),
        Sql.optionalInstant(row, "last_use"),
        Sql.optionalText(row, "suspended_for").map(Hold::valueOf));
  }

  @Override
  public int others(SellerId seller, Role role, UUID than, Instant now) {
    // All of them are held, in one order, so that two who go at once wait for each other.
    return (int)
        tenancy
            .as(seller)
            .list(
                """
                select id, (status = 'ACTIVE' and not disabled
                  and coalesce(ends_at > ?, true)) as may_come_in
                from access.account where seller_id = ? and role = ? order by id for update
                """,
                row -> row.getBoolean("may_come_in") && !Sql.uuid(row, "id").equals(than),
                now,
                seller.value(),
                role)
            .stream()
            .filter(each -> each)
            .count();
  }

  @Override
  public boolean taken(String login) {
    return tenancy
        .knowing(Tenancy.Key.LOGIN, login)
        .exists("select from access.account where login = ?", login);
  }

  @Override
  public void invite(Account invited, Instant at) {
    tenancy
        .as(invited.seller())
        .run(
            """
            insert into access.account (seller_id, id, login, display_name, role, password_hash,
              disabled, zone, language, theme, status, ends_at, person, created_at, version)
            values (?, ?, ?, ?, ?, ?, true, ?, ?, ?, 'INVITED', ?, ?, ?, 1)
            """,
            invited.seller().value(),
            invited.id(),
            invited.login(),
            invited.displayName(),
            invited.role(),
            NONE,
            invited.zone().getId(),
            invited.language().toLanguageTag(),
            invited.theme().name().toLowerCase(Locale.ROOT),
            invited.endsAt(),
            invited.person(),
            at);
  }

  @Override
  public void inviteAgain(Account invited) {
    tenancy
        .as(invited.seller())
        .run(
            """
            update access.account set status = 'INVITED', disabled = true, suspended_for = null, left_at = null,
              display_name = ?, role = ?, password_hash = ?, ends_at = ?, person = ?,
              version = version + 1
            where seller_id = ? and id = ? and status = 'LEFT'
            """,
            invited.displayName(),
            invited.role(),
            NONE,
            invited.endsAt(),
            invited.person(),
            invited.seller().value(),
            invited.id());
  }

  @Override
  public void role(SellerId seller, UUID id, Role role, Optional<Instant> endsAt) {
    tenancy
        .as(seller)
        .run(
            """
            update access.account set role = ?, ends_at = ?, version = version + 1
            where seller_id = ? and id = ?
            """,
            role,
            endsAt,
            seller.value(),
            id);
  }

  @Override
  public void status(SellerId seller, UUID id, Account.Status status, Optional<Hold> why) {
    tenancy
        .as(seller)
        .run(
            """
            update access.account set status = ?, disabled = ?, suspended_for = ?,
              left_at = ?::timestamptz, version = version + 1
            where seller_id = ? and id = ?
            """,
            status,
            status != Account.Status.ACTIVE,
            why.map(Enum::name),
            Optional.of(status)
                .filter(Account.Status.LEFT::equals)
                .map(left -> Timestamp.from(clock.instant())),
            seller.value(),
            id);
  }

  @Override
  public List<Key> pastEnd(Instant now) {
    return tenancy
        .ofNobody()
        .list(
            "select seller_id, id from access.accounts_past_end(?)",
            row -> new Key(new SellerId(Sql.uuid(row, "seller_id")), Sql.uuid(row, "id")),
            now);
  }
}
