package org.lockkeeper.portal.session;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.time.Clock;
import java.util.Optional;
import org.lockkeeper.compliance.access.AccessPolicy;
import org.lockkeeper.compliance.access.Account;
import org.lockkeeper.compliance.access.Permission;
import org.lockkeeper.compliance.access.Session;
import org.lockkeeper.compliance.access.Sessions;
import org.lockkeeper.compliance.access.sessions.SessionPolicy;
import org.lockkeeper.compliance.desk.SellerView;
import org.lockkeeper.compliance.desk.ViewAsSeller;
import org.lockkeeper.kernel.Actor;
import org.lockkeeper.kernel.SellerId;

/**
 * Who makes this request. Looked up afresh for each, so that an ended session is out at once; the
 * web session knows the session's id, and nothing of a person.
 */
@Named
@RequestScoped
public class SignedIn {

  private final AccessPolicy policy;

  private final SessionPolicy sessions;
  private final Clock clock;

  private Optional<Session> session = Optional.empty();
  private Optional<Account> account = Optional.empty();
  private String sellerName = "";
  private boolean acts;
  private Optional<SellerView> view = Optional.empty();

  @Inject
  SignedIn(AccessPolicy policy, SessionPolicy sessions, Clock clock) {
    this.policy = policy;
    this.sessions = sessions;
    this.clock = clock;
  }

  /**
   * From now on that is who makes this request.
   *
   * @param acts whether the request is done for that person; on a public page it is done for
   *     whoever fills the form, who may be somebody else at the same browser
   */
  void as(Sessions.Open open, boolean acts) {
    this.acts = acts;
    session = Optional.of(open.session());
    account = Optional.of(open.account());
    sellerName = open.sellerName();
  }

  /**
   * For this request, the pages are those of a seller that this person only looks at: every action
   * is refused, whatever the page shows.
   *
   * @param name the seller's
   */
  void looksAt(SellerView look, String name) {
    view = Optional.of(look);
    sellerName = name;
  }

  /** Whether this person looks at the pages of a seller of whom they are none. */
  public boolean viewing() {
    return view.isPresent();
  }

  /** The look at a seller's pages; empty if these are the person's own. */
  public Optional<SellerView> view() {
    return view;
  }

  /** Whether anybody is signed in. */
  public boolean present() {
    return account.isPresent();
  }

  /** For whom this request is done; empty on public pages. */
  Optional<Account> acting() {
    return acts ? account : Optional.empty();
  }

  /** The account that is signed in. */
  public Optional<Account> someone() {
    return account;
  }

  /**
   * The account.
   *
   * @throws IllegalStateException if nobody is signed in: the filter keeps such requests out
   */
  public Account account() {
    return account.orElseThrow(() -> new IllegalStateException("nobody is signed in"));
  }

  /**
   * The session of this request, at whatever level.
   *
   * @throws IllegalStateException if there is none: the filter keeps such requests out
   */
  public Session session() {
    return session.orElseThrow(() -> new IllegalStateException("nobody is signed in"));
  }

  /** Whether this person has shown a second factor within the last five minutes. */
  public boolean fresh() {
    return session.filter(held -> sessions.isFresh(held, clock.instant())).isPresent();
  }

  /** The one seller whose data this request may touch. */
  public SellerId seller() {
    return view.map(SellerView::viewed).orElseGet(() -> account().seller());
  }

  /** This person, for the audit log. */
  public Actor actor() {
    return account().actor();
  }

  /** Whether this person may do that; for pages, which hide what may not be done. */
  public boolean may(Permission permission) {
    if (viewing()) {
      return ViewAsSeller.READS.contains(permission);
    }
    return session.filter(held -> held.level() == Session.Level.FULL).isPresent()
        && account.filter(a -> policy.may(a.role(), permission)).isPresent();
  }

  /**
   * Lets this person do that, or stops the request: what a page hides may still be sent. Who only
   * looks at a seller's pages does nothing there.
   *
   * @throws NotPermitted if the role may not, or the pages are only looked at; answered as if the
   *     page were not there
   */
  public void need(Permission permission) {
    if (viewing() || !may(permission)) {
      throw new NotPermitted(permission);
    }
  }

  /**
   * Lets this person do that with a second factor that was shown within the last five minutes.
   *
   * @throws NotPermitted if the role may not
   * @throws NotFresh if the second factor is older; answered with the same page, which asks for it
   */
  public void needFresh(Permission permission) {
    need(permission);
    if (!fresh()) {
      throw new NotFresh(permission);
    }
  }

  public String displayName() {
    return account().displayName();
  }

  public String sellerName() {
    return sellerName;
  }
}
