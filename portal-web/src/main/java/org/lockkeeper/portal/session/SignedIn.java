package org.lockkeeper.portal.session;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Named;
import java.util.Optional;
import org.lockkeeper.compliance.access.Account;
import org.lockkeeper.kernel.Actor;
import org.lockkeeper.kernel.SellerId;

/**
 * Who makes this request. Looked up afresh for each, so that a disabled account is out at once; the
 * web session knows the account's id, and nothing else of a person.
 */
@Named
@RequestScoped
public class SignedIn {

  private Optional<Account> account = Optional.empty();
  private String sellerName = "";

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

  public String displayName() {
    return account().displayName();
  }

  public String sellerName() {
    return sellerName;
  }
}
