package org.lockkeeper.integration.postgres.credentials;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonReader;
import jakarta.json.spi.JsonProvider;
import java.io.StringReader;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.lockkeeper.credentials.Authorization;
import org.lockkeeper.credentials.Authorizations;
import org.lockkeeper.credentials.Platform;
import org.lockkeeper.credentials.PlatformAccounts;
import org.lockkeeper.credentials.SecretRef;
import org.lockkeeper.credentials.Standing;
import org.lockkeeper.credentials.TokenStyle;
import org.lockkeeper.integration.postgres.Sql;
import org.lockkeeper.integration.postgres.Tenancy;
import org.lockkeeper.kernel.ConnectionId;
import org.lockkeeper.kernel.SellerId;

/** Grants in {@code credentials.grant_of_seller}. */
@ApplicationScoped
class PostgresAuthorizations implements Authorizations, PlatformAccounts {

  /** Looked up once: the look-up reads the class path each time. */
  private static final JsonProvider JSON = JsonProvider.provider();

  private static final String SELECT =
      """
      select seller_id, id, platform, account, label, scopes, secret_path, token_style, details,
        consent_until, lasting_until, standing, standing_since, standing_cause
      from credentials.grant_of_seller
      """;

  private final Tenancy tenancy;

  @Inject
  PostgresAuthorizations(Tenancy tenancy) {
    this.tenancy = tenancy;
  }

  @Override
  public Optional<Authorization> find(SellerId seller, ConnectionId id) {
    return tenancy
        .as(seller)
        .first(
            SELECT + "where seller_id = ? and id = ?",
            PostgresAuthorizations::read,
            seller.value(),
            id.value());
  }

  @Override
  public Optional<Authorization> findForUpdate(SellerId seller, ConnectionId id) {
    return tenancy
        .as(seller)
        .first(
            SELECT + "where seller_id = ? and id = ? for update",
            PostgresAuthorizations::read,
            seller.value(),
            id.value());
  }

  @Override
  public List<Authorization> all(SellerId seller) {
    return tenancy
        .as(seller)
        .list(
            SELECT + "where seller_id = ? order by id",
            PostgresAuthorizations::read,
            seller.value());
  }

  @Override
  public void add(Authorization authorization, byte[] endpointDigest) {
    Authorization.Snapshot a = authorization.snapshot();
    tenancy
        .as(a.seller())
        .run(
            """
            insert into credentials.grant_of_seller
              (seller_id, id, platform, account, label, scopes, secret_path, token_style, details,
               consent_until, lasting_until, standing, standing_since, standing_cause)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?::jsonb, ?, ?, ?, ?, ?)
            """,
            a.seller().value(),
            a.id().value(),
            a.platform().value(),
            a.account(),
            a.label(),
            a.scopes().toArray(String[]::new),
            a.secret().path(),
            a.style(),
            json(a.details()),
            a.consentUntil().orElse(null),
            a.lastingUntil().orElse(null),
            word(a.standing()),
            a.standing().since(),
            cause(a.standing()));
    if (endpointDigest.length > 0) {
      tenancy
          .as(a.seller())
          .run(PostgresEndpoints.INSERT, a.seller().value(), endpointDigest, a.id().value());
    }
  }

  @Override
  public void save(Authorization authorization) {
    Authorization.Snapshot a = authorization.snapshot();
    tenancy
        .as(a.seller())
        .run(
            """
            update credentials.grant_of_seller set
              label = ?, scopes = ?, token_style = ?, details = ?::jsonb, consent_until = ?,
              lasting_until = ?, standing = ?, standing_since = ?, standing_cause = ?
            where seller_id = ? and id = ?
            """,
            a.label(),
            a.scopes().toArray(String[]::new),
            a.style(),
            json(a.details()),
            a.consentUntil().orElse(null),
            a.lastingUntil().orElse(null),
            word(a.standing()),
            a.standing().since(),
            cause(a.standing()),
            a.seller().value(),
            a.id().value());
  }

  @Override
  public Optional<Authorization> behindEndpoint(byte[] endpointDigest) {
    return tenancy
        .knowing(Tenancy.Key.ENDPOINT, endpointDigest)
        .first(
            SELECT
                + """
                where (seller_id, id) in (
                  select seller_id, connection_id from credentials.webhook_endpoint where digest = ?)
                """,
            PostgresAuthorizations::read,
            endpointDigest);
  }

  @Override
  public boolean openToAnother(SellerId seller, Platform platform, String account) {
    return tenancy
        .as(seller)
        .first(
            "select credentials.open_to_another(?, ?, ?)",
            row -> row.getBoolean(1),
            seller.value(),
            platform.value(),
            account)
        .orElseThrow();
  }

  @Override
  public List<Authorization.Snapshot> of(Platform platform, String account) {
    List<Authorization.Snapshot> all =
        tenancy
            .knowing(Tenancy.Key.PLATFORM_ACCOUNT, platform + "/" + account)
            .list(
                SELECT + "where platform || '/' || account = ? order by id",
                PostgresAuthorizations::read,
                platform + "/" + account)
            .stream()
            .map(Authorization::snapshot)
            .toList();
    List<Authorization.Snapshot> listening =
        all.stream().filter(Authorization.Snapshot::listening).toList();
    return listening.isEmpty() ? all : listening;
  }

  private static String word(Standing standing) {
    return switch (standing) {
      case Standing.Active a -> "ACTIVE";
      case Standing.Paused p -> "PAUSED";
      case Standing.Lapsed l -> "LAPSED";
      case Standing.Revoked r -> "REVOKED";
    };
  }

  private static @Nullable String cause(Standing standing) {
    return standing instanceof Standing.Lapsed lapsed ? lapsed.cause().name() : null;
  }

  private static Standing standing(ResultSet row) throws SQLException {
    Instant since = Sql.instant(row, "standing_since");
    String word = row.getString("standing");
    return switch (word) {
      case "ACTIVE" -> new Standing.Active(since);
      case "PAUSED" -> new Standing.Paused(since);
      case "LAPSED" ->
          new Standing.Lapsed(since, Standing.Cause.valueOf(row.getString("standing_cause")));
      case "REVOKED" -> new Standing.Revoked(since);
      default -> throw new SQLException("no such standing: " + word);
    };
  }

  private static String json(Map<String, String> details) {
    JsonObjectBuilder json = JSON.createObjectBuilder();
    details.forEach(json::add);
    return json.build().toString();
  }

  private static Map<String, String> details(String json) {
    try (JsonReader reader = JSON.createReader(new StringReader(json))) {
      JsonObject object = reader.readObject();
      return object.keySet().stream()
          .collect(Collectors.toUnmodifiableMap(Function.identity(), object::getString));
    }
  }

  private static Authorization read(ResultSet row) throws SQLException {
    return Authorization.restore(
        new Authorization.Snapshot(
            new ConnectionId(Sql.uuid(row, "id")),
            new SellerId(Sql.uuid(row, "seller_id")),
            new Platform(row.getString("platform")),
            row.getString("account"),
            row.getString("label"),
            new SecretRef(row.getString("secret_path")),
            Set.of((String[]) row.getArray("scopes").getArray()),
            TokenStyle.valueOf(row.getString("token_style")),
            details(row.getString("details")),
            Sql.optionalInstant(row, "consent_until"),
            Sql.optionalInstant(row, "lasting_until"),
            standing(row)));
  }
}
