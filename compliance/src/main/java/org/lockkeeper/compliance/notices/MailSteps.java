package org.lockkeeper.compliance.notices;

import jakarta.inject.Inject;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;
import org.lockkeeper.compliance.access.Account;
import org.lockkeeper.compliance.access.Accounts;
import org.lockkeeper.kernel.SellerId;
import org.lockkeeper.kernel.UseCase;

/** What is read and noted around the sending of a mail. */
@UseCase
public class MailSteps {

  private final Notices notices;
  private final Accounts accounts;
  private final Clock clock;

  @Inject
  public MailSteps(Notices notices, Accounts accounts, Clock clock) {
    this.notices = notices;
    this.accounts = accounts;
    this.clock = clock;
  }

  /** The mail, unless it has left already or there is nobody to read it. */
  public Optional<Postman.Mail> mail(SellerId seller, UUID notice, UUID account) {
    Optional<Account> reader =
        accounts.all(seller).stream()
            .filter(a -> a.id().equals(account) && !a.disabled())
            .findFirst();
    Optional<Notice> found = notices.find(seller, notice);
    if (reader.isEmpty() || found.isEmpty() || !notices.mayMail(seller, notice, account)) {
      return Optional.empty();
    }
    Account person = reader.get();
    return Optional.of(
        new Postman.Mail(
            notice + "." + account,
            person.login(),
            person.language(),
            NoticeTexts.title(found.get(), person.language(), person.zone()),
            NoticeTexts.body(found.get(), person.language(), person.zone())));
  }

  /** Notes that it has left. */
  public void mailed(SellerId seller, UUID notice, UUID account) {
    notices.mailed(seller, notice, account, clock.instant());
  }
}
