package org.lockkeeper.compliance.rights;

import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.lockkeeper.compliance.audit.AuditTrail;
import org.lockkeeper.compliance.evidence.Csv;
import org.lockkeeper.kernel.Actor;
import org.lockkeeper.kernel.Purpose;
import org.lockkeeper.kernel.SellerId;
import org.lockkeeper.kernel.UseCase;
import org.lockkeeper.orders.Order;
import org.lockkeeper.orders.OrderBoard;
import org.lockkeeper.orders.Recipient;
import org.lockkeeper.orders.RecipientDetails;
import org.lockkeeper.orders.RecipientVault;
import org.lockkeeper.retention.DataRequest;
import org.lockkeeper.retention.DataRequests;

/**
 * Answers a buyer's wish to know what is held of them: the orders that the channel
 * named, with the buyer as far as there still is one. The seller passes it on. Each opening and the
 * answer as a whole are in the audit log before anything leaves.
 */
@UseCase
public class AnswerDataRequest {

  private static final int FIELDS = 9;

  private final DataRequests requests;
  private final OrderBoard board;
  private final RecipientVault vault;
  private final AuditTrail audit;
  private final Clock clock;

  @Inject
  public AnswerDataRequest(
      DataRequests requests,
      OrderBoard board,
      RecipientVault vault,
      AuditTrail audit,
      Clock clock) {
    this.requests = requests;
    this.board = board;
    this.vault = vault;
    this.audit = audit;
    this.clock = clock;
  }

  /**
   * Puts the answer together and marks the request as answered; a second time gives it again.
   *
   * @return empty if this seller has no such request
   * @throws RecipientVault.SealingUnavailable if the key service does not answer; nothing was
   *     given, and the request stays open
   */
  public Optional<Archive> of(SellerId seller, UUID id, Actor actor) {
    return requests.find(seller, id).map(request -> answer(request, actor));
  }

  private Archive answer(DataRequest request, Actor actor) {
    Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
    SellerId seller = request.seller();
    List<Order.Snapshot> orders =
        request.orders().isEmpty()
            ? List.of()
            : board.withIds(seller, new LinkedHashSet<>(request.orders())).stream()
                .filter(order -> order.seller().equals(seller))
                .sorted(Comparator.comparing(Order.Snapshot::placedAt))
                .toList();
    Csv buyers = new Csv();
    buyers.line(
        List.of(
            "order",
            "channel",
            "label",
            "number",
            "placed",
            "received",
            "status",
            "buyer",
            "name",
            "company",
            "address",
            "city",
            "region",
            "postal code",
            "country",
            "phone",
            "email"));
    OrderTables tables = new OrderTables();
    for (Order.Snapshot order : orders) {
      buyers.line(row(order));
      tables.add(order);
    }
    Csv about = new Csv();
    about.line(List.of("request", "channel", "received", "due by", "orders named", "orders here"));
    about.line(
        List.of(
            request.request(),
            request.channel(),
            request.receivedAt().toString(),
            request.dueBy().toString(),
            Integer.toString(request.named()),
            Integer.toString(orders.size())));
    Map<String, Csv> files = new LinkedHashMap<>();
    files.put("request.csv", about);
    files.put("orders.csv", buyers);
    files.put("lines.csv", tables.lines());
    files.put("parcels.csv", tables.parcels());
    Archive archive = Archive.of("lockkeeper-data-request", now, files);
    audit.recordFirst(
        seller,
        actor,
        "privacy.exported",
        "data-request:" + request.id(),
        Map.of(
            "channel", request.channel(),
            "orders", Integer.toString(orders.size()),
            "named", Integer.toString(request.named())));
    requests.answered(seller, request.id(), now);
    return archive;
  }

  private List<String> row(Order.Snapshot order) {
    List<String> row =
        new ArrayList<>(
            List.of(
                order.id().toString(),
                order.channelOrder().channel().value(),
                order.label(),
                order.channelOrder().number(),
                order.placedAt().toString(),
                order.receivedAt().toString(),
                OrderTables.status(order.progress())));
    switch (order.recipient()) {
      case Recipient.Stripped gone -> row.addAll(nobody("stripped on " + gone.at()));
      case Recipient.Withheld none -> row.addAll(nobody("never given by the channel"));
      case Recipient.Sealed closed -> row.addAll(opened(order, closed));
    }
    return row;
  }

  private static List<String> nobody(String why) {
    return Stream.concat(Stream.of(why), Stream.generate(() -> "").limit(FIELDS)).toList();
  }

  private List<String> opened(Order.Snapshot order, Recipient.Sealed closed) {
    RecipientDetails buyer;
    try {
      buyer = vault.open(order.seller(), order.id(), closed, Purpose.DATA_REQUEST);
    } catch (RecipientVault.NotAuthentic alreadyAudited) {
      return nobody("held, but cannot be read; Lockkeeper has been alarmed");
    }
    return List.of(
        "held",
        buyer.name(),
        buyer.company().orElse(""),
        String.join(", ", buyer.lines()),
        buyer.city().orElse(""),
        buyer.region().orElse(""),
        buyer.postalCode().orElse(""),
        buyer.country(),
        buyer.phone().orElse(""),
        buyer.email().orElse(""));
  }
}
