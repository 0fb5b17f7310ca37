package org.lockkeeper.compliance.encryption;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.lockkeeper.compliance.audit.AuditTrail;
import org.lockkeeper.kernel.OrderId;
import org.lockkeeper.kernel.SellerId;
import org.lockkeeper.orders.Ciphertext;
import org.lockkeeper.orders.Recipient;
import org.lockkeeper.orders.RecipientDetails;
import org.lockkeeper.orders.RecipientVault.NotAuthentic;

/**
 * Turns a recipient into its sealed fields and back, under a key that the caller holds. Knows
 * nothing of purposes: who opens, and that it is audited, is the business of its callers. What does
 * not open is audited here, because every caller would have to.
 */
@ApplicationScoped
class RecipientEnvelope {

  private final OrderKeys orderKeys;
  private final SellerKeyRing ring;
  private final AuditTrail audit;
  private final CurrentActor actor;
  private final FieldCipher cipher;

  @Inject
  RecipientEnvelope(
      OrderKeys orderKeys,
      SellerKeyRing ring,
      AuditTrail audit,
      CurrentActor actor,
      SealingSettings settings,
      SecureRandom random) {
    this.orderKeys = orderKeys;
    this.ring = ring;
    this.audit = audit;
    this.actor = actor;
    this.cipher = new FieldCipher(settings.environment(), random);
  }

  /** All fields, each sealed by itself. */
  public Recipient.Sealed seal(OrderKey key, int version, RecipientDetails details) {
    return new Recipient.Sealed(
        version,
        sealText(key, Field.NAME, version, details.name()),
        sealBytes(key, Field.ADDRESS, version, LengthPrefixed.ofTexts(addressOf(details))),
        details.phone().map(phone -> sealText(key, Field.PHONE, version, phone)),
        details.email().map(email -> sealText(key, Field.EMAIL, version, email)),
        sealText(key, Field.MASKED, version, details.masked()));
  }

  /**
   * The order's key row and key; the caller closes the key.
   *
   * @throws NotAuthentic if there is none, or not a genuine one; audited
   */
  public OrderKey keyOf(SellerId seller, OrderId order) {
    OrderKeys.Row row =
        orderKeys
            .find(seller, order)
            .orElseThrow(() -> tampered(seller, order, "key", "order " + order + " has no key"));
    return keyOf(row);
  }

  /**
   * The key in a row that was read before.
   *
   * @throws NotAuthentic if it is not genuine; audited
   */
  public OrderKey keyOf(OrderKeys.Row row) {
    try {
      SellerKey sellerKey =
          ring.find(row.seller(), row.cohort())
              .orElseThrow(() -> new NotAuthentic("order " + row.order() + " has no seller key"));
      return OrderKey.unwrap(row, sellerKey);
    } catch (NotAuthentic trouble) {
      throw tampered(row.seller(), row.order(), "key", String.valueOf(trouble.getMessage()));
    }
  }

  /**
   * All fields in clear.
   *
   * @throws NotAuthentic if one does not open; audited
   */
  public RecipientDetails open(OrderKey key, Recipient.Sealed sealed) {
    int version = sealed.version();
    String name = openText(key, Field.NAME, version, sealed.name());
    byte[] address = openBytes(key, Field.ADDRESS, version, sealed.address());
    Optional<String> phone = sealed.phone().map(c -> openText(key, Field.PHONE, version, c));
    Optional<String> email = sealed.email().map(c -> openText(key, Field.EMAIL, version, c));
    try {
      return detailsOf(name, LengthPrefixed.texts(address), phone, email);
    } finally {
      Arrays.fill(address, (byte) 0);
    }
  }

  /**
   * One field in clear, an address as lines; empty text if there is no such field. The others are
   * not opened.
   *
   * @throws NotAuthentic if it does not open; audited
   */
  public String field(OrderKey key, Recipient.Sealed sealed, Field field) {
    int version = sealed.version();
    return switch (field) {
      case NAME -> openText(key, field, version, sealed.name());
      case PHONE -> sealed.phone().map(c -> openText(key, field, version, c)).orElse("");
      case EMAIL -> sealed.email().map(c -> openText(key, field, version, c)).orElse("");
      case MASKED -> masked(key, sealed);
      case ADDRESS -> {
        byte[] address = openBytes(key, field, version, sealed.address());
        try {
          yield lines(
              detailsOf("", LengthPrefixed.texts(address), Optional.empty(), Optional.empty()));
        } finally {
          Arrays.fill(address, (byte) 0);
        }
      }
    };
  }

  private static String lines(RecipientDetails details) {
    List<String> lines = new ArrayList<>();
    details.company().ifPresent(lines::add);
    lines.addAll(details.lines());
    lines.add(
        Stream.of(details.city(), details.region(), details.postalCode())
            .flatMap(Optional::stream)
            .collect(Collectors.joining(" ")));
    lines.add(details.country());
    return lines.stream().filter(line -> !line.isBlank()).collect(Collectors.joining("\n"));
  }

  /**
   * The masked form in clear.
   *
   * @throws NotAuthentic if it does not open; audited
   */
  public String masked(OrderKey key, Recipient.Sealed sealed) {
    return openText(key, Field.MASKED, sealed.version(), sealed.masked());
  }

  /** The names of the fields that are there, as an audit entry lists them. */
  public String fieldsOf(Recipient.Sealed sealed) {
    List<String> names = new ArrayList<>(List.of(Field.NAME.toString(), Field.ADDRESS.toString()));
    sealed.phone().ifPresent(c -> names.add(Field.PHONE.toString()));
    sealed.email().ifPresent(c -> names.add(Field.EMAIL.toString()));
    return String.join(",", names);
  }

  /**
   * A fingerprint of each ciphertext, by the field's name, with the version and the key they are
   * made with: what an audit entry holds about a write.
   */
  public Map<String, String> fingerprints(SellerKey sellerKey, Recipient.Sealed sealed) {
    Map<String, String> facts = new TreeMap<>();
    facts.put("version", Integer.toString(sealed.version()));
    facts.put("cohort", sellerKey.cohort().toString());
    facts.put("seller-key", sellerKey.id().toString());
    facts.put(Field.NAME.toString(), sellerKey.fingerprint(sealed.name().bytes()));
    facts.put(Field.ADDRESS.toString(), sellerKey.fingerprint(sealed.address().bytes()));
    facts.put(Field.MASKED.toString(), sellerKey.fingerprint(sealed.masked().bytes()));
    sealed
        .phone()
        .ifPresent(c -> facts.put(Field.PHONE.toString(), sellerKey.fingerprint(c.bytes())));
    sealed
        .email()
        .ifPresent(c -> facts.put(Field.EMAIL.toString(), sellerKey.fingerprint(c.bytes())));
    return facts;
  }

  private NotAuthentic tampered(SellerId seller, OrderId order, String field, String what) {
    audit.recordFirst(
        seller, actor.actor(), "recipient.tampered", "order:" + order, Map.of("field", field));
    return new NotAuthentic(what);
  }

  private Ciphertext sealText(OrderKey key, Field field, int version, String text) {
    return sealBytes(key, field, version, text.getBytes(StandardCharsets.UTF_8));
  }

  private Ciphertext sealBytes(OrderKey key, Field field, int version, byte[] clear) {
    try {
      return new Ciphertext(cipher.seal(key, field, version, clear));
    } finally {
      Arrays.fill(clear, (byte) 0);
    }
  }

  private String openText(OrderKey key, Field field, int version, Ciphertext sealed) {
    byte[] clear = openBytes(key, field, version, sealed);
    try {
      return new String(clear, StandardCharsets.UTF_8);
    } finally {
      Arrays.fill(clear, (byte) 0);
    }
  }

  private byte[] openBytes(OrderKey key, Field field, int version, Ciphertext sealed) {
    try {
      return cipher.open(key, field, version, sealed.bytes());
    } catch (NotAuthentic trouble) {
      throw tampered(
          key.seller(), key.order(), field.toString(), String.valueOf(trouble.getMessage()));
    }
  }

  private static List<Optional<String>> addressOf(RecipientDetails details) {
    List<Optional<String>> parts = new ArrayList<>();
    parts.add(details.company());
    parts.add(details.city());
    parts.add(details.region());
    parts.add(details.postalCode());
    parts.add(Optional.of(details.country()));
    details.lines().forEach(line -> parts.add(Optional.of(line)));
    return parts;
  }

  private static RecipientDetails detailsOf(
      String name, List<Optional<String>> parts, Optional<String> phone, Optional<String> email) {
    return new RecipientDetails(
        name,
        parts.get(0),
        parts.subList(5, parts.size()).stream().flatMap(Optional::stream).toList(),
        parts.get(1),
        parts.get(2),
        parts.get(3),
        parts.get(4).orElse(""),
        phone,
        email);
  }
}
