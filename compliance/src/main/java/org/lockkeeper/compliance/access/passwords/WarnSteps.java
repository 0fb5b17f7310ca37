package org.lockkeeper.compliance.access.passwords;

import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.lockkeeper.compliance.access.Account;
import org.lockkeeper.compliance.access.Accounts;
import org.lockkeeper.compliance.access.PasswordBook;
import org.lockkeeper.compliance.access.PasswordPolicy;
import org.lockkeeper.compliance.access.PasswordSetting;
import org.lockkeeper.compliance.access.Sellers;
import org.lockkeeper.compliance.notices.Postman;
import org.lockkeeper.kernel.Errand;
import org.lockkeeper.kernel.Errands;
import org.lockkeeper.kernel.SellerId;
import org.lockkeeper.kernel.UseCase;

/** What is read and noted around the warnings. */
@UseCase
public class WarnSteps {

  private final Sellers sellers;
  private final PasswordBook book;
  private final PasswordPolicy policy;
  private final PasswordSetting setting;
  private final Accounts accounts;
  private final ResetAddress address;
  private final Errands errands;
  private final Clock clock;

  @Inject
  public WarnSteps(
      Sellers sellers,
      PasswordBook book,
      PasswordPolicy policy,
      PasswordSetting setting,
      Accounts accounts,
      ResetAddress address,
      Errands errands,
      Clock clock) {
    this.sellers = sellers;
    this.book = book;
    this.policy = policy;
    this.setting = setting;
    this.accounts = accounts;
    this.address = address;
    this.errands = errands;
    this.clock = clock;
  }

  /** All sellers, the platform left out. */
  public List<SellerId> sellers() {
    return sellers.ids();
  }

  /** Has those people of a seller written to whose password ends soon, for each warning once. */
  public void warn(SellerId seller, Instant now) {
    for (PasswordBook.Age age : book.ages(seller)) {
      Optional<Instant> end = policy.profile(age.role()).ends(age.setAt());
      Optional<Integer> due = end.flatMap(at -> due(at, now));
      if (due.isPresent()
          && book.warned(seller, age.account(), end.orElseThrow(), due.get(), now)) {
        errands.soon(new Errand(MailPasswordEnd.KIND, seller, age.account().toString()));
      }
    }
  }

  /** The closest of the warnings whose time has come; empty if none has, or the end is over. */
  private Optional<Integer> due(Instant end, Instant now) {
    if (!now.isBefore(end)) {
      return Optional.empty();
    }
    return policy.noticeDays().stream()
        .filter(days -> !now.isBefore(end.minus(Duration.ofDays(days))))
        .findFirst();
  }

  /** The mail, unless the password was changed meanwhile or has none to read it. */
  public Optional<Postman.Mail> mail(SellerId seller, UUID account) {
    Instant now = clock.instant();
    return accounts.all(seller).stream()
        .filter(a -> a.id().equals(account) && a.welcomeAt(clock.instant()))
        .filter(a -> a.role().ofSeller() || !setting.staffByIssuerOnly())
        .findFirst()
        .flatMap(person -> mail(person, now));
  }

  private Optional<Postman.Mail> mail(Account person, Instant now) {
    Optional<Instant> end = book.setAt(person).flatMap(policy.profile(person.role())::ends);
    Optional<Integer> due = end.flatMap(at -> due(at, now));
    PasswordTexts texts = new PasswordTexts(person.language(), person.zone());
    return due.map(
        days ->
            new Postman.Mail(
                "password-end."
                    + person.id()
                    + "."
                    + end.orElseThrow().getEpochSecond()
                    + "."
                    + days,
                person.login(),
                person.language(),
                texts.of("end.title", days),
                texts.of("end.body", texts.day(end.orElseThrow()), address.signIn().toString())));
  }
}
