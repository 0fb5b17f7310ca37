package org.lockkeeper.compliance.exports;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.lockkeeper.compliance.access.AccessPolicy;
import org.lockkeeper.compliance.access.Account;
import org.lockkeeper.compliance.access.Accounts;
import org.lockkeeper.compliance.access.Permission;
import org.lockkeeper.compliance.access.Role;
import org.lockkeeper.compliance.access.Sellers;
import org.lockkeeper.compliance.settings.Setting;
import org.lockkeeper.compliance.settings.SettingsInForce;
import org.lockkeeper.kernel.SellerId;

/**
 * Whether a person may take that many rows away, at this moment: looked up again at each step,
 * since roles, accounts and sellers end while a file is made (F48). Works in the caller's
 * transaction.
 */
@ApplicationScoped
class ExportRight {

  private final Accounts accounts;
  private final Sellers sellers;
  private final AccessPolicy access;
  private final ExportPolicy policy;
  private final SettingsInForce settings;

  @Inject
  ExportRight(
      Accounts accounts,
      Sellers sellers,
      AccessPolicy access,
      ExportPolicy policy,
      SettingsInForce settings) {
    this.accounts = accounts;
    this.sellers = sellers;
    this.access = access;
    this.policy = policy;
    this.settings = settings;
  }

  /** The names of a seller's people. */
  Map<UUID, String> names(SellerId seller) {
    return accounts.all(seller).stream()
        .collect(Collectors.toMap(Account::id, Account::displayName));
  }

  /** The most rows in one file: what the policy says, or fewer if our admins have set so. */
  int rows(Role role) {
    return settings.atMost(Setting.EXPORT_ROWS, policy.rows(role));
  }

  /** The person, if the right stands. */
  Optional<Account> stands(SellerId seller, UUID account, long rows, Instant now) {
    if (sellers.closedAt(seller).isPresent()) {
      return Optional.empty();
    }
    return accounts.all(seller).stream()
        .filter(one -> one.id().equals(account))
        .filter(one -> one.welcomeAt(now))
        .filter(one -> access.may(one.role(), Permission.ORDERS_EXPORT))
        .filter(one -> rows <= rows(one.role()))
        .findFirst();
  }
}
