package org.lockkeeper.portal.networks;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.util.List;
import org.lockkeeper.compliance.access.Sellers;
import org.lockkeeper.compliance.access.sessions.ListSessions;
import org.lockkeeper.compliance.access.sessions.LiveSessions;
import org.lockkeeper.kernel.SellerId;

/** Reads who is signed in, and names of sellers, each in a transaction of its own. */
@ApplicationScoped
class LivePeopleReader {

  private final ListSessions sessions;
  private final Sellers sellers;

  @Inject
  LivePeopleReader(ListSessions sessions, Sellers sellers) {
    this.sessions = sessions;
    this.sellers = sellers;
  }

  @Transactional
  List<LiveSessions.Live> of(SellerId seller) {
    return sessions.of(seller);
  }

  @Transactional
  List<LiveSessions.Count> counts() {
    return sessions.counts();
  }

  @Transactional
  String name(SellerId seller) {
    return sellers.name(seller).orElse(seller.toString());
  }
}
