package org.lockkeeper.portal.session;

import java.util.Optional;
import java.util.UUID;
import org.lockkeeper.compliance.access.Account;

/** The accounts that web sessions may stand for. */
@FunctionalInterface
interface KnownAccounts {

  /** The account, if it may still be used. */
  Optional<Known> of(UUID id);

  /** An account that may be used, with the name of its seller. */
  record Known(Account account, String sellerName) {}
}
