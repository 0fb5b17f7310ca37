package org.lockkeeper.credentials;

import jakarta.inject.Inject;
import java.time.Instant;
import org.lockkeeper.kernel.ConnectionId;
import org.lockkeeper.kernel.SellerId;
import org.lockkeeper.kernel.UseCase;

/** Takes over from a platform until when the seller's consent is good. */
@UseCase
public class NoteConsentEnd {

  private final Authorizations authorizations;

  @Inject
  public NoteConsentEnd(Authorizations authorizations) {
    this.authorizations = authorizations;
  }

  /**
   * Notes the end; said again, it changes nothing.
   *
   * @param until the first instant at which the consent is void
   */
  public void of(SellerId seller, ConnectionId id, Instant until) {
    authorizations
        .findForUpdate(seller, id)
        .ifPresent(
            found -> {
              if (found.consentEnds(until)) {
                authorizations.save(found);
              }
            });
  }
}
