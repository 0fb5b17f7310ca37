package org.lockkeeper.portal.session;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.ContextNotActiveException;
import jakarta.enterprise.context.RequestScoped;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.inject.Inject;
import java.util.Optional;
import java.util.UUID;
import org.lockkeeper.compliance.access.Account;
import org.lockkeeper.compliance.access.ActingPerson;

/** Whoever is signed in, while a request is served; nobody in an errand or a webhook. */
@ApplicationScoped
class RequestPerson implements ActingPerson {

  private final BeanManager beans;
  private final SignedIn signedIn;

  @Inject
  RequestPerson(BeanManager beans, SignedIn signedIn) {
    this.beans = beans;
    this.signedIn = signedIn;
  }

  @Override
  public Optional<UUID> account() {
    try {
      return beans.getContext(RequestScoped.class).isActive()
          ? signedIn.acting().map(Account::id)
          : Optional.empty();
    } catch (ContextNotActiveException e) {
      return Optional.empty(); // no request, so nobody acts
    }
  }
}
