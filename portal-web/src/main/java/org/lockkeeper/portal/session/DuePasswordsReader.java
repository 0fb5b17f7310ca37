package org.lockkeeper.portal.session;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.lockkeeper.compliance.access.Account;
import org.lockkeeper.compliance.access.passwords.ChangePassword;

/** Asks the policy and the database. */
@ApplicationScoped
class DuePasswordsReader implements DuePasswords {

  private final ChangePassword passwords;

  @Inject
  DuePasswordsReader(ChangePassword passwords) {
    this.passwords = passwords;
  }

  @Override
  public boolean due(Account account) {
    return passwords.due(account);
  }
}
