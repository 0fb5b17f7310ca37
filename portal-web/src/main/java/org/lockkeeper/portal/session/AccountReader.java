package org.lockkeeper.portal.session;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.util.Optional;
import java.util.UUID;
import org.lockkeeper.compliance.access.Sellers;
import org.lockkeeper.compliance.access.SignIn;

/** Reads the account behind a web session, and the name of its seller. */
@ApplicationScoped
class AccountReader implements KnownAccounts {

  private final SignIn signIn;
  private final Sellers sellers;

  @Inject
  AccountReader(SignIn signIn, Sellers sellers) {
    this.signIn = signIn;
    this.sellers = sellers;
  }

  /** One transaction: the account is found by its id before the seller is known. */
  @Override
  @Transactional
  public Optional<Known> of(UUID id) {
    return signIn
        .stillWelcome(id)
        .map(account -> new Known(account, sellers.name(account.seller()).orElse("")));
  }
}
