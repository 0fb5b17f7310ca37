package org.lockkeeper.compliance.access.people;

import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.lockkeeper.compliance.access.Assignments;
import org.lockkeeper.kernel.SellerId;
import org.lockkeeper.kernel.UseCase;

/** Reads who there is. */
@UseCase
public class FindPeople {

  private final Roster roster;
  private final Invitations invitations;
  private final Assignments assignments;

  @Inject
  public FindPeople(Roster roster, Invitations invitations, Assignments assignments) {
    this.roster = roster;
    this.invitations = invitations;
    this.assignments = assignments;
  }

  /** The people of a seller, or ours, whoever left included. */
  public List<Roster.Member> of(SellerId seller) {
    return roster.members(seller);
  }

  /** One of ours. */
  public Optional<Roster.Member> ours(UUID id) {
    return of(SellerId.PLATFORM).stream().filter(m -> m.account().id().equals(id)).findFirst();
  }

  /** The invitations that wait for their people. */
  public List<Invitations.Invitation> invited(SellerId seller) {
    return invitations.waiting(seller);
  }

  /** Who of ours works, or worked, for a seller. */
  public List<Assignments.Assignment> assigned(SellerId seller) {
    return assignments.of(seller);
  }
}
