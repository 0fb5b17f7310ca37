package org.lockkeeper.integration.postgres.access;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.io.Serializable;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.lockkeeper.compliance.access.Account;
import org.lockkeeper.compliance.access.Role;
import org.lockkeeper.kernel.SellerId;

/** One row of {@code access.account}. */
@Entity
@Table(schema = "access", name = "account")
@IdClass(AccountRow.Key.class)
class AccountRow {

  @Id
  @Column(name = "seller_id")
  UUID sellerId;

  @Id UUID id;

  String login;

  @Column(name = "display_name")
  String displayName;

  String role;

  @Column(name = "password_hash")
  String passwordHash;

  boolean disabled;

  String zone;

  String language;

  String theme;

  @Column(name = "created_at")
  OffsetDateTime createdAt;

  @Column(name = "last_signed_in_at")
  @Nullable OffsetDateTime lastSignedInAt;

  String status;

  @Column(name = "ends_at")
  @Nullable OffsetDateTime endsAt;

  UUID person;

  @Version int version;

  /** For the persistence provider. */
  @SuppressWarnings("NullAway.Init")
  protected AccountRow() {}

  AccountRow(Account account, String passwordHash, Instant at) {
    this.sellerId = account.seller().value();
    this.id = account.id();
    this.login = account.login();
    this.displayName = account.displayName();
    this.role = account.role().name();
    this.passwordHash = passwordHash;
    this.disabled = account.disabled();
    this.zone = account.zone().getId();
    this.language = account.language().toLanguageTag();
    this.theme = account.theme().name().toLowerCase(Locale.ROOT);
    this.status = account.status().name();
    this.endsAt = account.endsAt().map(end -> end.atOffset(ZoneOffset.UTC)).orElse(null);
    this.person = account.person();
    this.createdAt = at.atOffset(ZoneOffset.UTC);
  }

  Account account() {
    return new Account(
        new SellerId(sellerId),
        id,
        login,
        displayName,
        Role.valueOf(role),
        disabled,
        ZoneId.of(zone),
        Locale.forLanguageTag(language),
        Account.Theme.valueOf(theme.toUpperCase(Locale.ROOT)),
        Account.Status.valueOf(status),
        Optional.ofNullable(endsAt).map(OffsetDateTime::toInstant),
        person);
  }

  /** The composite key. */
  static class Key implements Serializable {

    private static final long serialVersionUID = 1L;

    UUID sellerId;
    UUID id;

    /** For the persistence provider. */
    @SuppressWarnings("NullAway.Init")
    Key() {}

    Key(UUID sellerId, UUID id) {
      this.sellerId = sellerId;
      this.id = id;
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Key that
          && Objects.equals(sellerId, that.sellerId)
          && Objects.equals(id, that.id);
    }

    @Override
    public int hashCode() {
      return Objects.hash(sellerId, id);
    }
  }
}
