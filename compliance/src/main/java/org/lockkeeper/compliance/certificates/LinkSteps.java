package org.lockkeeper.compliance.certificates;

import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.lockkeeper.compliance.access.Account;
import org.lockkeeper.compliance.access.Accounts;
import org.lockkeeper.compliance.access.SignInThrottle;
import org.lockkeeper.compliance.audit.AuditTrail;
import org.lockkeeper.compliance.encryption.Opaque;
import org.lockkeeper.compliance.notices.Postman;
import org.lockkeeper.kernel.Actor;
import org.lockkeeper.kernel.Errand;
import org.lockkeeper.kernel.Errands;
import org.lockkeeper.kernel.SellerId;
import org.lockkeeper.kernel.UseCase;
import org.lockkeeper.proof.certificate.Digests;
import org.lockkeeper.proof.jose.Base64Url;
import org.lockkeeper.proof.jose.Malformed;

/** What is read and noted around the links of those who have left. */
@UseCase
public class LinkSteps {

  /** How long a link opens something. */
  static final Duration OPEN_FOR = Duration.ofDays(30);

  static final Actor.Task TASK = new Actor.Task("mail-certificate-link");

  private static final int CODE = 32;

  /** How many certificates one request may bring. */
  private static final int MOST = 20;

  /** How often one address, and one network, may ask in an hour. */
  private static final int ASKED = 5;

  private static final Duration WINDOW = Duration.ofHours(1);

  private final CertificateLinks links;
  private final Certificates certificates;
  private final Accounts accounts;
  private final SignInThrottle throttle;
  private final CertificateAddress address;
  private final AuditTrail audit;
  private final Errands errands;
  private final SecureRandom random;
  private final Clock clock;

  @Inject
  public LinkSteps(
      CertificateLinks links,
      Certificates certificates,
      Accounts accounts,
      SignInThrottle throttle,
      CertificateAddress address,
      AuditTrail audit,
      Errands errands,
      SecureRandom random,
      Clock clock) {
    this.links = links;
    this.certificates = certificates;
    this.accounts = accounts;
    this.throttle = throttle;
    this.address = address;
    this.audit = audit;
    this.errands = errands;
    this.random = random;
    this.clock = clock;
  }

  /** Has everybody of a seller written to, if nobody of it can sign in any more. */
  void writeToWhoeverLeft(SellerId seller, UUID certificate) {
    List<Account> people = accounts.all(seller);
    if (people.stream().allMatch(Account::disabled)) {
      for (Account person : people) {
        errands.soon(MailCertificateLink.errand(seller, certificate, person.id()));
      }
    }
  }

  /**
   * Somebody asks for links anew, by an address. What is done, and how long it takes, is the same
   * whether the address is known or not.
   *
   * @param network from where, as the sign-in counts it
   */
  void ask(String typed, String network) {
    String login = typed.strip().toLowerCase(Locale.ROOT);
    Instant now = clock.instant();
    byte[] byLogin = digest("certificate-link/address/" + login);
    byte[] byNetwork = digest("certificate-link/network/" + network);
    boolean tooMany =
        throttle.failures(byLogin, now) >= ASKED || throttle.failures(byNetwork, now) >= 4 * ASKED;
    throttle.failed(byLogin, now, now.plus(WINDOW));
    throttle.failed(byNetwork, now, now.plus(WINDOW));
    Optional<Account> person = accounts.byLogin(login).map(Accounts.WithHash::account);
    if (!tooMany) {
      errands.soon(
          new Errand(
              SendLinksAgain.KIND,
              person.map(Account::seller).orElse(SellerId.PLATFORM),
              person.map(Account::id).orElseGet(this::nobody).toString()));
    }
  }

  private UUID nobody() {
    return new UUID(random.nextLong(), random.nextLong());
  }

  /** Has a person who cannot sign in any more written to about each certificate of the seller. */
  void sendAgain(SellerId seller, UUID account) {
    List<Account> people = accounts.all(seller);
    if (people.stream().noneMatch(person -> person.id().equals(account))
        || !people.stream().allMatch(Account::disabled)) {
      return;
    }
    certificates.all(seller).stream()
        .filter(listed -> listed.sealedAt().isPresent())
        .limit(MOST)
        .forEach(listed -> errands.soon(MailCertificateLink.errand(seller, listed.id(), account)));
  }

  /** Makes a link and the mail that carries it; empty if there is nobody to read it. */
  Optional<Postman.Mail> mail(SellerId seller, UUID certificate, UUID account) {
    Optional<Account> person =
        accounts.all(seller).stream().filter(a -> a.id().equals(account)).findFirst();
    Optional<Certificate> found = certificates.find(seller, certificate);
    if (person.isEmpty() || found.isEmpty()) {
      return Optional.empty();
    }
    byte[] code = new byte[CODE];
    random.nextBytes(code);
    Instant now = clock.instant();
    Instant end = now.plus(OPEN_FOR);
    Opaque digest = new Opaque(Digests.sha256(code));
    links.purge(seller, now);
    links.add(new CertificateLinks.Link(seller, digest, certificate, account, now, end));
    audit.record(
        seller,
        TASK,
        "certificate.link-sent",
        found.get().object(),
        Map.of("account", account.toString(), "ends_at", end.toString()));
    Locale language = person.get().language();
    CertificateTexts texts = new CertificateTexts(language, person.get().zone());
    return Optional.of(
        new Postman.Mail(
            certificate + "." + Digests.hex(digest.bytes()).substring(0, 16),
            person.get().login(),
            language,
            texts.of("mail.title", found.get().stage().number()),
            texts.of(
                "mail.body",
                found.get().stage().number(),
                address.withCode(Base64Url.encode(code)).toString(),
                texts.day(end),
                Base64Url.encode(code))));
  }

  /** The link of a code, unless it has ended. */
  Optional<CertificateLinks.Link> open(String code) {
    byte[] bytes;
    try {
      bytes = Base64Url.decode(code.strip(), CODE);
    } catch (Malformed e) {
      return Optional.empty();
    }
    return links
        .find(new Opaque(Digests.sha256(bytes)))
        .filter(link -> clock.instant().isBefore(link.endsAt()));
  }

  private static byte[] digest(String text) {
    return Digests.sha256(text.getBytes(StandardCharsets.UTF_8));
  }
}
