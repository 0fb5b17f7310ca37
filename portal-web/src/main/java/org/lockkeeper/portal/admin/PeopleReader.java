package org.lockkeeper.portal.admin;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.lockkeeper.compliance.access.Assignments;
import org.lockkeeper.compliance.access.people.AssignStaff;
import org.lockkeeper.compliance.access.people.FindPeople;
import org.lockkeeper.compliance.access.people.Invitations;
import org.lockkeeper.compliance.access.people.Roster;
import org.lockkeeper.kernel.SellerId;

/** Reads who of ours there is and for whom they work; each look-up is a step of its own. */
@ApplicationScoped
class PeopleReader {

  private static final int MOST = 5_000;

  private final FindPeople find;
  private final AssignStaff assign;
  private final DeletionCasesReader.SellerNames names;

  @Inject
  PeopleReader(FindPeople find, AssignStaff assign, DeletionCasesReader.SellerNames names) {
    this.find = find;
    this.assign = assign;
    this.names = names;
  }

  /** All of ours, whoever left included. */
  List<Roster.Member> members() {
    return find.of(SellerId.PLATFORM);
  }

  Optional<Roster.Member> member(UUID id) {
    return find.ours(id);
  }

  /** Invitations of ours that wait. */
  List<Invitations.Invitation> invited() {
    return find.invited(SellerId.PLATFORM);
  }

  /** The open assignments of everybody. */
  Map<UUID, List<Assignments.Open>> assignments() {
    Map<UUID, List<Assignments.Open>> all = new LinkedHashMap<>();
    for (Assignments.Open open : assign.open(MOST)) {
      all.computeIfAbsent(open.staff(), id -> new ArrayList<>()).add(open);
    }
    return all;
  }

  List<Assignments.Open> assignments(UUID staff) {
    return assign.openOf(staff);
  }

  String seller(SellerId id) {
    return names.of(id);
  }
}
