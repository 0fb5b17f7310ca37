package org.lockkeeper.portal.seller;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.lockkeeper.compliance.access.Permission;
import org.lockkeeper.compliance.response.SellerNotice;
import org.lockkeeper.compliance.response.SellerNoticeSteps;
import org.lockkeeper.portal.session.SignedIn;

/** {@code /seller/incidents}: what the seller was told of incidents; reading it is the receipt. */
@Named
@RequestScoped
public class SecurityNotices {

  private final SellerNoticeSteps notices;
  private final SignedIn signedIn;
  private @Nullable Card opened;

  @Inject
  SecurityNotices(SellerNoticeSteps notices, SignedIn signedIn) {
    this.notices = notices;
    this.signedIn = signedIn;
  }

  /** One notice. */
  public record Card(
      UUID id,
      String subject,
      String body,
      long orders,
      String fields,
      Instant raisedAt,
      @Nullable Instant readAt) {}

  private static Card card(SellerNotice one) {
    return new Card(
        one.id(),
        one.subject(),
        one.body(),
        one.orders(),
        one.fields().replace(",", ", "),
        one.raisedAt(),
        one.readAt().orElse(null));
  }

  /** The newest first. */
  public List<Card> all() {
    return notices.of(signedIn.seller()).stream().map(SecurityNotices::card).toList();
  }

  /** Opens one; the first time is the receipt. */
  public void read(UUID id) {
    signedIn.need(Permission.PRIVACY_READ);
    opened = notices.open(signedIn.account(), id).map(SecurityNotices::card).orElse(null);
  }

  /** The one that was opened; null if none was. */
  public @Nullable Card opened() {
    return opened;
  }
}
