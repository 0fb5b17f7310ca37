package org.lockkeeper.portal.session;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.lockkeeper.compliance.access.AccessPolicy;
import org.lockkeeper.compliance.access.Account;
import org.lockkeeper.compliance.access.Role;
import org.lockkeeper.compliance.access.Session;
import org.lockkeeper.compliance.access.Sessions;
import org.lockkeeper.compliance.access.sessions.SessionPolicy;
import org.lockkeeper.compliance.desk.SellerView;
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

  public static Account support() {
    return account(SellerId.PLATFORM, Role.SUPPORT);
  }

  /** A look of somebody at the desk at the pages of {@link #SELLER}. */
  static SellerView look() {
    Instant now = KeptAudit.CLOCK.instant();
    return new SellerView(
        SellerId.PLATFORM,
        new UUID(7, 7),
        support().id(),
        support().id(),
        SELLER,
        SellerView.Reason.TROUBLE,
        "ZD-1",
        now,
        now.plusSeconds(900));
  }

  private static Account account(SellerId seller, Role role) {
    return new Account(
        seller,
        new UUID(1, role == Role.ADMIN ? 2 : role == Role.SUPPORT ? 3 : 1),
        "someone@example.test",
        "Someone",
        role,
        false,
        ZoneId.of("America/New_York"),
        Locale.ENGLISH,
        Account.Theme.SYSTEM);
  }

  public static SignedIn signedIn(Account account) {
    return signedIn(open(account, Session.Level.FULL));
  }

  static SignedIn signedIn(Sessions.Open open) {
    SignedIn signedIn = nobody();
    signedIn.as(open, true);
    return signedIn;
  }

  static SignedIn nobody() {
    return new SignedIn(new AccessPolicy(), new SessionPolicy(), KeptAudit.CLOCK);
  }

  /** A session whose id is that of its account; its second factor was shown just now. */
  static Sessions.Open open(Account account, Session.Level level) {
    Instant now = KeptAudit.CLOCK.instant();
    return new Sessions.Open(
        new Session(
            account.id(),
            account.seller(),
            account.id(),
            level,
            now,
            now,
            level == Session.Level.FULL ? Optional.of(now) : Optional.empty(),
            "192.0.2.7",
            "Firefox, Linux"),
        account,
        "Harbor & Finch",
        List.of());
  }
}
