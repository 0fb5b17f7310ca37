package org.lockkeeper.portal.admin;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.lockkeeper.compliance.access.Account;
import org.lockkeeper.compliance.access.Accounts;
import org.lockkeeper.compliance.access.Sellers;
import org.lockkeeper.compliance.audit.AuditEntry;
import org.lockkeeper.compliance.secrets.BreakGlassCase;
import org.lockkeeper.compliance.secrets.BreakGlassSteps;
import org.lockkeeper.compliance.secrets.CredentialRegister;
import org.lockkeeper.compliance.secrets.SecretReads;
import org.lockkeeper.credentials.Authorization;
import org.lockkeeper.credentials.FindAuthorization;
import org.lockkeeper.credentials.Platform;
import org.lockkeeper.credentials.Renewal;
import org.lockkeeper.credentials.RenewalSteps;
import org.lockkeeper.credentials.SecretCare;
import org.lockkeeper.credentials.SecretRef;
import org.lockkeeper.credentials.SecretVault;
import org.lockkeeper.credentials.rotation.ApplicationSecret;
import org.lockkeeper.credentials.rotation.FindApplicationSecret;
import org.lockkeeper.kernel.ConnectionId;
import org.lockkeeper.kernel.SellerId;

/**
 * Reads the credentials room: ids of all sellers from the register, and what they stand for under
 * each seller in turn, one transaction for each. Never a value.
 */
@ApplicationScoped
@Transactional(Transactional.TxType.REQUIRES_NEW)
class RoomReader {

  private static final Duration DAY = Duration.ofDays(1);
  private static final int HISTORY = 50;

  private final CredentialRegister register;
  private final SecretReads reads;
  private final SecretCare care;
  private final FindAuthorization grants;
  private final RenewalSteps renewals;
  private final FindApplicationSecret applications;
  private final BreakGlassSteps cases;
  private final Sellers sellers;
  private final Accounts accounts;
  private final Clock clock;

  @Inject
  RoomReader(
      CredentialRegister register,
      SecretReads reads,
      SecretCare care,
      FindAuthorization grants,
      RenewalSteps renewals,
      FindApplicationSecret applications,
      BreakGlassSteps cases,
      Sellers sellers,
      Accounts accounts,
      Clock clock) {
    this.register = register;
    this.reads = reads;
    this.care = care;
    this.grants = grants;
    this.renewals = renewals;
    this.applications = applications;
    this.cases = cases;
    this.sellers = sellers;
    this.accounts = accounts;
    this.clock = clock;
  }

  /** What the store holds of one secret, and who read it. */
  record Custody(Optional<SecretCare.Held> current, SecretReads.Summary reads) {}

  /** One connection of one seller. */
  record Row(
      String seller,
      Authorization.Snapshot grant,
      Optional<Renewal.Snapshot> renewal,
      Custody custody) {}

  /** The secret of our own application at one platform. */
  record Application(ApplicationSecret.Snapshot secret, Custody custody) {}

  public List<CredentialRegister.Entry> entries(
      String platform, String standing, int from, int most) {
    return register.page(platform, standing, from, most);
  }

  public long count(String platform, String standing) {
    return register.count(platform, standing);
  }

  /** One connection, read under its seller. */
  public Optional<Row> row(SellerId seller, ConnectionId connection) {
    return grants
        .known(seller, connection)
        .map(
            grant ->
                new Row(
                    sellers.name(seller).orElse(""),
                    grant,
                    renewals.of(seller, connection),
                    custody(seller, grant.secret())));
  }

  public Application application(Platform platform) {
    ApplicationSecret.Snapshot secret = applications.of(platform);
    return new Application(secret, custody(SellerId.PLATFORM, secret.ref()));
  }

  public List<AuditEntry> history(SellerId seller, SecretRef ref) {
    return reads.history(seller, ref, HISTORY);
  }

  public List<BreakGlassCase.Snapshot> cases() {
    return cases.recent();
  }

  /** One of our own people; empty if the id is nobody's. */
  public Optional<Account> person(UUID account) {
    return accounts.byId(account).filter(a -> a.seller().equals(SellerId.PLATFORM));
  }

  private Custody custody(SellerId seller, SecretRef ref) {
    Instant since = clock.instant().minus(DAY);
    return new Custody(
        care.held(seller, ref).stream()
            .filter(held -> held.stage() == SecretVault.Stage.CURRENT)
            .findFirst(),
        reads.summary(seller, ref, since));
  }
}
