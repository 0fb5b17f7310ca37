package org.lockkeeper.compliance.response;

import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.lockkeeper.compliance.access.Account;
import org.lockkeeper.compliance.audit.AuditTrail;
import org.lockkeeper.incidents.AcknowledgeNotice;
import org.lockkeeper.incidents.FindIncident;
import org.lockkeeper.incidents.Incident;
import org.lockkeeper.incidents.IncidentId;
import org.lockkeeper.incidents.Party;
import org.lockkeeper.incidents.Phase;
import org.lockkeeper.kernel.Actor;
import org.lockkeeper.kernel.Errands;
import org.lockkeeper.kernel.SellerId;
import org.lockkeeper.kernel.UseCase;

/**
 * Tells every seller concerned, after a person has approved the text. The duty is met
 * when the last of them was told; who was found after that is owed a notice of its own, which is
 * approved in the same way. In a drill nobody is told: it is noted that they would have been.
 */
@UseCase
public class TellSellers {

  private static final Actor TELLER = new Actor.Task("tell-sellers");

  private final FindIncident incidents;
  private final Concerned concerned;
  private final AcknowledgeNotice acknowledge;
  private final Errands errands;
  private final AuditTrail audit;
  private final Clock clock;

  @Inject
  public TellSellers(
      FindIncident incidents,
      Concerned concerned,
      AcknowledgeNotice acknowledge,
      Errands errands,
      AuditTrail audit,
      Clock clock) {
    this.incidents = incidents;
    this.concerned = concerned;
    this.acknowledge = acknowledge;
    this.errands = errands;
    this.audit = audit;
    this.clock = clock;
  }

  /** The notice to one seller. */
  public record Text(String subject, String body) {}

  /** What a seller would read. */
  public Optional<Text> preview(IncidentId id) {
    return incidents.of(id).map(incident -> text(incident, Optional.empty()));
  }

  private Text text(Incident.Snapshot incident, Optional<Concerned.One> seller) {
    ResponseTexts texts = new ResponseTexts(Locale.ENGLISH);
    Object[] values = {
      texts.get("kind." + incident.kind()),
      ResponseTexts.utc(incident.clock().detected().database()),
      seller.map(one -> Long.toString(one.orders())).orElse("…"),
      seller
          .map(Concerned.One::fields)
          .map(fields -> fields.isEmpty() ? texts.get("notice.none") : fields.replace(",", ", "))
          .orElse("…"),
      incident.id().toString(),
      texts.get(
          incident.phase() instanceof Phase.Detected ? "notice.working-on" : "notice.contained")
    };
    return new Text(
        texts.get("notice.SELLERS.subject", values), texts.get("notice.SELLERS.body", values));
  }

  /**
   * A person has read it: every seller who was not told is told.
   *
   * @return how many; empty if there is no such open incident or nobody is known to be concerned
   */
  public Optional<Integer> approve(IncidentId id, Account by) {
    concerned.serialize(id);
    Optional<Incident.Snapshot> incident = incidents.of(id).filter(Incident.Snapshot::open);
    List<Concerned.One> all = concerned.of(id);
    if (incident.isEmpty() || all.isEmpty()) {
      return Optional.empty();
    }
    List<Concerned.One> waiting = all.stream().filter(one -> one.toldAt().isEmpty()).toList();
    audit.record(
        SellerId.PLATFORM,
        by.actor(),
        "incident.sellers-notice-approved",
        "incident:" + id,
        Map.of("sellers", Integer.toString(waiting.size())));
    if (incident.get().drill()) {
      Instant now = clock.instant();
      waiting.forEach(
          one -> {
            concerned.told(id, one.seller(), now);
            acknowledge.of(id, one.seller(), "drill:seller", by.actor());
          });
      acknowledge.of(id, Party.SELLERS, "drill:sellers-" + all.size(), by.actor());
    } else if (waiting.isEmpty()) {
      acknowledge.of(id, Party.SELLERS, "sellers:" + all.size(), by.actor());
    } else {
      waiting.forEach(one -> errands.soon(TellOneSeller.errand(id, one.seller())));
    }
    return Optional.of(waiting.size());
  }

  /** What one seller is to be told; empty if it was told, or is not concerned. */
  Optional<Text> content(IncidentId id, SellerId seller) {
    return incidents
        .of(id)
        .flatMap(
            incident ->
                concerned.of(id).stream()
                    .filter(one -> one.seller().equals(seller) && one.toldAt().isEmpty())
                    .findFirst()
                    .map(one -> text(incident, Optional.of(one))));
  }

  /** The figures of one seller. */
  Optional<Concerned.One> figures(IncidentId id, SellerId seller) {
    return concerned.of(id).stream().filter(one -> one.seller().equals(seller)).findFirst();
  }

  /**
   * Notes that a seller was told; with the last one the duty is met.
   *
   * @param notice what the seller was told with
   */
  void told(IncidentId id, SellerId seller, UUID notice) {
    concerned.serialize(id);
    acknowledge.of(id, seller, "notice:" + notice, TELLER);
    concerned.told(id, seller, clock.instant());
    List<Concerned.One> all = concerned.of(id);
    if (all.stream().allMatch(one -> one.toldAt().isPresent())) {
      acknowledge.of(id, Party.SELLERS, "sellers:" + all.size(), TELLER);
    }
  }
}
