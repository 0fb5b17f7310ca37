package org.lockkeeper.compliance.response;

import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.lockkeeper.compliance.access.Account;
import org.lockkeeper.compliance.audit.AuditTrail;
import org.lockkeeper.compliance.evidence.Csv;
import org.lockkeeper.incidents.AssessIncident;
import org.lockkeeper.incidents.Evidence;
import org.lockkeeper.incidents.Exhibit;
import org.lockkeeper.incidents.IncidentId;
import org.lockkeeper.incidents.KeepEvidence;
import org.lockkeeper.kernel.ConnectionId;
import org.lockkeeper.kernel.SellerId;
import org.lockkeeper.kernel.UseCase;

/** What is read and noted when it is counted whom an incident concerns. */
@UseCase
public class ConcernSteps {

  private final Traces traces;
  private final Concerned concerned;
  private final AssessIncident assess;
  private final KeepEvidence locker;
  private final AuditTrail audit;
  private final Clock clock;

  @Inject
  public ConcernSteps(
      Traces traces,
      Concerned concerned,
      AssessIncident assess,
      KeepEvidence locker,
      AuditTrail audit,
      Clock clock) {
    this.traces = traces;
    this.concerned = concerned;
    this.assess = assess;
    this.locker = locker;
    this.audit = audit;
    this.clock = clock;
  }

  /** Whom it concerns. */
  public List<Concerned.One> of(IncidentId incident) {
    return concerned.of(incident);
  }

  /** When each seller first opened what it was told; those who have not are left out. */
  public Map<SellerId, Instant> receipts(IncidentId incident) {
    return concerned.receipts(incident);
  }

  Traces.OfConnection over(SellerId seller, ConnectionId connection, Instant from, Instant to) {
    return traces.over(seller, connection, from, to);
  }

  /**
   * Notes every seller whose orders or data the actor touched, also if the locker has no room for
   * the list, which names each thing that was done.
   *
   * <p>The log is read under the lock of the incident; whoever must not wait for it takes {@code
   * findUnlessBusy}.
   */
  CountConcerned.Count byActor(
      IncidentId incident, String actor, Instant from, Instant to, Account by) {
    if (!found(incident, Set.of(), by)) {
      return CountConcerned.Count.NOT_THERE;
    }
    Instant now = clock.instant();
    Map<SellerId, Set<String>> fields = new TreeMap<>();
    Map<SellerId, Long> looks = new TreeMap<>();
    DoingsList list =
        new DoingsList(
            "Doings of " + actor + ", " + from + " to " + to,
            DoingsList.MOST,
            exhibit -> locker.of(incident, exhibit, by.actor()));
    traces.each(
        actor,
        from,
        to,
        doing -> {
          list.add(doing);
          looks.merge(doing.seller(), 1L, Long::sum);
          Set<String> seen = fields.computeIfAbsent(doing.seller(), s -> new TreeSet<>());
          Arrays.stream(doing.fields().split(",", -1))
              .map(String::strip)
              .filter(f -> !f.isEmpty())
              .forEach(seen::add);
        });
    list.end();
    Map<SellerId, Long> orders = traces.orders(actor, from, to);
    Set<SellerId> touched = new TreeSet<>(looks.keySet());
    touched.addAll(orders.keySet());
    touched.remove(SellerId.PLATFORM);
    found(incident, touched, by);
    touched.forEach(
        seller ->
            concerned.put(
                incident,
                new Concerned.One(
                    seller,
                    orders.getOrDefault(seller, 0L),
                    looks.getOrDefault(seller, 0L),
                    String.join(",", fields.getOrDefault(seller, Set.of())),
                    "actor:" + actor,
                    now,
                    Optional.empty())));
    record(incident, by, actor, touched.size(), list.listed(), list.whole());
    return new CountConcerned.Count(true, list.whole());
  }

  CountConcerned.Count byConnection(
      IncidentId incident,
      SellerId seller,
      ConnectionId connection,
      Traces.OfConnection found,
      Instant from,
      Instant to,
      Account by) {
    if (!found(incident, List.of(seller), by)) {
      return CountConcerned.Count.NOT_THERE;
    }
    Csv table = new Csv();
    table.line(List.of("seller", "connection", "orders", "calls", "secret reads"));
    table.line(
        List.of(
            seller.toString(),
            connection.toString(),
            Long.toString(found.orders()),
            Long.toString(found.calls()),
            Long.toString(found.reads())));
    concerned.put(
        incident,
        new Concerned.One(
            seller,
            found.orders(),
            found.calls() + found.reads(),
            "name,address,email,phone",
            "connection:" + connection,
            clock.instant(),
            Optional.empty()));
    boolean kept =
        keep(incident, "Use of connection " + connection + ", " + from + " to " + to, table, by)
            .isPresent();
    record(incident, by, "connection:" + connection, 1, kept ? 1 : 0, kept);
    return new CountConcerned.Count(true, kept);
  }

  /**
   * Whoever has not been told among the sellers concerned is found, in the same transaction in
   * which it is noted: if the others have been told, or were ruled out, a notice of its own is
   * owed. A seller who was noted before such a ruling and is counted again after it is owed one,
   * too.
   *
   * @return false if there is no such open incident
   */
  private boolean found(IncidentId incident, Collection<SellerId> sellers, Account by) {
    concerned.serialize(incident);
    Set<SellerId> untold = new TreeSet<>(sellers);
    concerned.of(incident).stream()
        .filter(known -> known.toldAt().isPresent())
        .forEach(known -> untold.remove(known.seller()));
    return assess.found(incident, untold, by.actor()).isPresent();
  }

  private Optional<Evidence> keep(IncidentId incident, String label, Csv table, Account by) {
    return locker.of(
        incident,
        new Exhibit(label, "text/csv", table.toString().getBytes(StandardCharsets.UTF_8)),
        by.actor());
  }

  private void record(
      IncidentId incident, Account by, String of, int sellers, int lines, boolean whole) {
    audit.record(
        SellerId.PLATFORM,
        by.actor(),
        "incident.concerned-counted",
        "incident:" + incident,
        Map.of(
            "of", of,
            "sellers", Integer.toString(sellers),
            "lines", Integer.toString(lines),
            "whole", Boolean.toString(whole)));
  }
}
