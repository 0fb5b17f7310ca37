package org.lockkeeper.incidents;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.lockkeeper.kernel.SellerId;

/**
 * Whom one incident obliges us to tell: each party, and each seller who was found later than the
 * others were told. A duty, once there, never goes away and never gets more time.
 */
final class Duties {

  private final Map<Party, NotificationDuty> ofParties = new EnumMap<>(Party.class);
  private final Map<SellerId, NotificationDuty> ofSellers = new LinkedHashMap<>();

  Duties(Collection<NotificationDuty> held) {
    held.forEach(this::put);
  }

  private void put(NotificationDuty duty) {
    duty.seller()
        .ifPresentOrElse(
            seller -> ofSellers.put(seller, duty), () -> ofParties.put(duty.party(), duty));
  }

  private Stream<NotificationDuty> stream() {
    return Stream.concat(ofParties.values().stream(), ofSellers.values().stream());
  }

  /** All of them, those of parties first. */
  List<NotificationDuty> all() {
    return stream().toList();
  }

  /** Whether somebody still has to be told. */
  boolean open() {
    return stream().anyMatch(NotificationDuty::open);
  }

  /** Whether a party still has to be told of what was known at detection. */
  boolean openSinceDetection() {
    return ofParties.values().stream().anyMatch(NotificationDuty::open);
  }

  /** From when on those count that are open, the first one first. */
  NavigableSet<Duration> openSince() {
    NavigableSet<Duration> since = new TreeSet<>();
    stream().filter(NotificationDuty::open).map(NotificationDuty::since).forEach(since::add);
    return since;
  }

  /** New ones come, and shorter spans hold. */
  void oblige(Map<Party, Duration> tell) {
    tell.forEach(
        (party, span) -> {
          ofParties.merge(
              party,
              NotificationDuty.owed(party, span),
              (held, fresh) -> held.within(fresh.span()));
          if (party == Party.SELLERS) {
            ofSellers.replaceAll((seller, held) -> held.within(span));
          }
        });
  }

  /** A party's data may be concerned: it is owed, with the time that it had if it was excused. */
  void doubt(Party party, Duration span) {
    ofParties.merge(party, NotificationDuty.owed(party, span), (held, fresh) -> held.owedAgain());
  }

  /**
   * A party's data is not concerned.
   *
   * @return false if no duty of the party is open
   */
  boolean excuse(Party party, Instant at) {
    return change(
        Optional.ofNullable(ofParties.get(party)).filter(NotificationDuty::open),
        d -> d.excused(at));
  }

  /**
   * A party was told.
   *
   * @return false if there is no such duty or it was met before
   */
  boolean meet(Party party, String proof, DutyClock clock, Instant at) {
    return meet(Optional.ofNullable(ofParties.get(party)), proof, clock, at);
  }

  /** A seller was told of whom it was found late; likewise. */
  boolean meet(SellerId seller, String proof, DutyClock clock, Instant at) {
    return meet(Optional.ofNullable(ofSellers.get(seller)), proof, clock, at);
  }

  private boolean meet(Optional<NotificationDuty> duty, String proof, DutyClock clock, Instant at) {
    return change(
        duty.filter(d -> !(d.standing() instanceof NotificationDuty.Met)),
        d -> (clock.past(d.span()) ? d.missed(at) : d).met(at, proof));
  }

  private boolean change(Optional<NotificationDuty> duty, UnaryOperator<NotificationDuty> change) {
    duty.map(change).ifPresent(this::put);
    return duty.isPresent();
  }

  /**
   * Sellers turn out to be concerned. As long as all sellers are still to be told they are among
   * them; after that each is owed a notice of its own, within the same time from now on.
   *
   * @return who is owed one that was not before
   */
  List<SellerId> found(Collection<SellerId> sellers, DutyClock clock) {
    Optional<NotificationDuty> all =
        Optional.ofNullable(ofParties.get(Party.SELLERS)).filter(duty -> !duty.open());
    List<SellerId> owed = new ArrayList<>();
    for (SellerId seller : all.isPresent() ? sellers : List.<SellerId>of()) {
      if (!ofSellers.containsKey(seller)) {
        // Rounded down: what is left is never more.
        put(
            NotificationDuty.found(
                seller,
                clock.elapsed().truncatedTo(ChronoUnit.SECONDS),
                all.orElseThrow().leaves()));
        owed.add(seller);
      }
    }
    return owed;
  }

  /** Finds those that were not met in time, each once. */
  List<NotificationDuty> miss(DutyClock clock, Instant at) {
    List<NotificationDuty> missed =
        stream()
            .filter(duty -> duty.open() && duty.missedAt().isEmpty() && clock.past(duty.span()))
            .map(duty -> duty.missed(at))
            .toList();
    missed.forEach(this::put);
    return missed;
  }
}
