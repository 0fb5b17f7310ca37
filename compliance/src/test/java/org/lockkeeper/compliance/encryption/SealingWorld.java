package org.lockkeeper.compliance.encryption;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.lockkeeper.compliance.audit.AuditEntry;
import org.lockkeeper.compliance.audit.AuditStore;
import org.lockkeeper.compliance.audit.AuditTrail;
import org.lockkeeper.kernel.Actor;
import org.lockkeeper.kernel.Ids;
import org.lockkeeper.kernel.OrderId;
import org.lockkeeper.kernel.SellerId;
import org.lockkeeper.orders.Recipient;
import org.lockkeeper.orders.RecipientDetails;

/**
 * All of sealing on tables in memory, with a clock that a test moves, a custodian that a test takes
 * down, and transactions that a test cuts short.
 */
final class SealingWorld {

  static final SellerId SELLER = SellerId.of("01900000-0000-7000-8000-00000000000a");
  static final SellerId OTHER_SELLER = SellerId.of("01900000-0000-7000-8000-00000000000b");
  static final Instant START = Instant.parse("2026-11-21T12:00:00Z");

  /** The process is gone. */
  static final class Killed extends Error {}

  /** What the database holds. */
  private record Tables(
      Map<Cohort, Cohorts.Row> cohorts,
      Map<String, SellerKeys.Row> sellerKeys,
      Map<OrderId, OrderKeys.Row> orderKeys,
      Map<OrderId, Indexed> tokens,
      Map<OrderId, Owned> recipients,
      List<AuditEntry> audit) {

    Tables copy() {
      return new Tables(
          new HashMap<>(cohorts),
          new HashMap<>(sellerKeys),
          new HashMap<>(orderKeys),
          new HashMap<>(tokens),
          new HashMap<>(recipients),
          new ArrayList<>(audit));
    }
  }

  record Indexed(SellerId seller, Cohort cohort, List<LookUpTokens.Token> tokens) {}

  record Owned(SellerId seller, Recipient.Sealed sealed) {}

  final MovingClock clock = new MovingClock();
  long nanos;
  final SecureRandom random = seeded();
  final Ids ids = new Ids(clock, random);
  final FakeKeyCustodian custodian = new FakeKeyCustodian(clock, random);
  final java.util.Set<OrderId> onHold = new java.util.HashSet<>();
  private Tables tables =
      new Tables(
          new HashMap<>(),
          new HashMap<>(),
          new HashMap<>(),
          new HashMap<>(),
          new HashMap<>(),
          new ArrayList<>());

  /** How many more writes succeed before the process is killed; -1 for all. */
  int writesUntilKilled = -1;

  long ordersPerWeek = 0;
  boolean auditFails;
  int batchReads;

  final StoredCohorts cohorts = new StoredCohorts();
  final StoredSellerKeys sellerKeys = new StoredSellerKeys();
  final StoredOrderKeys orderKeys = new StoredOrderKeys();
  final StoredTokens tokens = new StoredTokens();
  final OwnTransaction own =
      new OwnTransaction() {
        @Override
        public <T> T of(Supplier<T> step) {
          return inTransaction(step);
        }
      };
  final SellerVolumes volumes =
      new SellerVolumes() {
        @Override
        public List<SellerId> sellers() {
          return List.of(SELLER, OTHER_SELLER);
        }

        @Override
        public long ordersPerWeek(SellerId seller) {
          return ordersPerWeek;
        }
      };
  final SealedRecipients recipients =
      (seller, orders) -> {
        batchReads++;
        Map<OrderId, Recipient.Sealed> found = new HashMap<>();
        for (OrderId order : orders) {
          Owned owned = tables.recipients().get(order);
          if (owned != null && owned.seller().equals(seller)) {
            found.put(order, owned.sealed());
          }
        }
        return found;
      };
  final AuditTrail audit = new AuditTrail(new StoredAudit(), ids, clock);

  /** Orders whose buyers are canaries, and who reached for them by which way. */
  final java.util.Set<OrderId> canaries = new java.util.HashSet<>();

  final List<String> sprung = new ArrayList<>();
  final CanaryTrap trap =
      new CanaryTrap() {
        @Override
        public boolean springs(SellerId of, OrderId order, String way) {
          boolean springs = guards(of, order);
          if (springs) {
            sprung.add(way);
          }
          return springs;
        }

        @Override
        public boolean guards(SellerId of, OrderId order) {
          return canaries.contains(order);
        }
      };
  final CurrentActor actor = () -> new Actor.Task("test");

  SealingSettings settings = new SealingSettings("test", Duration.ofMinutes(60));

  SellerKeyRing ring = ring();
  RecipientEnvelope envelope = envelope();
  SealedRecipientVault vault = vault();

  /** Nothing is in memory any more; the tables and the custodian are as they were. */
  void restart() {
    ring = ring();
    envelope = envelope();
    vault = vault();
  }

  private SellerKeyRing ring() {
    return new SellerKeyRing(
        custodian, sellerKeys, cohorts, volumes, settings, own, ids, clock, () -> nanos, random);
  }

  private RecipientEnvelope envelope() {
    return new RecipientEnvelope(orderKeys, ring, audit, actor, settings, random);
  }

  private SealedRecipientVault vault() {
    return new SealedRecipientVault(
        envelope, ring, orderKeys, tokens, trap, audit, actor, clock, random);
  }

  KeyCare keyCare() {
    return new KeyCare(
        custodian,
        cohorts,
        sellerKeys,
        orderKeys,
        tokens,
        recipients,
        volumes,
        ring,
        envelope,
        audit,
        actor,
        own,
        clock);
  }

  FindByRecipient finder() {
    return new FindByRecipient(
        ring, sellerKeys, cohorts, tokens, orderKeys, recipients, envelope, trap, audit, actor);
  }

  /** Real and told time go on together. */
  void passes(Duration time) {
    clock.now = clock.now.plus(time);
    nanos += time.toNanos();
  }

  OrderId newOrder() {
    return new OrderId(ids.next());
  }

  /** An order arrives: its recipient is sealed and stored, in one transaction. */
  OrderId receive(SellerId seller, RecipientDetails details) {
    OrderId order = newOrder();
    write(seller, order, 1, details);
    return order;
  }

  /** A recipient is sealed and stored, in one transaction. */
  Recipient.Sealed write(SellerId seller, OrderId order, int version, RecipientDetails details) {
    return inTransaction(
        () -> {
          Recipient.Sealed sealed = vault.seal(seller, order, version, details);
          put(seller, order, sealed);
          return sealed;
        });
  }

  void put(SellerId seller, OrderId order, Recipient.Sealed sealed) {
    tables.recipients().put(order, new Owned(seller, sealed));
  }

  Recipient.Sealed stored(OrderId order) {
    Owned owned = tables.recipients().get(order);
    if (owned == null) {
      throw new IllegalStateException("no recipient of order " + order);
    }
    return owned.sealed();
  }

  /** What an audit entry about these bytes would say, were it written now. */
  Map<String, String> fingerprints(SellerId seller, OrderId order, Recipient.Sealed sealed) {
    OrderKeys.Row row = orderKeys.find(seller, order).orElseThrow();
    return envelope.fingerprints(ring.find(seller, row.cohort()).orElseThrow(), sealed);
  }

  /** Strips an order as the product does. */
  void strip(SellerId seller, OrderId order) {
    inTransaction(
        () -> {
          tables.recipients().remove(order);
          return keyCare().erase(seller, List.of(order));
        });
  }

  /** Runs a step; what fails or is killed leaves the tables as they were. */
  <T> T inTransaction(Supplier<T> step) {
    Tables before = tables.copy();
    try {
      return step.get();
    } catch (RuntimeException | Error trouble) {
      List<AuditEntry> first =
          tables.audit().stream()
              .filter(entry -> entry.action().equals("recipient.tampered"))
              .filter(entry -> !before.audit().contains(entry))
              .toList();
      tables = before;
      tables.audit().addAll(first);
      throw trouble;
    }
  }

  List<AuditEntry> auditOf(String action) {
    return tables.audit().stream().filter(entry -> entry.action().equals(action)).toList();
  }

  /** Everything that is stored, as text and as bytes in hexadecimal digits. */
  String allStored() {
    StringBuilder all = new StringBuilder();
    all.append(tables.cohorts().values()).append(tables.audit());
    for (SellerKeys.Row row : tables.sellerKeys().values()) {
      all.append(row).append(latin(row.wrapped().bytes()));
    }
    for (OrderKeys.Row row : tables.orderKeys().values()) {
      all.append(row).append(latin(row.wrapped().bytes())).append(latin(row.commitment().bytes()));
    }
    all.append(tables.tokens().values());
    for (Owned owned : tables.recipients().values()) {
      Recipient.Sealed sealed = owned.sealed();
      all.append(sealed)
          .append(latin(sealed.name().bytes()))
          .append(latin(sealed.address().bytes()))
          .append(latin(sealed.masked().bytes()));
      sealed.phone().ifPresent(c -> all.append(latin(c.bytes())));
      sealed.email().ifPresent(c -> all.append(latin(c.bytes())));
    }
    return all.toString();
  }

  boolean isEmpty() {
    return tables.cohorts().isEmpty()
        && tables.sellerKeys().isEmpty()
        && tables.orderKeys().isEmpty()
        && tables.tokens().isEmpty()
        && tables.recipients().isEmpty()
        && tables.audit().isEmpty();
  }

  Map<OrderId, Indexed> allTokens() {
    return tables.tokens();
  }

  void aWrite() {
    if (writesUntilKilled == 0) {
      throw new Killed();
    }
    if (writesUntilKilled > 0) {
      writesUntilKilled--;
    }
  }

  static RecipientDetails ada() {
    return new RecipientDetails(
        "Ada Lovelace",
        Optional.of("Analytical Engines"),
        List.of("12 St James's Square", "Flat 3"),
        Optional.of("Boise"),
        Optional.of("ID"),
        Optional.of("83702-1234"),
        "US",
        Optional.of("(208) 555-0143"),
        Optional.of("Ada.Lovelace@example.org"));
  }

  /** Every text in {@link #ada()} that could tell who she is. */
  static List<String> adasTraces() {
    return List.of(
        "Ada",
        "Lovelace",
        "Analytical",
        "James",
        "Flat 3",
        "Boise",
        "83702",
        "555",
        "0143",
        "example.org",
        "lovelace");
  }

  static SecureRandom seeded() {
    try {
      SecureRandom random = SecureRandom.getInstance("SHA1PRNG");
      random.setSeed(1815);
      return random;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String latin(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1) + HexFormat.of().formatHex(bytes);
  }

  static final class MovingClock extends Clock {
    volatile Instant now = START;

    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }

  final class StoredCohorts implements Cohorts {
    @Override
    public synchronized Optional<Cohorts.Row> find(Cohort cohort) {
      return Optional.ofNullable(tables.cohorts().get(cohort));
    }

    @Override
    public synchronized Cohorts.Row insertIfAbsent(Cohorts.Row row) {
      aWrite();
      tables.cohorts().putIfAbsent(row.cohort(), row);
      return find(row.cohort()).orElseThrow();
    }

    @Override
    public synchronized List<Cohorts.Row> unfinished() {
      return tables.cohorts().values().stream()
          .filter(row -> row.state() != State.DESTROYED)
          .sorted(Comparator.comparing(row -> row.cohort().endsAt()))
          .toList();
    }

    @Override
    public Optional<Cohorts.Row> lock(Cohort cohort) {
      return find(cohort);
    }

    @Override
    public synchronized void update(Cohorts.Row row) {
      aWrite();
      tables.cohorts().put(row.cohort(), row);
    }

    @Override
    public long liveOrderKeys(Cohort cohort) {
      return tables.orderKeys().values().stream()
          .filter(row -> row.cohort().equals(cohort))
          .count();
    }
  }

  final class StoredSellerKeys implements SellerKeys {
    final AtomicInteger reads = new AtomicInteger();

    @Override
    public synchronized Optional<SellerKeys.Row> find(SellerId seller, Cohort cohort) {
      reads.incrementAndGet();
      return Optional.ofNullable(tables.sellerKeys().get(seller + "/" + cohort));
    }

    @Override
    public synchronized SellerKeys.Row insertIfAbsent(SellerKeys.Row row) {
      aWrite();
      tables.sellerKeys().putIfAbsent(row.seller() + "/" + row.cohort(), row);
      return find(row.seller(), row.cohort()).orElseThrow();
    }

    void put(SellerKeys.Row row) {
      tables.sellerKeys().put(row.seller() + "/" + row.cohort(), row);
    }

    @Override
    public synchronized List<Cohort> cohortsOf(SellerId seller) {
      return tables.sellerKeys().values().stream()
          .filter(row -> row.seller().equals(seller))
          .map(SellerKeys.Row::cohort)
          .toList();
    }

    @Override
    public synchronized void forget(SellerId seller, Cohort cohort) {
      aWrite();
      tables.sellerKeys().remove(seller + "/" + cohort);
    }
  }

  final class StoredOrderKeys implements OrderKeys {
    @Override
    public synchronized Optional<OrderKeys.Row> find(SellerId seller, OrderId order) {
      return Optional.ofNullable(tables.orderKeys().get(order))
          .filter(row -> row.seller().equals(seller));
    }

    @Override
    public synchronized boolean insert(OrderKeys.Row row) {
      aWrite();
      refuseIfClosed(row.cohort());
      return tables.orderKeys().putIfAbsent(row.order(), row) == null;
    }

    @Override
    public synchronized boolean replace(OrderKeys.Row row, int oldRevision) {
      aWrite();
      refuseIfClosed(row.cohort());
      Optional<OrderKeys.Row> old = find(row.seller(), row.order());
      if (old.isEmpty() || old.get().revision() != oldRevision) {
        return false;
      }
      put(row);
      return true;
    }

    void put(OrderKeys.Row row) {
      tables.orderKeys().put(row.order(), row);
    }

    @Override
    public synchronized int delete(SellerId seller, Collection<OrderId> orders) {
      aWrite();
      int deleted = 0;
      for (OrderId order : orders) {
        if (find(seller, order).isPresent()) {
          tables.orderKeys().remove(order);
          deleted++;
        }
      }
      return deleted;
    }

    @Override
    public synchronized List<OrderId> page(
        SellerId seller, Instant endedBy, OrderId after, int limit) {
      return tables.orderKeys().values().stream()
          .filter(row -> row.seller().equals(seller))
          .filter(row -> row.cohort().kind() == Cohort.Kind.PROVISIONAL)
          .filter(row -> !row.cohort().endsAt().isAfter(endedBy))
          .map(row -> row.order().value())
          .filter(id -> unsigned(id).compareTo(unsigned(after.value())) > 0)
          .sorted(Comparator.comparing(StoredOrderKeys::unsigned))
          .limit(limit)
          .map(OrderId::new)
          .toList();
    }

    @Override
    public synchronized List<OrderId> heldPage(
        SellerId seller, Instant now, OrderId after, int limit) {
      return tables.orderKeys().values().stream()
          .filter(row -> row.seller().equals(seller))
          .filter(row -> row.cohort().kind() == Cohort.Kind.EXPIRY)
          .filter(row -> !row.cohort().endsAt().isAfter(now))
          .filter(row -> onHold.contains(row.order()))
          .map(row -> row.order().value())
          .filter(id -> unsigned(id).compareTo(unsigned(after.value())) > 0)
          .sorted(Comparator.comparing(StoredOrderKeys::unsigned))
          .limit(limit)
          .map(OrderId::new)
          .toList();
    }

    @Override
    public long held(SellerId seller, Collection<OrderId> orders) {
      return orders.stream()
          .filter(
              order -> tables.orderKeys().containsKey(order) || tables.tokens().containsKey(order))
          .count();
    }

    @Override
    public long count(SellerId seller, Cohort cohort) {
      return tables.orderKeys().values().stream()
          .filter(row -> row.seller().equals(seller) && row.cohort().equals(cohort))
          .count();
    }

    private static String unsigned(UUID id) {
      return id.toString();
    }

    private void refuseIfClosed(Cohort cohort) {
      if (cohorts.find(cohort).filter(row -> row.state() == Cohorts.State.OPEN).isEmpty()) {
        throw new CohortClosed(cohort);
      }
    }
  }

  final class StoredTokens implements LookUpTokens {
    @Override
    public synchronized void replaceAll(
        SellerId seller, OrderId order, Cohort cohort, List<Token> all) {
      aWrite();
      tables.tokens().put(order, new Indexed(seller, cohort, all));
    }

    @Override
    public synchronized List<OrderId> candidates(
        SellerId seller, Cohort cohort, Token token, int limit) {
      Set<OrderId> found = new LinkedHashSet<>();
      new TreeMap<String, OrderId>(
              tables.tokens().entrySet().stream()
                  .filter(entry -> entry.getValue().seller().equals(seller))
                  .filter(entry -> entry.getValue().cohort().equals(cohort))
                  .filter(entry -> entry.getValue().tokens().contains(token))
                  .collect(Collectors.toMap(entry -> entry.getKey().toString(), Map.Entry::getKey)))
          .values().stream().limit(limit).forEach(found::add);
      return List.copyOf(found);
    }

    @Override
    public synchronized int delete(SellerId seller, Collection<OrderId> orders) {
      aWrite();
      int deleted = 0;
      for (OrderId order : orders) {
        Indexed row = tables.tokens().get(order);
        if (row != null && row.seller().equals(seller)) {
          tables.tokens().remove(order);
          deleted += row.tokens().size();
        }
      }
      return deleted;
    }
  }

  final class StoredAudit implements AuditStore {
    @Override
    public synchronized void append(SellerId seller, List<AuditEntry> entries) {
      aWrite();
      if (auditFails) {
        throw new IllegalStateException("the audit log takes nothing");
      }
      tables.audit().addAll(entries);
    }

    @Override
    public synchronized List<AuditEntry> about(SellerId seller, String object) {
      return tables.audit().stream()
          .filter(entry -> entry.seller().equals(seller) && entry.object().equals(object))
          .toList();
    }
  }
}
