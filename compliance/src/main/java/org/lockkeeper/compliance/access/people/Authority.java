package org.lockkeeper.compliance.access.people;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import org.lockkeeper.compliance.access.AccessPolicy;
import org.lockkeeper.compliance.access.Account;
import org.lockkeeper.compliance.access.Permission;
import org.lockkeeper.compliance.access.Role;
import org.lockkeeper.kernel.SellerId;

/** Who may decide over whose access: an owner over the own organisation, an admin over ours. */
@Singleton
public class Authority {

  private final AccessPolicy policy;

  @Inject
  public Authority(AccessPolicy policy) {
    this.policy = policy;
  }

  /** Whether somebody may give or take a role there. */
  boolean over(Account by, SellerId seller, Role role) {
    return by.seller().equals(seller)
        && role.ofSeller() != seller.equals(SellerId.PLATFORM)
        && policy.may(
            by.role(),
            seller.equals(SellerId.PLATFORM) ? Permission.PEOPLE_WORK : Permission.TEAM_WORK);
  }

  /** Whether somebody may decide over the access of ours. */
  boolean overOurs(Account by) {
    return by.seller().equals(SellerId.PLATFORM) && policy.may(by.role(), Permission.PEOPLE_WORK);
  }

  /** Whether somebody may run access reviews. */
  boolean overReviews(Account by) {
    return by.seller().equals(SellerId.PLATFORM) && policy.may(by.role(), Permission.REVIEWS_WORK);
  }
}
