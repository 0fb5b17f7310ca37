package org.lockkeeper.portal.session;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.Optional;
import org.lockkeeper.compliance.access.AccessPolicy;
import org.lockkeeper.compliance.access.Account;
import org.lockkeeper.compliance.access.Permission;
import org.lockkeeper.kernel.Actor;
import org.lockkeeper.kernel.SellerId;

/**
 * Who makes this request. Looked up afresh for each, so that a disabled account is out at once; the
 * web session knows the account's id, and nothing else of a person.
 */
@Named
@RequestScoped
public class SignedIn {

  private final AccessPolicy policy;

  private Optional<Account> account = Optional.empty();
  private String sellerName = "";

  @Inject
  SignedIn(AccessPolicy policy) {
    this.policy = policy;
  }

  void as(Account someone, String nameOfSeller) {
    account = Optional.of(someone);
    sellerName = nameOfSeller;
  }

  /** Whether anybody is signed in. */
  public boolean present() {
    return account.isPresent();
  }

  /** The account; empty on public pages. */
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

  /** The one seller whose data this request may touch. */
  public SellerId seller() {
    return account().seller();
  }

  /** This person, for the audit log. */
  public Actor actor() {
    return account().actor();
  }

  /** Whether this person may do that; for pages, which hide what may not be done. */
  public boolean may(Permission permission) {
    return account.filter(a -> policy.may(a.role(), permission)).isPresent();
  }

  /**
   * Lets this person do that, or stops the request: what a page hides may still be sent.
   *
   * @throws NotPermitted if the role may not; answered as if the page were not there
   */
  public void need(Permission permission) {
    if (!may(permission)) {
      throw new NotPermitted(permission);
    }
  }

  public String displayName() {
    return account().displayName();
  }

  public String sellerName() {
    return sellerName;
  }
}
