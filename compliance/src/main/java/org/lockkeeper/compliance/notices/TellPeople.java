package org.lockkeeper.compliance.notices;

import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.lockkeeper.compliance.access.Account;
import org.lockkeeper.compliance.access.Accounts;
import org.lockkeeper.compliance.access.Role;
import org.lockkeeper.compliance.audit.AuditTrail;
import org.lockkeeper.kernel.Actor;
import org.lockkeeper.kernel.Errand;
import org.lockkeeper.kernel.Errands;
import org.lockkeeper.kernel.Ids;
import org.lockkeeper.kernel.SellerId;
import org.lockkeeper.kernel.UseCase;

/**
 * Raises a notice and has everybody concerned written to, which is all people of a seller or our
 * admins; the same one a second time is nothing.
 */
@UseCase
public class TellPeople {

  /** The platform of what concerns ourselves. */
  private static final String OURS = "lockkeeper";

  private final Notices notices;
  private final Accounts accounts;
  private final Errands errands;
  private final AuditTrail audit;
  private final Ids ids;
  private final Clock clock;

  @Inject
  public TellPeople(
      Notices notices, Accounts accounts, Errands errands, AuditTrail audit, Ids ids, Clock clock) {
    this.notices = notices;
    this.accounts = accounts;
    this.errands = errands;
    this.audit = audit;
    this.ids = ids;
    this.clock = clock;
  }

  /**
   * Tells it.
   *
   * @param daysBefore which of the warnings it is; 0 for what has happened
   * @return whether it was new
   */
  public boolean of(
      SellerId seller,
      Notice.Kind kind,
      String subject,
      String platform,
      String label,
      Instant endsAt,
      int daysBefore) {
    Notice notice =
        new Notice(
            seller,
            ids.next(),
            kind,
            subject,
            platform,
            label,
            endsAt,
            daysBefore,
            clock.instant(),
            Optional.empty());
    if (!notices.raise(notice)) {
      return false;
    }
    for (Account account : accounts.all(seller)) {
      if (!account.disabled() && (account.role().ofSeller() || account.role() == Role.ADMIN)) {
        errands.soon(new Errand(MailNotice.KIND, seller, notice.id() + "/" + account.id()));
      }
    }
    return true;
  }

  /**
   * Tells one person by mail; on the pages it is told to all of the organisation.
   *
   * @param daysBefore which of the warnings it is; 0 for what has happened
   * @return whether it was new
   */
  public boolean one(
      Account person,
      Notice.Kind kind,
      String subject,
      String label,
      Instant endsAt,
      int daysBefore) {
    return some(List.of(person), kind, subject, label, endsAt, daysBefore);
  }

  /**
   * Tells some people of one organization by mail; on the pages it is told to all of it.
   *
   * @param people at least one
   * @param daysBefore which of the warnings it is; 0 for what has happened
   * @return whether it was new
   */
  public boolean some(
      List<Account> people,
      Notice.Kind kind,
      String subject,
      String label,
      Instant endsAt,
      int daysBefore) {
    Notice notice =
        new Notice(
            people.getFirst().seller(),
            ids.next(),
            kind,
            subject,
            OURS,
            label,
            endsAt,
            daysBefore,
            clock.instant(),
            Optional.empty());
    if (!notices.raise(notice)) {
      return false;
    }
    for (Account person : people) {
      if (!person.disabled()) {
        errands.soon(new Errand(MailNotice.KIND, notice.seller(), notice.id() + "/" + person.id()));
      }
    }
    return true;
  }

  /** What nobody has put away yet, the newest first. */
  public List<Notice> open(SellerId seller) {
    return notices.open(seller);
  }

  /**
   * Puts a notice away for everybody of the seller, and with it those of its kind that were raised
   * before it; what came later was not read yet and stays.
   */
  public void dismissUpTo(SellerId seller, UUID id, Actor actor) {
    Optional<Notice> named = notices.find(seller, id).filter(n -> n.dismissedAt().isEmpty());
    if (named.isEmpty()) {
      return;
    }
    for (Notice notice : notices.open(seller)) {
      boolean goesWithIt =
          notice.kind() == named.get().kind()
              && !notice.kind().standsAlone()
              && !notice.raisedAt().isAfter(named.get().raisedAt());
      if (goesWithIt || notice.id().equals(id)) {
        notices.dismiss(seller, notice.id(), clock.instant());
        audit.record(seller, actor, "notice.dismissed", "notice:" + notice.id(), Map.of());
      }
    }
  }
}
