package org.lockkeeper.compliance.access.people;

import jakarta.inject.Inject;
import java.security.SecureRandom;
import java.text.MessageFormat;
import java.time.Clock;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.ResourceBundle;
import java.util.UUID;
import org.lockkeeper.compliance.access.Account;
import org.lockkeeper.compliance.access.Accounts;
import org.lockkeeper.compliance.access.Sellers;
import org.lockkeeper.compliance.encryption.Opaque;
import org.lockkeeper.compliance.notices.Postman;
import org.lockkeeper.kernel.SellerId;
import org.lockkeeper.kernel.UseCase;
import org.lockkeeper.proof.certificate.Digests;
import org.lockkeeper.proof.jose.Base64Url;

/** Makes the mail that carries the link of an invitation. */
@UseCase
public class InvitationSteps {

  static final int CODE = 32;

  private static final ResourceBundle.Control NO_FALLBACK =
      ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES);

  private final Invitations invitations;
  private final Accounts accounts;
  private final Sellers sellers;
  private final InvitationAddress address;
  private final SecureRandom random;
  private final Clock clock;

  @Inject
  public InvitationSteps(
      Invitations invitations,
      Accounts accounts,
      Sellers sellers,
      InvitationAddress address,
      SecureRandom random,
      Clock clock) {
    this.invitations = invitations;
    this.accounts = accounts;
    this.sellers = sellers;
    this.address = address;
    this.random = random;
    this.clock = clock;
  }

  /** Makes a code and the mail with it; empty if nobody waits for it any more. */
  Optional<Postman.Mail> mail(SellerId seller, UUID account) {
    Optional<Account> person =
        accounts.all(seller).stream()
            .filter(a -> a.id().equals(account) && a.status() == Account.Status.INVITED)
            .findFirst();
    Optional<Invitations.Invitation> waiting =
        invitations
            .waiting(seller, account)
            .filter(found -> clock.instant().isBefore(found.endsAt()));
    if (person.isEmpty() || waiting.isEmpty()) {
      return Optional.empty();
    }
    byte[] code = new byte[CODE];
    random.nextBytes(code);
    Opaque digest = new Opaque(Digests.sha256(code));
    invitations.code(seller, account, digest);
    return Optional.of(
        mail(
            person.get(),
            waiting.get().endsAt(),
            sellers.name(seller).orElse(""),
            Base64Url.encode(code),
            Digests.hex(digest.bytes()).substring(0, 16)));
  }

  private Postman.Mail mail(
      Account person, Instant end, String organisation, String code, String mark) {
    Locale asked = Locale.of(person.language().getLanguage());
    Locale language =
        List.of(Locale.ENGLISH, Locale.of("es")).contains(asked) ? asked : Locale.ENGLISH;
    ResourceBundle bundle =
        ResourceBundle.getBundle(
            InvitationSteps.class.getPackageName() + ".invitation",
            language,
            InvitationSteps.class.getClassLoader(),
            NO_FALLBACK);
    String until =
        DateTimeFormatter.ofLocalizedDateTime(FormatStyle.LONG)
            .withLocale(language)
            .format(end.atZone(person.zone()));
    return new Postman.Mail(
        person.id() + "." + mark,
        person.login(),
        language,
        MessageFormat.format(bundle.getString("mail.title"), organisation),
        MessageFormat.format(
            bundle.getString("mail.body"),
            organisation,
            address.withCode(code).toString(),
            until,
            code));
  }
}
