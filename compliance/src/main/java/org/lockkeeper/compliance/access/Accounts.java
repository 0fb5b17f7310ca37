package org.lockkeeper.compliance.access;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.lockkeeper.kernel.SellerId;

/** All accounts. Works in the caller's transaction. */
public interface Accounts {

  /** An account with the hash of its password. */
  record WithHash(Account account, String passwordHash) {
    @Override
    public String toString() {
      return "WithHash[" + account.id() + "]";
    }
  }

  /** Finds the account of a login, before the seller is known. */
  Optional<WithHash> byLogin(String login);

  /** Finds a signed-in account. */
  Optional<Account> byId(UUID id);

  /** The people of a seller, or ours, oldest first. */
  List<Account> all(SellerId seller);

  void add(Account account, String passwordHash, Instant at);

  void signedIn(Account account, Instant at);

  /** Notes that the account is in use; to the quarter of an hour. */
  default void used(Account account, Instant at) {}

  void prefer(Account account, ZoneId zone, Locale language, Account.Theme theme);
}
