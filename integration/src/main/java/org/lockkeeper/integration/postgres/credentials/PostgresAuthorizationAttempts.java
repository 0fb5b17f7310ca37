package org.lockkeeper.integration.postgres.credentials;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import java.util.UUID;
import org.lockkeeper.credentials.AuthorizationAttempt;
import org.lockkeeper.credentials.AuthorizationAttempts;
import org.lockkeeper.credentials.Platform;
import org.lockkeeper.integration.postgres.Sql;
import org.lockkeeper.integration.postgres.Tenancy;
import org.lockkeeper.kernel.ConnectionId;
import org.lockkeeper.kernel.SellerId;

/** Attempts in {@code credentials.authorization_attempt}. */
@ApplicationScoped
class PostgresAuthorizationAttempts implements AuthorizationAttempts {

  private final Tenancy tenancy;

  @Inject
  PostgresAuthorizationAttempts(Tenancy tenancy) {
    this.tenancy = tenancy;
  }

  @Override
  public void add(AuthorizationAttempt a) {
    tenancy
        .as(a.seller())
        .run(
            """
            insert into credentials.authorization_attempt
              (seller_id, state_digest, session_digest, platform, answer, renewing, begun_at,
               ends_at, used_at)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?)
            """,
            a.seller().value(),
            HexFormat.of().parseHex(a.stateDigest()),
            a.session(),
            a.platform().value(),
            a.answer(),
            a.renewing().map(ConnectionId::value),
            a.begunAt(),
            a.until(),
            a.usedAt());
  }

  @Override
  public Optional<AuthorizationAttempt> findForUpdate(SellerId seller, String stateDigest) {
    return tenancy
        .as(seller)
        .first(
            """
            select seller_id, encode(state_digest, 'hex') as state, session_digest, platform,
              answer, renewing, begun_at, ends_at, used_at
            from credentials.authorization_attempt
            where seller_id = ? and state_digest = ? for update
            """,
            PostgresAuthorizationAttempts::read,
            seller.value(),
            HexFormat.of().parseHex(stateDigest));
  }

  @Override
  public void save(AuthorizationAttempt a) {
    tenancy
        .as(a.seller())
        .run(
            "update credentials.authorization_attempt set used_at = ?"
                + " where seller_id = ? and state_digest = ?",
            a.usedAt(),
            a.seller().value(),
            HexFormat.of().parseHex(a.stateDigest()));
  }

  @Override
  public void forgetEndedBefore(SellerId seller, Instant instant) {
    tenancy
        .as(seller)
        .run(
            "delete from credentials.authorization_attempt where seller_id = ? and ends_at < ?",
            seller.value(),
            instant);
  }

  private static AuthorizationAttempt read(ResultSet row) throws SQLException {
    return new AuthorizationAttempt(
        new SellerId(Sql.uuid(row, "seller_id")),
        row.getString("state"),
        row.getString("session_digest"),
        new Platform(row.getString("platform")),
        row.getString("answer"),
        Optional.ofNullable(row.getObject("renewing", UUID.class)).map(ConnectionId::new),
        Sql.instant(row, "begun_at"),
        Sql.instant(row, "ends_at"),
        Sql.optionalInstant(row, "used_at"));
  }
}
