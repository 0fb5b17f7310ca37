package org.lockkeeper.integration.postgres.access;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.lockkeeper.compliance.access.Account;
import org.lockkeeper.compliance.access.Accounts;
import org.lockkeeper.integration.postgres.Sql;
import org.lockkeeper.integration.postgres.Tenancy;
import org.lockkeeper.kernel.SellerId;

/**
 * Accounts in {@code access.account}. Whose an account is, is found by its login or id alone; the
 * row itself is then read and written under that seller.
 */
@ApplicationScoped
class PostgresAccounts implements Accounts {

  private static final Duration USE_STEP = Duration.ofMinutes(15);

  private final Tenancy tenancy;

  @Inject
  PostgresAccounts(Tenancy tenancy) {
    this.tenancy = tenancy;
  }

  private record Owner(SellerId seller, UUID id) {}

  @Override
  public Optional<WithHash> byLogin(String login) {
    return owner(tenancy.knowing(Tenancy.Key.LOGIN, login), "login = ?", login)
        .map(this::row)
        .map(row -> new WithHash(row.account(), row.passwordHash));
  }

  @Override
  public Optional<Account> byId(UUID id) {
    return owner(tenancy.knowing(Tenancy.Key.ACCOUNT, id.toString()), "id = ?", id)
        .map(this::row)
        .map(AccountRow::account);
  }

  @Override
  public List<Account> all(SellerId seller) {
    return entities(seller)
        .createQuery(
            "select a from AccountRow a where a.sellerId = :seller order by a.id", AccountRow.class)
        .setParameter("seller", seller.value())
        .getResultStream()
        .map(AccountRow::account)
        .toList();
  }

  private static Optional<Owner> owner(Sql sql, String condition, Object value) {
    return sql.first(
        "select seller_id, id from access.account where " + condition,
        row -> new Owner(new SellerId(Sql.uuid(row, "seller_id")), Sql.uuid(row, "id")),
        value);
  }

  private AccountRow row(Owner owner) {
    return entities(owner.seller())
        .find(AccountRow.class, new AccountRow.Key(owner.seller().value(), owner.id()));
  }

  private EntityManager entities(SellerId seller) {
    return tenancy.entitiesOf(seller);
  }

  @Override
  public void add(Account account, String passwordHash, Instant at) {
    EntityManager entities = entities(account.seller());
    entities.persist(new AccountRow(account, passwordHash, at));
    entities.flush();
  }

  @Override
  public void signedIn(Account account, Instant at) {
    row(new Owner(account.seller(), account.id())).lastSignedInAt = at.atOffset(ZoneOffset.UTC);
  }

  /** Past the entity: two requests of one person at once are no conflict. */
  @Override
  public void used(Account account, Instant at) {
    tenancy
        .as(account.seller())
        .run(
            """
            update access.account set last_used_at = ? where seller_id = ? and id = ?
              and (last_used_at is null or last_used_at < ?)
            """,
            at,
            account.seller().value(),
            account.id(),
            at.minus(USE_STEP));
  }

  @Override
  public void prefer(Account account, ZoneId zone, Locale language, Account.Theme theme) {
    AccountRow row = row(new Owner(account.seller(), account.id()));
    row.zone = zone.getId();
    row.language = language.toLanguageTag();
    row.theme = theme.name().toLowerCase(Locale.ROOT);
  }
}
