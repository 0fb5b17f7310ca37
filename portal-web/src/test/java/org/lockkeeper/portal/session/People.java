package org.lockkeeper.portal.session;

import java.time.ZoneId;
import java.util.Locale;
import java.util.UUID;
import org.lockkeeper.compliance.access.AccessPolicy;
import org.lockkeeper.compliance.access.Account;
import org.lockkeeper.compliance.access.Role;
import org.lockkeeper.kernel.SellerId;

/** People of the tests. */
public final class People {

  public static final SellerId SELLER = SellerId.of("0190a000-0000-7000-8000-000000000001");

  private People() {}

  public static Account owner() {
    return account(SELLER, Role.SELLER_OWNER);
  }

  public static Account admin() {
    return account(SellerId.PLATFORM, Role.ADMIN);
  }

  private static Account account(SellerId seller, Role role) {
    return new Account(
        seller,
        new UUID(1, role == Role.ADMIN ? 2 : 1),
        "someone@example.test",
        "Someone",
        role,
        false,
        ZoneId.of("America/New_York"),
        Locale.ENGLISH,
        Account.Theme.SYSTEM);
  }

  public static SignedIn signedIn(Account account) {
    SignedIn signedIn = new SignedIn(new AccessPolicy());
    signedIn.as(account, "Harbor & Finch");
    return signedIn;
  }
}
