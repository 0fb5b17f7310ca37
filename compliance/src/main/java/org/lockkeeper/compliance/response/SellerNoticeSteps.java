package org.lockkeeper.compliance.response;

import jakarta.inject.Inject;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.lockkeeper.compliance.access.Account;
import org.lockkeeper.compliance.audit.AuditTrail;
import org.lockkeeper.compliance.notices.Notice;
import org.lockkeeper.compliance.notices.TellPeople;
import org.lockkeeper.incidents.IncidentId;
import org.lockkeeper.kernel.Actor;
import org.lockkeeper.kernel.Ids;
import org.lockkeeper.kernel.SellerId;
import org.lockkeeper.kernel.UseCase;

/** What a seller is told, under the seller: raised, written by mail, read with a receipt. */
@UseCase
public class SellerNoticeSteps {

  private final SellerNotices notices;
  private final TellPeople tell;
  private final AuditTrail audit;
  private final Ids ids;
  private final Clock clock;

  @Inject
  public SellerNoticeSteps(
      SellerNotices notices, TellPeople tell, AuditTrail audit, Ids ids, Clock clock) {
    this.notices = notices;
    this.tell = tell;
    this.audit = audit;
    this.ids = ids;
    this.clock = clock;
  }

  /**
   * Tells it, once.
   *
   * @return the notice, new or of an earlier run
   */
  UUID raise(SellerId seller, IncidentId incident, TellSellers.Text text, Concerned.One figures) {
    SellerNotice fresh =
        new SellerNotice(
            seller,
            ids.next(),
            incident,
            false,
            text.subject(),
            text.body(),
            figures.orders(),
            figures.fields(),
            clock.instant(),
            Optional.empty(),
            Optional.empty());
    if (notices.add(fresh)) {
      audit.record(
          seller,
          new Actor.Task("tell-sellers"),
          "incident.seller-told",
          "incident:" + incident,
          Map.of("notice", fresh.id().toString(), "orders", Long.toString(figures.orders())));
      tell.of(
          seller,
          Notice.Kind.INCIDENT_NOTICE,
          "incident:" + incident,
          "lockkeeper",
          incident.toString(),
          fresh.raisedAt(),
          0);
      return fresh.id();
    }
    return notices.about(seller, incident).map(SellerNotice::id).orElseThrow();
  }

  /** What the seller was told, the newest first. */
  public List<SellerNotice> of(SellerId seller) {
    return notices.of(seller);
  }

  /** What the seller was told of that incident. */
  public Optional<SellerNotice> about(SellerId seller, IncidentId incident) {
    return notices.about(seller, incident);
  }

  /**
   * Somebody of the seller opens it; the first time is the receipt.
   *
   * @return empty if there is no such notice of that seller
   */
  public Optional<SellerNotice> open(Account reader, UUID id) {
    Optional<SellerNotice> found = notices.find(reader.seller(), id);
    if (found.isPresent()
        && reader.role().ofSeller()
        && notices.read(reader.seller(), id, reader.id(), clock.instant())) {
      audit.record(
          reader.seller(),
          reader.actor(),
          "incident.notice-read",
          "incident:" + found.get().incident(),
          Map.of("notice", id.toString()));
      return notices.find(reader.seller(), id);
    }
    return found;
  }
}
