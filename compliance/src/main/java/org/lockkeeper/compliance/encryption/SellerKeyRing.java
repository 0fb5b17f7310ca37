package org.lockkeeper.compliance.encryption;

import static java.lang.System.Logger.Level.INFO;
import static java.lang.System.Logger.Level.WARNING;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.lockkeeper.kernel.Ids;
import org.lockkeeper.kernel.SellerId;
import org.lockkeeper.orders.RecipientVault.NotAuthentic;
import org.lockkeeper.orders.RecipientVault.SealingUnavailable;

/**
 * The seller keys that this node has in memory. A key is asked of the custodian at most once per
 * cache span, by one thread however many want it, and never on the way of an order whose seller was
 * busy within the span.
 *
 * <p>If the custodian does not answer, the keys in memory serve to their end and not longer; then
 * nothing is sealed and nothing opens. Attempts pause: for one key after any trouble, and for all
 * keys while the custodian is down; an answer "too many calls" says that it is up, and so slows
 * down only the key that was asked for.
 *
 * <p>A new key is committed in a transaction of its own before anybody seals with it: a key that
 * rolled back with an order while it stayed in the cache would lose the orders after it.
 */
@ApplicationScoped
class SellerKeyRing {

  private static final System.Logger LOG = System.getLogger(SellerKeyRing.class.getName());

  /** How many keys are kept; a seller has about one busy cohort and one for deliveries. */
  static final int BOUND = 20_000;

  private record Name(SellerId seller, Cohort cohort) {}

  private record Kept(SellerKey key, Instant since, long sinceNanos) {}

  private final KeyCustodian custodian;
  private final SellerKeys sellerKeys;
  private final Cohorts cohorts;
  private final SellerVolumes volumes;
  private final SealingSettings settings;
  private final OwnTransaction own;
  private final Ids ids;
  private final Clock clock;
  private final Ticker ticker;
  private final SecureRandom random;

  private final RecentlyUsed<Name, Kept> kept = new RecentlyUsed<>(BOUND);
  private final RecentlyUsed<Name, BackOff> pauses = new RecentlyUsed<>(BOUND);
  private final SingleFlight<Name, Optional<SellerKey>> loading = new SingleFlight<>();
  private final SingleFlight<Cohort, Cohorts.Row> opening = new SingleFlight<>();
  private final BackOff pauseOfAll;

  @Inject
  SellerKeyRing(
      KeyCustodian custodian,
      SellerKeys sellerKeys,
      Cohorts cohorts,
      SellerVolumes volumes,
      SealingSettings settings,
      OwnTransaction own,
      Ids ids,
      Clock clock,
      Ticker ticker,
      SecureRandom random) {
    this.custodian = custodian;
    this.sellerKeys = sellerKeys;
    this.cohorts = cohorts;
    this.volumes = volumes;
    this.settings = settings;
    this.own = own;
    this.ids = ids;
    this.clock = clock;
    this.ticker = ticker;
    this.random = random;
    this.pauseOfAll = new BackOff(ticker, random);
  }

  /**
   * The seller's key in a cohort, made if there is none.
   *
   * @throws SealingUnavailable if it is not in memory and the custodian does not serve, or if the
   *     cohort is closed
   * @throws NotAuthentic if the stored key was swapped or forged
   */
  public SellerKey toSeal(SellerId seller, Cohort cohort) {
    Name name = new Name(seller, cohort);
    while (true) {
      Optional<SellerKey> key = inMemory(name);
      if (key.isEmpty()) {
        key = loading.get(name, () -> load(name, true));
      }
      if (key.isPresent()) {
        return key.get();
      }
      // We waited for somebody who only wanted to open, and there was no key yet: make one.
    }
  }

  /**
   * The seller's key in a cohort, if there is one.
   *
   * @throws SealingUnavailable if it is not in memory and the custodian does not serve
   * @throws NotAuthentic if the stored key was swapped or forged
   */
  public Optional<SellerKey> find(SellerId seller, Cohort cohort) {
    Name name = new Name(seller, cohort);
    Optional<SellerKey> key = inMemory(name);
    return key.isPresent() ? key : loading.get(name, () -> load(name, false));
  }

  /** Lets go of all keys of a cohort that is being closed. */
  public void forget(Cohort cohort) {
    kept.removeIf(entry -> entry.getKey().cohort().equals(cohort));
  }

  private Optional<SellerKey> inMemory(Name name) {
    return kept.find(name).filter(this::isFresh).map(Kept::key);
  }

  private boolean isFresh(Kept entry) {
    Duration span = settings.cacheSpan();
    return ticker.nanos() - entry.sinceNanos() < span.toNanos()
        && clock.instant().isBefore(entry.since().plus(span));
  }

  private Optional<SellerKey> load(Name name, boolean make) {
    Optional<SellerKey> sooner = inMemory(name);
    if (sooner.isPresent()) {
      return sooner;
    }
    kept.remove(name);
    Instant since = clock.instant();
    long sinceNanos = ticker.nanos();
    Optional<SellerKeys.Row> row = own.of(() -> sellerKeys.find(name.seller(), name.cohort()));
    if (row.isEmpty() && !make) {
      return Optional.empty();
    }
    SellerKey key = row.isPresent() ? unwrap(name, row.get()) : make(name);
    kept.put(name, new Kept(key, since, sinceNanos));
    return Optional.of(key);
  }

  private SellerKey unwrap(Name name, SellerKeys.Row row) {
    CustodianKeyId cohortKey =
        own.of(() -> cohorts.find(name.cohort()))
            .map(Cohorts.Row::key)
            .orElseThrow(
                () -> new NotAuthentic("seller key " + row.id() + " names no cohort of ours"));
    byte[] clear = ask(name, () -> custodian.unwrap(cohortKey, row.wrapped(), context(name)));
    return new SellerKey(row, clear);
  }

  private SellerKey make(Name name) {
    Cohorts.Row cohort = opening.get(name.cohort(), () -> open(name));
    if (cohort.state() != Cohorts.State.OPEN) {
      throw new SealingUnavailable("cohort " + name.cohort() + " is closed");
    }
    int bits = BlindIndex.bitsFor(own.of(() -> volumes.ordersPerWeek(name.seller())));
    try (KeyCustodian.DataKey fresh =
        ask(name, () -> custodian.generate(cohort.key(), context(name)))) {
      SellerKeys.Row mine =
          new SellerKeys.Row(name.seller(), name.cohort(), ids.next(), fresh.wrapped(), bits);
      SellerKeys.Row winner = own.of(() -> sellerKeys.insertIfAbsent(mine));
      if (!winner.id().equals(mine.id())) {
        return unwrap(name, winner);
      }
      LOG.log(
          INFO,
          "seller-key.made seller={0} cohort={1} key={2}",
          name.seller(),
          name.cohort(),
          mine.id());
      return new SellerKey(mine, fresh.clear());
    }
  }

  private Cohorts.Row open(Name name) {
    Optional<Cohorts.Row> there = own.of(() -> cohorts.find(name.cohort()));
    if (there.isPresent()) {
      return there.get();
    }
    CustodianKeyId key = ask(name, () -> custodian.create(name.cohort()));
    return own.of(() -> cohorts.insertIfAbsent(Cohorts.Row.open(name.cohort(), key)));
  }

  private <T> T ask(Name name, Supplier<T> call) {
    BackOff pause = pauses.getOrPut(name, () -> new BackOff(ticker, random));
    if (!pause.mayTry() || !pauseOfAll.mayTry()) {
      throw new SealingUnavailable("the key service is not asked again yet");
    }
    try {
      T answer = call.get();
      pauseOfAll.succeeded();
      pauses.remove(name);
      return answer;
    } catch (KeyCustodian.Unavailable trouble) {
      pause.failed();
      if (trouble.throttled()) {
        pauseOfAll.succeeded();
      } else {
        pauseOfAll.failed();
      }
      LOG.log(
          WARNING,
          "custodian.unavailable seller={0} cohort={1} throttled={2}",
          name.seller(),
          name.cohort(),
          trouble.throttled());
      throw new SealingUnavailable("the key service does not answer", trouble);
    } catch (KeyCustodian.KeyUnusable trouble) {
      pauseOfAll.succeeded();
      pause.failed();
      LOG.log(
          WARNING, "custodian.key-unusable seller={0} cohort={1}", name.seller(), name.cohort());
      throw new SealingUnavailable(
          "the key of cohort " + name.cohort() + " is not usable", trouble);
    } catch (KeyCustodian.WrongContext trouble) {
      pauseOfAll.succeeded();
      pause.failed();
      throw new NotAuthentic(
          "the key of seller " + name.seller() + " in cohort " + name.cohort() + " does not open");
    }
  }

  private Map<String, String> context(Name name) {
    return Map.of(
        "use", "seller-key",
        "environment", settings.environment(),
        "seller", name.seller().toString(),
        "cohort", name.cohort().toString());
  }
}
