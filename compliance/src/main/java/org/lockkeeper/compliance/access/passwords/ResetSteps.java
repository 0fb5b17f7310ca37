package org.lockkeeper.compliance.access.passwords;

import jakarta.inject.Inject;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.lockkeeper.compliance.access.Account;
import org.lockkeeper.compliance.access.Accounts;
import org.lockkeeper.compliance.access.PasswordPolicy;
import org.lockkeeper.compliance.access.PasswordSetting;
import org.lockkeeper.compliance.audit.AuditTrail;
import org.lockkeeper.compliance.encryption.Opaque;
import org.lockkeeper.compliance.notices.Postman;
import org.lockkeeper.kernel.Actor;
import org.lockkeeper.kernel.SellerId;
import org.lockkeeper.kernel.UseCase;
import org.lockkeeper.proof.certificate.Digests;
import org.lockkeeper.proof.jose.Base64Url;

/** What is read and noted around the mail with a link. */
@UseCase
public class ResetSteps {

  static final int CODE = 32;

  private static final Actor TASK = new Actor.Task("mail-password-reset");

  private final ResetLinks links;
  private final Accounts accounts;
  private final PasswordPolicy policy;
  private final PasswordSetting setting;
  private final ResetAddress address;
  private final AuditTrail audit;
  private final SecureRandom random;
  private final Clock clock;

  @Inject
  public ResetSteps(
      ResetLinks links,
      Accounts accounts,
      PasswordPolicy policy,
      PasswordSetting setting,
      ResetAddress address,
      AuditTrail audit,
      SecureRandom random,
      Clock clock) {
    this.links = links;
    this.accounts = accounts;
    this.policy = policy;
    this.setting = setting;
    this.address = address;
    this.audit = audit;
    this.random = random;
    this.clock = clock;
  }

  /** Makes a link and the mail that carries it; empty if there is nobody who may have one. */
  public Optional<Postman.Mail> mail(SellerId seller, UUID account) {
    Optional<Account> person =
        accounts.all(seller).stream()
            .filter(a -> a.id().equals(account) && a.welcomeAt(clock.instant()))
            .filter(a -> a.role().ofSeller() || !setting.staffByIssuerOnly())
            .findFirst();
    return person.map(this::mail);
  }

  private Postman.Mail mail(Account person) {
    byte[] code = new byte[CODE];
    random.nextBytes(code);
    Instant now = clock.instant();
    Opaque digest = new Opaque(Digests.sha256(code));
    links.replace(
        new ResetLinks.Link(
            person.seller(), digest, person.id(), now, now.plus(policy.resetOpenFor())));
    audit.record(person.seller(), TASK, "account.reset-sent", "account:" + person.id(), Map.of());
    String text = Base64Url.encode(code);
    PasswordTexts texts = new PasswordTexts(person.language(), person.zone());
    return new Postman.Mail(
        "reset." + Digests.hex(digest.bytes()).substring(0, 24),
        person.login(),
        person.language(),
        texts.of("reset.title"),
        texts.of(
            "reset.body",
            address.withCode(text).toString(),
            text,
            policy.resetOpenFor().toMinutes()));
  }
}
