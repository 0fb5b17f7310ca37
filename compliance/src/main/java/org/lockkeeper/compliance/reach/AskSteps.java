package org.lockkeeper.compliance.reach;

import jakarta.inject.Inject;
import java.security.SecureRandom;
import java.text.MessageFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.ResourceBundle;
import java.util.UUID;
import org.lockkeeper.compliance.access.Account;
import org.lockkeeper.compliance.access.Accounts;
import org.lockkeeper.compliance.encryption.Opaque;
import org.lockkeeper.compliance.notices.Postman;
import org.lockkeeper.kernel.SellerId;
import org.lockkeeper.kernel.UseCase;
import org.lockkeeper.proof.certificate.Digests;
import org.lockkeeper.proof.jose.Base64Url;

/** Makes the mail that asks somebody, with a code that answers once. */
@UseCase
public class AskSteps {

  private static final int CODE = 32;
  private static final List<Locale> LANGUAGES = List.of(Locale.ENGLISH, Locale.of("es"));
  private static final ResourceBundle.Control NO_FALLBACK =
      ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES);

  private final ContactTests tests;
  private final Accounts accounts;
  private final ReachPolicy policy;
  private final AnswerAddress address;
  private final SecureRandom random;

  @Inject
  public AskSteps(
      ContactTests tests,
      Accounts accounts,
      ReachPolicy policy,
      AnswerAddress address,
      SecureRandom random) {
    this.tests = tests;
    this.accounts = accounts;
    this.policy = policy;
    this.address = address;
    this.random = random;
  }

  /** The mail; empty if nothing waits for this person any more. */
  public Optional<Postman.Mail> mail(UUID test, ContactTests.Who who) {
    Optional<UUID> person =
        tests
            .find(test)
            .flatMap(
                found ->
                    found
                        .asked()
                        .map(asked -> TestContacts.person(asked, who))
                        .filter(found::waitsFor));
    Optional<Account> reader =
        accounts.all(SellerId.PLATFORM).stream()
            .filter(one -> !one.disabled() && person.filter(one.id()::equals).isPresent())
            .findFirst();
    return reader.map(
        account -> {
          byte[] code = new byte[CODE];
          random.nextBytes(code);
          Opaque digest = new Opaque(Digests.sha256(code));
          tests.code(test, who, digest);
          return mail(
              account, Base64Url.encode(code), Digests.hex(digest.bytes()).substring(0, 16));
        });
  }

  private Postman.Mail mail(Account reader, String code, String mark) {
    Locale asked = Locale.of(reader.language().getLanguage());
    Locale language = LANGUAGES.contains(asked) ? asked : Locale.ENGLISH;
    ResourceBundle bundle =
        ResourceBundle.getBundle(
            AskSteps.class.getPackageName() + ".reach",
            language,
            AskSteps.class.getClassLoader(),
            NO_FALLBACK);
    return new Postman.Mail(
        "contact-test." + mark,
        reader.login(),
        language,
        bundle.getString("mail.title"),
        new MessageFormat(bundle.getString("mail.body"), language)
            .format(
                new Object[] {
                  address.withCode(code).toString(), policy.answerWithin().toMinutes(), code
                }));
  }
}
