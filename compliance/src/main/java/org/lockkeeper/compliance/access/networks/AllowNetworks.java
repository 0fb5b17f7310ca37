package org.lockkeeper.compliance.access.networks;

import jakarta.inject.Inject;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.lockkeeper.compliance.access.Account;
import org.lockkeeper.compliance.access.Cidr;
import org.lockkeeper.compliance.access.Role;
import org.lockkeeper.compliance.access.networks.AllowedNetworks.Allowed;
import org.lockkeeper.compliance.audit.AuditTrail;
import org.lockkeeper.kernel.Ids;
import org.lockkeeper.kernel.SellerId;
import org.lockkeeper.kernel.UseCase;

/**
 * Says from where people may be signed in. A list is in force with the next request. Nobody
 * takes the own network off a list that is about oneself.
 */
@UseCase
public class AllowNetworks {

  /** How long a list may be. */
  public static final int MOST = 50;

  private static final int NOTE = 120;

  private final AllowedNetworks networks;
  private final AuditTrail audit;
  private final Ids ids;
  private final Clock clock;

  @Inject
  public AllowNetworks(AllowedNetworks networks, AuditTrail audit, Ids ids, Clock clock) {
    this.networks = networks;
    this.audit = audit;
    this.ids = ids;
    this.clock = clock;
  }

  /** Why a list stays as it is. */
  public enum Refusal {
    /** No range of addresses. */
    NO_RANGE,
    /** So wide that it is no limit: shorter than /8 of IPv4 or /16 of IPv6. */
    TOO_WIDE,
    /** The same range stands there. */
    TWICE,
    /** What it is for is not said, or in too many words. */
    NOTE,
    /** The list is full. */
    FULL,
    /** Whoever asks would be shut out. */
    OWN_NETWORK,
    /** It is not on the list any more. */
    GONE
  }

  /**
   * What a change would do.
   *
   * @param refusal why it cannot be made
   * @param after the ranges that would be allowed; none, no limit
   */
  public record Outcome(Optional<Refusal> refusal, List<String> after) {}

  /** The list of the person's seller, or of one of our roles. */
  public List<Allowed> list(SellerId seller, Optional<Role> role) {
    return networks.of(seller, role);
  }

  /** What adding a range would do; changes nothing. */
  public Outcome wouldAdd(
      Account by, Optional<Role> role, String range, String note, String ownNetwork) {
    List<Allowed> before = networks.of(by.seller(), role);
    List<String> after = new ArrayList<>(words(before));
    Optional<Cidr> read = Cidr.parse(range);
    read.ifPresent(cidr -> after.add(cidr.toString()));
    Optional<Refusal> refusal;
    if (read.isEmpty()) {
      refusal = Optional.of(Refusal.NO_RANGE);
    } else if (read.get().bits() < (read.get().v6() ? 16 : 8)) {
      refusal = Optional.of(Refusal.TOO_WIDE);
    } else if (before.stream().anyMatch(one -> one.range().equals(read.get()))) {
      refusal = Optional.of(Refusal.TWICE);
    } else if (note.isBlank() || note.strip().length() > NOTE) {
      refusal = Optional.of(Refusal.NOTE);
    } else if (before.size() >= MOST) {
      refusal = Optional.of(Refusal.FULL);
    } else {
      refusal = shutOut(by, role, after, ownNetwork);
    }
    return new Outcome(refusal, after);
  }

  /** Adds a range. */
  public Optional<Refusal> add(
      Account by, Optional<Role> role, String range, String note, String ownNetwork) {
    networks.lock(by.seller());
    Optional<Refusal> refusal = wouldAdd(by, role, range, note, ownNetwork).refusal();
    if (refusal.isEmpty()) {
      Cidr read = Cidr.parse(range).orElseThrow();
      networks.add(
          by.seller(), new Allowed(ids.next(), role, read, note.strip(), by.id(), clock.instant()));
      record(by, "network.allowed", role, read);
    }
    return refusal;
  }

  /** What taking a range away would do; changes nothing. */
  public Outcome wouldRemove(Account by, Optional<Role> role, UUID id, String ownNetwork) {
    List<Allowed> before = networks.of(by.seller(), role);
    List<String> after = words(before.stream().filter(one -> !one.id().equals(id)).toList());
    return new Outcome(
        after.size() == before.size()
            ? Optional.of(Refusal.GONE)
            : shutOut(by, role, after, ownNetwork),
        after);
  }

  /** Takes a range away; with the last one, the limit goes. */
  public Optional<Refusal> remove(Account by, Optional<Role> role, UUID id, String ownNetwork) {
    networks.lock(by.seller());
    Optional<Refusal> refusal = wouldRemove(by, role, id, ownNetwork).refusal();
    if (refusal.isEmpty()) {
      Allowed gone =
          networks.of(by.seller(), role).stream()
              .filter(one -> one.id().equals(id))
              .findFirst()
              .orElseThrow();
      networks.remove(by.seller(), id);
      record(by, "network.withdrawn", role, gone.range());
    }
    return refusal;
  }

  private static Optional<Refusal> shutOut(
      Account by, Optional<Role> role, List<String> after, String ownNetwork) {
    boolean aboutMe = role.isEmpty() || role.get() == by.role();
    return aboutMe && !allows(after, ownNetwork)
        ? Optional.of(Refusal.OWN_NETWORK)
        : Optional.empty();
  }

  /** Whether a list lets an address in; one without ranges lets everybody in. */
  public static boolean allows(List<String> ranges, String address) {
    return ranges.isEmpty()
        || ranges.stream()
            .flatMap(range -> Cidr.parse(range).stream())
            .anyMatch(range -> range.contains(address));
  }

  private static List<String> words(List<Allowed> list) {
    return list.stream().map(one -> one.range().toString()).toList();
  }

  private void record(Account by, String action, Optional<Role> role, Cidr range) {
    audit.record(
        by.seller(),
        by.actor(),
        action,
        role.map(each -> "role:" + each).orElse("seller:" + by.seller()),
        Map.of("range", range.toString()));
  }
}
