package org.lockkeeper.compliance.access;

import jakarta.inject.Inject;
import java.time.ZoneId;
import java.util.Locale;
import org.lockkeeper.kernel.UseCase;

/** How a person wants the pages to be. */
@UseCase
public class Preferences {

  private final Accounts accounts;

  @Inject
  Preferences(Accounts accounts) {
    this.accounts = accounts;
  }

  /** Stores the person's choice. */
  public void choose(Account account, ZoneId zone, Locale language, Account.Theme theme) {
    accounts.prefer(account, zone, language, theme);
  }
}
