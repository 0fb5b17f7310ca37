package org.lockkeeper.portal.session;

import java.util.Optional;
import org.lockkeeper.compliance.access.Account;
import org.lockkeeper.compliance.access.Session;
import org.lockkeeper.compliance.desk.SellerView;

/** Looks of people of ours at sellers' pages. */
interface SellerLooks {

  /** A look that is open, with the seller's name. */
  record Open(SellerView view, String name) {}

  /** The look that the session holds now. */
  Optional<Open> of(Account who, Session session);

  /** Writes down that a page is shown, before it is. */
  void seen(Account who, SellerView view, String page);
}
