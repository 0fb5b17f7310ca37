package org.lockkeeper.compliance.encryption;

import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.lockkeeper.compliance.audit.AuditTrail;
import org.lockkeeper.kernel.Actor;
import org.lockkeeper.kernel.OrderId;
import org.lockkeeper.kernel.SellerId;
import org.lockkeeper.kernel.UseCase;
import org.lockkeeper.orders.RecipientVault;

/**
 * Compares what is stored of some buyers with what the audit log says was written: this is what
 * finds a whole old row put back, which opens like any other. Each difference is
 * audited by order and names of fields; nothing is opened.
 */
@UseCase
public class CompareCiphertexts {

  /** How many orders one transaction looks at. */
  static final int BATCH = 200;

  private static final Actor ACTOR = new Actor.Task("check-ciphertexts");

  private static final List<String> FIELDS =
      List.of(Field.values()).stream().map(Field::toString).toList();

  private final HeldRecipients held;
  private final SellerKeyRing ring;
  private final AuditTrail audit;

  @Inject
  CompareCiphertexts(HeldRecipients held, SellerKeyRing ring, AuditTrail audit) {
    this.held = held;
    this.ring = ring;
    this.audit = audit;
  }

  /**
   * What a batch found.
   *
   * @param checked orders that were compared
   * @param last the last of them
   * @param more whether there may be others after it
   */
  public record Batch(int checked, List<Mismatch> mismatches, OrderId last, boolean more) {
    public Batch {
      mismatches = List.copyOf(mismatches);
    }
  }

  /**
   * An order whose stored buyer is not what was written.
   *
   * @param fields what differs: names of fields, {@code key}, {@code version}, {@code tokens},
   *     {@code stripped} or {@code entry}
   */
  public record Mismatch(OrderId order, Set<String> fields) {
    public Mismatch {
      fields = Set.copyOf(fields);
    }
  }

  /**
   * Compares the next orders of a seller and audits each difference.
   *
   * @param after the last order of the batch before; {@code new OrderId(new UUID(0, 0))} to begin
   * @throws RecipientVault.SealingUnavailable if a key was not to be had; nothing was written
   */
  public Batch next(SellerId seller, OrderId after) {
    List<HeldRecipients.Held> page = held.page(seller, after, BATCH);
    List<Mismatch> found = new ArrayList<>();
    for (HeldRecipients.Held each : page) {
      Set<String> differing = differences(seller, each);
      if (!differing.isEmpty()) {
        found.add(new Mismatch(each.order(), differing));
        audit.record(
            seller,
            ACTOR,
            "ciphertext.mismatch",
            "order:" + each.order(),
            Map.of("fields", String.join(",", differing)));
      }
    }
    return new Batch(
        page.size(), found, page.isEmpty() ? after : page.getLast().order(), page.size() == BATCH);
  }

  private Set<String> differences(SellerId seller, HeldRecipients.Held order) {
    if (order.last().isEmpty()) {
      return Set.of("entry");
    }
    HeldRecipients.Last last = order.last().get();
    return last.action().equals("recipient.stripped")
        ? leftovers(order)
        : differences(seller, order, last.facts());
  }

  /** After a strip nothing may be held. */
  private static Set<String> leftovers(HeldRecipients.Held order) {
    Set<String> differing = new TreeSet<>(order.fields().keySet());
    if (order.key().isPresent()) {
      differing.add("key");
    }
    if (order.tokens() > 0) {
      differing.add("tokens");
    }
    if (order.strippedAt().isEmpty()) {
      differing.add("stripped");
    }
    return differing;
  }

  private Set<String> differences(
      SellerId seller, HeldRecipients.Held order, Map<String, String> written) {
    Set<String> differing = new TreeSet<>();
    if (order.strippedAt().isPresent()) {
      differing.add("stripped");
    }
    String version = order.version().map(String::valueOf).orElse("");
    if (!version.equals(written.getOrDefault("version", ""))
        || order.version().orElse(0) < order.highestVersion()) {
      differing.add("version");
    }
    Optional<SellerKey> key = genuine(seller, order, written);
    if (key.isEmpty()) {
      differing.add("key");
    }
    for (String field : FIELDS) {
      Optional<Opaque> stored = Optional.ofNullable(order.fields().get(field));
      Optional<String> fingerprint = Optional.ofNullable(written.get(field));
      if (!isSame(key, stored, fingerprint)) {
        differing.add(field);
      }
    }
    return differing;
  }

  /** Without a genuine key nothing more can be said of a field than whether it should be there. */
  private static boolean isSame(
      Optional<SellerKey> key, Optional<Opaque> stored, Optional<String> fingerprint) {
    if (stored.isEmpty() || fingerprint.isEmpty()) {
      return stored.isEmpty() && fingerprint.isEmpty();
    }
    return key.isEmpty() || equal(key.get().fingerprint(stored.get().bytes()), fingerprint.get());
  }

  /** The seller key of the order's key row, if that row is what was written and unwraps. */
  private Optional<SellerKey> genuine(
      SellerId seller, HeldRecipients.Held order, Map<String, String> written) {
    Optional<OrderKeys.Row> row = order.key();
    if (row.isEmpty()
        || !row.get().cohort().toString().equals(written.getOrDefault("cohort", ""))
        || !row.get()
            .sellerKey()
            .toString()
            .equals(written.getOrDefault("seller-key", row.get().sellerKey().toString()))) {
      return Optional.empty();
    }
    try {
      Optional<SellerKey> key = ring.find(seller, row.get().cohort());
      if (key.isPresent()) {
        OrderKey.unwrap(row.get(), key.get()).close();
      }
      return key;
    } catch (RecipientVault.NotAuthentic forged) {
      return Optional.empty();
    }
  }

  private static boolean equal(String one, String other) {
    return MessageDigest.isEqual(
        one.getBytes(StandardCharsets.US_ASCII), other.getBytes(StandardCharsets.US_ASCII));
  }
}
