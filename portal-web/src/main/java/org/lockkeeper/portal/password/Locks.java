package org.lockkeeper.portal.password;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.lockkeeper.compliance.access.Permission;
import org.lockkeeper.compliance.access.passwords.UnlockAccount;
import org.lockkeeper.kernel.SellerId;
import org.lockkeeper.portal.people.PeopleWords;
import org.lockkeeper.portal.session.SignedIn;
import org.lockkeeper.portal.session.Toast;
import org.lockkeeper.portal.texts.Texts;

/** {@code /admin/locks}: accounts that too many wrong passwords have locked for strangers. */
@Named
@RequestScoped
public class Locks {

  private final UnlockAccount unlock;
  private final LocksReader reader;
  private final SignedIn signedIn;
  private final PeopleWords people;
  private final Toast toast;
  private final Texts texts;

  @Inject
  Locks(
      UnlockAccount unlock,
      LocksReader reader,
      SignedIn signedIn,
      PeopleWords people,
      Toast toast,
      Texts texts) {
    this.unlock = unlock;
    this.reader = reader;
    this.signedIn = signedIn;
    this.people = people;
    this.toast = toast;
    this.texts = texts;
  }

  /** One line of the page. */
  public record Line(
      String seller,
      String id,
      UUID account,
      String name,
      String login,
      Instant since,
      Instant endsAt) {}

  /** The locks that hold, the newest first. */
  public List<Line> all() {
    return reader.all().stream().map(this::line).toList();
  }

  private Line line(LocksReader.Line one) {
    return new Line(
        one.lock().seller().toString(),
        one.lock().id().toString(),
        one.account().id(),
        people.name(one.account()),
        people.login(one.account()),
        one.lock().since(),
        one.lock().endsAt());
  }

  /** Whether the reader may end it: nobody ends the lock of the own account. */
  public boolean mayUnlock(Line line) {
    return !line.account().equals(signedIn.account().id());
  }

  /** Ends one. */
  public void unlock(String seller, String id) {
    signedIn.needFresh(Permission.PEOPLE_WORK);
    UnlockAccount.Outcome outcome =
        unlock.end(SellerId.of(seller), UUID.fromString(id), signedIn.account());
    switch (outcome) {
      case UNLOCKED -> toast.say(texts.get("admin.locks.message.unlocked"));
      case GONE -> toast.warn(texts.get("admin.locks.message.gone"));
      case OWN -> toast.warn(texts.get("admin.locks.message.own"));
    }
  }
}
