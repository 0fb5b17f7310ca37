package org.lockkeeper.portal.session;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import org.lockkeeper.compliance.access.Account;
import org.lockkeeper.compliance.access.Session;
import org.lockkeeper.compliance.desk.SellerView;
import org.lockkeeper.compliance.desk.ViewAsSeller;

/** Asks the database at each request, so that a look ends at once, with the assignment too. */
@ApplicationScoped
class LooksReader implements SellerLooks {

  private final ViewAsSeller views;
  private final SellerNames names;

  @Inject
  LooksReader(ViewAsSeller views, SellerNames names) {
    this.views = views;
    this.names = names;
  }

  @Override
  public Optional<Open> of(Account who, Session session) {
    return views.of(who, session).map(view -> new Open(view, names.name(view.viewed()).orElse("")));
  }

  @Override
  public void seen(Account who, SellerView view, String page) {
    views.seen(who, view, page);
  }
}
