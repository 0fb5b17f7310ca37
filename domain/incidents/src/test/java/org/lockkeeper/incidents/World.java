package org.lockkeeper.incidents;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.lockkeeper.kernel.Actor;
import org.lockkeeper.kernel.DomainEvent;
import org.lockkeeper.kernel.Ids;

/** Everything around incidents, in memory, with two clocks that can be moved apart. */
final class World {

  static final IncidentPolicy POLICY = IncidentPolicy.edition(LocalDate.of(2026, 11, 22));
  static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
  static final UUID ALICE = new UUID(1, 1);
  static final UUID BOB = new UUID(1, 2);
  static final Actor BY_ALICE = new Actor.Person(ALICE);

  private Instant truth = NOON;
  private Duration productOff = Duration.ZERO;
  private Duration databaseOff = Duration.ZERO;
  final List<DomainEvent> events = new ArrayList<>();
  final InMemoryIncidents incidents = new InMemoryIncidents();
  final InMemoryLocker locker = new InMemoryLocker();
  final TwoClocks clocks = this::read;
  private final Clock clock =
      new Clock() {
        @Override
        public java.time.ZoneId getZone() {
          return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(java.time.ZoneId zone) {
          return this;
        }

        @Override
        public Instant instant() {
          return read().product();
        }
      };
  final Ids ids = new Ids(clock, new SecureRandom());
  final KeepEvidence keep = new KeepEvidence(locker, incidents, events::add, ids, clock);
  final ReportIncident report =
      new ReportIncident(incidents, keep, POLICY, clocks, events::add, ids);
  final WatchIncident watch = new WatchIncident(incidents, POLICY, clocks, events::add);
  final AssessIncident assess =
      new AssessIncident(incidents, locker, POLICY, clocks, events::add, ids);
  final WorkIncident work = new WorkIncident(incidents, clocks, events::add, ids);
  final AdvancePhase advance = new AdvancePhase(incidents, clocks, events::add);
  final AcknowledgeNotice told = new AcknowledgeNotice(incidents, clocks, events::add);
  final CloseIncident close = new CloseIncident(incidents, POLICY, clocks, events::add);
  final FindIncident find = new FindIncident(incidents, locker, POLICY, clocks);

  Reading read() {
    return new Reading(truth.plus(productOff), truth.plus(databaseOff));
  }

  Duration truth() {
    return Duration.between(NOON, truth);
  }

  void pass(Duration span) {
    truth = truth.plus(span);
  }

  void moveProduct(Duration by) {
    productOff = productOff.plus(by);
  }

  void moveDatabase(Duration by) {
    databaseOff = databaseOff.plus(by);
  }

  static Report aReport(String source, IncidentKind kind, Nature nature, Instant noticed) {
    return new Report(
        source,
        kind,
        nature,
        Severity.SEV2,
        noticed,
        BY_ALICE,
        Optional.empty(),
        "Many buyers were looked up by one account.",
        List.of(new Exhibit("alert", "text/plain", new byte[] {1, 2, 3})));
  }

  IncidentId reported(IncidentKind kind) {
    return report.of(aReport("alert:" + ids.next(), kind, Nature.REAL, read().product()));
  }

  Incident.Snapshot see(IncidentId id) {
    return find.of(id).orElseThrow();
  }

  NotificationDuty duty(IncidentId id, Party party) {
    return see(id).duties().stream().filter(d -> d.party() == party).findFirst().orElseThrow();
  }

  List<Mark> sounded() {
    return events.stream()
        .filter(IncidentSounded.class::isInstance)
        .map(e -> ((IncidentSounded) e).mark())
        .toList();
  }

  static final class InMemoryIncidents implements Incidents {

    private final Map<IncidentId, Incident.Snapshot> held = new LinkedHashMap<>();
    private final Map<IncidentId, List<TimelineEntry>> lines = new LinkedHashMap<>();

    @Override
    public void serialize(String source) {}

    @Override
    public void add(Incident fresh) {
      save(fresh);
    }

    @Override
    public void save(Incident changed) {
      held.put(changed.id(), changed.snapshot());
      lines.computeIfAbsent(changed.id(), id -> new ArrayList<>()).addAll(changed.unwritten());
    }

    @Override
    public Optional<Incident> find(IncidentId id) {
      return Optional.ofNullable(held.get(id)).map(Incident::restore);
    }

    @Override
    public Optional<Incident> findForUpdate(IncidentId id) {
      return find(id);
    }

    @Override
    public Optional<Incident> findUnlessBusy(IncidentId id) {
      return find(id);
    }

    @Override
    public Optional<IncidentId> bySource(String source) {
      return held.values().stream()
          .filter(s -> s.source().equals(source))
          .map(Incident.Snapshot::id)
          .findFirst();
    }

    @Override
    public List<IncidentId> open() {
      return held.values().stream()
          .filter(Incident.Snapshot::open)
          .map(Incident.Snapshot::id)
          .toList();
    }

    @Override
    public List<Incident.Snapshot> register(int skip, int most) {
      return held.values().stream().skip(skip).limit(most).toList();
    }

    @Override
    public long count() {
      return held.size();
    }

    @Override
    public List<TimelineEntry> timeline(IncidentId id) {
      return lines.getOrDefault(id, List.of());
    }
  }

  static final class InMemoryLocker implements EvidenceLocker {

    private final Map<UUID, Evidence> items = new LinkedHashMap<>();
    private final Map<UUID, byte[]> contents = new LinkedHashMap<>();

    @Override
    public void keep(Evidence item, byte[] bytes) {
      items.put(item.id(), item);
      contents.put(item.id(), bytes.clone());
    }

    @Override
    public List<Evidence> of(IncidentId incident) {
      return items.values().stream().filter(i -> i.incident().equals(incident)).toList();
    }

    @Override
    public Optional<byte[]> bytes(IncidentId incident, UUID id) {
      return Optional.ofNullable(contents.get(id)).map(byte[]::clone);
    }

    @Override
    public void handedOver(IncidentId incident, UUID id, Evidence.Handover handover) {
      Evidence was = java.util.Objects.requireNonNull(items.get(id));
      List<Evidence.Handover> hands = new ArrayList<>(was.custody());
      hands.add(handover);
      items.put(
          id,
          new Evidence(
              id,
              was.incident(),
              was.label(),
              was.mediaType(),
              was.sha256(),
              was.size(),
              was.collectedBy(),
              was.collectedAt(),
              hands));
    }

    @Override
    public long held(IncidentId incident) {
      return of(incident).stream().mapToLong(Evidence::size).sum();
    }
  }
}
