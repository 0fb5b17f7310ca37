package org.lockkeeper.compliance.monitoring.alerts;

import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.lockkeeper.kernel.SellerId;

/**
 * Who or what is watched, by ids alone: nothing here is a name, an address or a buyer.
 *
 * @param detail a host for calls, the range of a network such as {@code 203.0.113.0/24}; empty text
 *     otherwise
 */
public record Subject(Kind kind, UUID id, String detail) {

  /** What it is. */
  public enum Kind {
    /** A person, by the account. */
    PERSON,
    /** The secrets of one seller, by the seller. */
    CREDENTIALS,
    /** The calls for one seller to one host, by the seller. */
    CALLS,
    /** The deliveries to one seller, by the seller. */
    DELIVERIES,
    /** The buyers of one seller, by the seller. */
    BUYERS,
    /** A range of a network, of no seller. */
    NETWORK
  }

  public Subject {
    if (detail.length() > 253 || !detail.matches("[a-z0-9.:-]*(/[0-9]{1,3})?")) {
      throw new IllegalArgumentException("the detail of a subject is a host or a network");
    }
  }

  /** A person. */
  public static Subject person(UUID account) {
    return new Subject(Kind.PERSON, account, "");
  }

  /** The secrets of a seller. */
  public static Subject credentials(SellerId seller) {
    return new Subject(Kind.CREDENTIALS, seller.value(), "");
  }

  /** The deliveries to a seller. */
  public static Subject deliveries(SellerId seller) {
    return new Subject(Kind.DELIVERIES, seller.value(), "");
  }

  /** The buyers of a seller. */
  public static Subject buyers(SellerId seller) {
    return new Subject(Kind.BUYERS, seller.value(), "");
  }

  /** A network, by its range. */
  public static Subject network(String range) {
    return new Subject(Kind.NETWORK, SellerId.PLATFORM.value(), range);
  }

  /** The calls for a seller to a host. */
  public static Subject calls(SellerId seller, String host) {
    return new Subject(Kind.CALLS, seller.value(), host);
  }

  /** The seller that the subject is of, if the subject says it. */
  public Optional<SellerId> seller() {
    return kind == Kind.PERSON || kind == Kind.NETWORK
        ? Optional.empty()
        : Optional.of(new SellerId(id));
  }

  /** As it is stored, such as {@code person:0190…} or {@code calls:0190…/host}. */
  public String text() {
    return kind.name().toLowerCase(Locale.ROOT) + ":" + id + (detail.isEmpty() ? "" : "/" + detail);
  }

  /**
   * As it was stored.
   *
   * @throws IllegalArgumentException if it is none
   */
  public static Subject of(String text) {
    int colon = text.indexOf(':');
    int slash = text.indexOf('/');
    String id = slash < 0 ? text.substring(colon + 1) : text.substring(colon + 1, slash);
    return new Subject(
        Kind.valueOf(text.substring(0, Math.max(0, colon)).toUpperCase(Locale.ROOT)),
        UUID.fromString(id),
        slash < 0 ? "" : text.substring(slash + 1));
  }
}
