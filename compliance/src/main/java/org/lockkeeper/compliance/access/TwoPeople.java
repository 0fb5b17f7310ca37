package org.lockkeeper.compliance.access;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.UUID;

/**
 * The rule of two people, in one place: who decides is another person than who asked or is
 * concerned, not merely another account. Works in the caller's transaction.
 */
@Singleton
public class TwoPeople {

  private final Accounts accounts;

  @Inject
  public TwoPeople(Accounts accounts) {
    this.accounts = accounts;
  }

  /**
   * Whether those are two.
   *
   * @param other an account of the same seller, or of ours; one that is not known is nobody's, and
   *     so nobody's second voice
   */
  public boolean differ(Account decider, UUID other) {
    Optional<Account> known =
        accounts.all(decider.seller()).stream().filter(a -> a.id().equals(other)).findFirst();
    return known.filter(a -> !a.isSamePerson(decider)).isPresent();
  }
}
