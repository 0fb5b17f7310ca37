package org.lockkeeper.portal.password;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.List;
import java.util.UUID;
import org.lockkeeper.compliance.access.Permission;
import org.lockkeeper.compliance.access.passwords.UnlockAccount;
import org.lockkeeper.kernel.SellerId;
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
  private final Toast toast;
  private final Texts texts;

  @Inject
  Locks(UnlockAccount unlock, LocksReader reader, SignedIn signedIn, Toast toast, Texts texts) {
    this.unlock = unlock;
    this.reader = reader;
    this.signedIn = signedIn;
    this.toast = toast;
    this.texts = texts;
  }

  /** The locks that hold, the newest first. */
  public List<LocksReader.Line> all() {
    return reader.all();
  }

  /** Whether the reader may end one. */
  public boolean mayUnlock(LocksReader.Line line) {
    return signedIn.may(Permission.PEOPLE_WORK) && !line.account().equals(signedIn.account().id());
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
