package org.lockkeeper.credentials;

import jakarta.inject.Inject;
import java.lang.System.Logger.Level;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.lockkeeper.kernel.Actor;
import org.lockkeeper.kernel.ConnectionId;
import org.lockkeeper.kernel.PlatformTrouble;
import org.lockkeeper.kernel.Purpose;
import org.lockkeeper.kernel.Workflow;

/**
 * Tokens for calls to the platforms: short-lived, held in memory, bought when needed.
 *
 * <p>Where a purchase uses the lasting secret up ({@link TokenStyle#REPLACED}), one node at a time
 * renews a connection: it writes that it is about to, asks the platform, stores what
 * comes, and only then uses it. A node that dies in between leaves its intent behind; whoever comes
 * next makes one more attempt with what is stored, and if the platform refuses that, the seller is
 * asked to authorise again.
 */
@Workflow
public class RenewGrants implements AccessTokens {

  /** A token is not used any more so long before its end. */
  static final Duration EARLY = Duration.ofMinutes(2);

  private static final System.Logger LOG = System.getLogger(RenewGrants.class.getName());

  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final Duration AT_LEAST_EARLY = Duration.ofMinutes(10);

  private static final int STORING_TRIES = 3;

  /** A token that was fetched so recently is not the reason why a platform refuses it. */
  private static final Duration FRESH = Duration.ofMinutes(1);

  private final SecretVault vault;
  private final AuthorizationServers servers;
  private final RenewalSteps steps;
  private final Turns turns;
  private final TokenSeal seal;
  private final Clock clock;
  private final SecureRandom random;
  private final Map<ConnectionId, Held> tokens = new ConcurrentHashMap<>();
  private final Map<ConnectionId, Integer> refused = new ConcurrentHashMap<>();
  private final Map<ConnectionId, ReentrantLock> locks = new ConcurrentHashMap<>();

  @Inject
  public RenewGrants(
      SecretVault vault,
      AuthorizationServers servers,
      RenewalSteps steps,
      Turns turns,
      TokenSeal seal,
      Clock clock,
      SecureRandom random) {
    this.vault = vault;
    this.servers = servers;
    this.steps = steps;
    this.turns = turns;
    this.seal = seal;
    this.clock = clock;
    this.random = random;
  }

  private record Held(Secret token, int version, Instant fetchedAt, Instant until) {
    boolean goodAt(Instant now) {
      return now.isBefore(until.minus(EARLY)) && !now.isBefore(fetchedAt);
    }
  }

  @Override
  public Secret of(Authorization.Snapshot grant, Actor reader) {
    if (grant.style() == TokenStyle.FIXED) {
      return fixed(grant, reader);
    }
    return inMemory(grant.id())
        .orElseGet(() -> one(grant, reader, RenewalSteps.Need.USE).orElseThrow());
  }

  @Override
  public void refused(Authorization.Snapshot grant) {
    Instant now = clock.instant();
    tokens.computeIfPresent(
        grant.id(),
        (id, held) -> {
          if (now.isBefore(held.fetchedAt().plus(FRESH)) && !now.isBefore(held.fetchedAt())) {
            return held;
          }
          refused.merge(id, held.version(), Math::max);
          held.token().close();
          return null;
        });
  }

  /** Renews before anybody needs it, if it is time to. */
  public void early(Authorization.Snapshot grant, Actor reader) {
    if (grant.style() == TokenStyle.REPLACED) {
      one(grant, reader, RenewalSteps.Need.EARLY).ifPresent(Secret::close);
    }
  }

  /**
   * Renews now, whatever is there, and tries the new token in one harmless call.
   *
   * @throws PlatformTrouble as {@link #of}, and if the platform does not serve the new token
   */
  public void renewNow(Authorization.Snapshot grant, Actor reader) {
    if (grant.style() != TokenStyle.FIXED) {
      one(grant, reader, RenewalSteps.Need.FORCED)
          .ifPresent(
              bought -> {
                try (Secret token = bought) {
                  servers.of(grant.platform()).ifPresent(server -> server.test(grant, token));
                }
              });
    }
  }

  /** Overwrites what this node holds for the connection. */
  public void forget(ConnectionId connection) {
    tokens.computeIfPresent(
        connection,
        (id, held) -> {
          held.token().close();
          return null;
        });
    refused.remove(connection);
  }

  private Optional<Secret> inMemory(ConnectionId connection) {
    Instant now = clock.instant();
    Copied copied = new Copied();
    tokens.computeIfPresent(
        connection,
        (id, held) -> {
          if (!held.goodAt(now)) {
            held.token().close();
            return null;
          }
          copied.token = held.token().copy();
          return held;
        });
    return Optional.ofNullable(copied.token);
  }

  /** Carries a copy out of the map's own lock. */
  private static final class Copied {
    private @Nullable Secret token;
  }

  private Optional<Secret> one(Authorization.Snapshot grant, Actor reader, RenewalSteps.Need need) {
    ReentrantLock lock = locks.computeIfAbsent(grant.id(), id -> new ReentrantLock());
    try {
      if (!lock.tryLock(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
        throw trouble(grant, PlatformTrouble.Kind.THROTTLED, PATIENCE);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw trouble(grant, PlatformTrouble.Kind.UNAVAILABLE, PATIENCE);
    }
    try {
      if (need == RenewalSteps.Need.USE) {
        Optional<Secret> meanwhile = inMemory(grant.id());
        if (meanwhile.isPresent()) {
          return meanwhile;
        }
      }
      return grant.style() == TokenStyle.REPLACED
          ? turns.alone(grant.id(), () -> inTurn(grant, reader, need))
          : inTurn(grant, reader, need);
    } finally {
      lock.unlock();
    }
  }

  private Optional<Secret> inTurn(
      Authorization.Snapshot asked, Actor reader, RenewalSteps.Need need) {
    int without = refused.getOrDefault(asked.id(), 0);
    while (true) {
      RenewalSteps.Start start = steps.begin(asked, need, without);
      switch (start) {
        case RenewalSteps.Start.Usable usable -> {
          Renewal.Shared shared = usable.shared();
          Optional<Secret> opened =
              seal.open(asked.seller(), asked.id(), shared.version(), shared.closed());
          if (opened.isPresent()) {
            remember(asked.id(), opened.get(), shared.version(), shared.until());
            return opened;
          }
          // Does not open here: as good as none, once.
          if (without >= shared.version()) {
            throw trouble(asked, PlatformTrouble.Kind.UNAVAILABLE, PATIENCE);
          }
          without = shared.version();
        }
        case RenewalSteps.Start.Resting resting ->
            throw trouble(
                asked,
                PlatformTrouble.Kind.UNAVAILABLE,
                Duration.between(clock.instant(), resting.until()));
        case RenewalSteps.Start.Ended e -> {
          forget(asked.id());
          throw trouble(asked, PlatformTrouble.Kind.UNAUTHORIZED);
        }
        case RenewalSteps.Start.Go go -> {
          return Optional.of(renew(go.grant(), go.renewal(), reader));
        }
      }
    }
  }

  private Secret renew(Authorization.Snapshot grant, Renewal.Snapshot renewal, Actor reader) {
    AuthorizationServer server;
    Lasting lasting;
    try {
      server =
          servers
              .of(grant.platform())
              .orElseThrow(
                  () -> new IllegalStateException("no such platform: " + grant.platform()));
      lasting = lasting(grant, renewal, reader);
    } catch (PlatformTrouble e) {
      throw e;
    } catch (RuntimeException e) {
      // Our own trouble before the platform was called: it says nothing of the seller's grant.
      LOG.log(
          Level.WARNING,
          "grant.not-renewed connection={0} failure={1}",
          grant.id(),
          e.getClass().getName());
      Instant next = steps.failed(grant, false, Optional.empty());
      throw trouble(
          grant, PlatformTrouble.Kind.UNAVAILABLE, Duration.between(clock.instant(), next));
    }
    try (Secret secret = lasting.secret()) {
      Tokens given;
      try {
        given = server.renew(grant, secret);
      } catch (PlatformTrouble e) {
        throw failed(grant, renewal, lasting, e);
      } catch (RuntimeException e) {
        steps.failed(grant, true, Optional.empty());
        throw e;
      }
      try (Tokens tokens = given) {
        return store(grant, renewal, tokens, reader);
      }
    }
  }

  private PlatformTrouble failed(
      Authorization.Snapshot grant,
      Renewal.Snapshot renewal,
      Lasting lasting,
      PlatformTrouble trouble) {
    LOG.log(Level.INFO, "grant.not-renewed connection={0} kind={1}", grant.id(), trouble.kind());
    return switch (trouble.kind()) {
      case UNAUTHORIZED -> {
        Standing.Cause cause = cause(grant, renewal, lasting);
        if (!steps.lapse(grant, renewal, cause)) {
          // The seller has authorised again meanwhile: the refusal was for what is gone.
          yield trouble(grant, PlatformTrouble.Kind.UNAVAILABLE, Duration.ZERO);
        }
        forget(grant.id());
        yield trouble;
      }
      case DOUBTFUL, THROTTLED, UNAVAILABLE, REFUSED -> {
        Instant next =
            steps.failed(
                grant, trouble.kind() == PlatformTrouble.Kind.DOUBTFUL, trouble.retryAfter());
        yield trouble(grant, trouble.kind(), Duration.between(clock.instant(), next));
      }
    };
  }

  private Standing.Cause cause(
      Authorization.Snapshot grant, Renewal.Snapshot renewal, Lasting lasting) {
    Instant now = clock.instant();
    if (lasting.stale()) {
      return Standing.Cause.SECRET_LOST;
    }
    if (renewal.doubtful()) {
      return Standing.Cause.RENEWAL_LOST;
    }
    boolean over =
        grant.consentUntil().filter(end -> !now.isBefore(end)).isPresent()
            || grant.lastingUntil().filter(end -> !now.isBefore(end)).isPresent();
    return over ? Standing.Cause.EXPIRED : Standing.Cause.REFUSED;
  }

  private Secret store(
      Authorization.Snapshot grant, Renewal.Snapshot renewal, Tokens given, Actor writer) {
    Instant now = clock.instant();
    int version = renewal.version() + 1;
    Tokens.Access access =
        given.access().orElseThrow(() -> trouble(grant, PlatformTrouble.Kind.UNAVAILABLE));
    boolean replaced = grant.style() == TokenStyle.REPLACED;
    Optional<Renewal.Shared> shared = replaced ? shared(grant, version, access) : Optional.empty();
    Optional<String> print = replaced ? Optional.of(print(given.lasting())) : Optional.empty();
    Instant next = renewNext(now, access.until());
    for (int tried = 1; ; tried++) {
      try {
        steps.finish(grant, renewal, given, shared, next, print, writer);
        break;
      } catch (PlatformTrouble e) {
        throw e;
      } catch (RuntimeException e) {
        // What the platform gave is nowhere else: it is worth another try.
        if (tried == STORING_TRIES) {
          throw e;
        }
        LOG.log(Level.WARNING, "grant.store-again connection={0}", grant.id());
      }
    }
    LOG.log(Level.INFO, "grant.renewed connection={0}", grant.id());
    remember(grant.id(), access.token(), version, access.until());
    return access.token().copy();
  }

  private Optional<Renewal.Shared> shared(
      Authorization.Snapshot grant, int version, Tokens.Access access) {
    try {
      return Optional.of(
          new Renewal.Shared(
              seal.seal(grant.seller(), grant.id(), version, access.token()),
              version,
              access.until()));
    } catch (RuntimeException e) {
      // The lasting secret matters more than sharing: it is stored all the same.
      LOG.log(Level.WARNING, "grant.not-shared connection={0}", grant.id());
      return Optional.empty();
    }
  }

  /**
   * With a third of its life left, or ten minutes; a little earlier, by chance, not all at once.
   */
  private Instant renewNext(Instant now, Instant until) {
    Duration life = Duration.between(now, until);
    Duration left = life.dividedBy(3);
    if (left.compareTo(AT_LEAST_EARLY) < 0) {
      left = AT_LEAST_EARLY;
    }
    Instant latest = until.minus(left);
    Instant jittered = latest.minusMillis(random.nextLong(Math.max(1, life.toMillis() / 10)));
    Instant soonest = now.plus(life.dividedBy(4));
    return jittered.isBefore(soonest) ? soonest : jittered;
  }

  private void remember(ConnectionId connection, Secret token, int version, Instant until) {
    Instant now = clock.instant();
    tokens.entrySet().removeIf(e -> !e.getValue().goodAt(now) && wiped(e.getValue()));
    Held fresh = new Held(token.copy(), version, now, until);
    Held former = tokens.put(connection, fresh);
    if (former != null) {
      former.token().close();
    }
    refused.computeIfPresent(connection, (id, old) -> old < version ? null : old);
  }

  private static boolean wiped(Held held) {
    held.token().close();
    return true;
  }

  /**
   * The lasting secret of a grant, as it was read.
   *
   * @param stale whether it is not the one that was stored last
   */
  private record Lasting(Secret secret, boolean stale) {}

  private Lasting lasting(Authorization.Snapshot grant, Renewal.Snapshot renewal, Actor reader) {
    for (int reading = 1; ; reading++) {
      Optional<Secret> read = read(grant, reader);
      if (read.isPresent()) {
        boolean stale =
            renewal.print().isPresent() && !renewal.print().get().equals(print(read.get()));
        if (!stale || reading == 2) {
          return new Lasting(read.get(), stale);
        }
        read.get().close();
      } else if (reading == 2) {
        LOG.log(Level.WARNING, "secret.lost connection={0}", grant.id());
        steps.lapse(grant.seller(), grant.id(), Standing.Cause.SECRET_LOST);
        forget(grant.id());
        throw trouble(grant, PlatformTrouble.Kind.UNAUTHORIZED);
      }
      LOG.log(Level.WARNING, "secret.read-again connection={0}", grant.id());
    }
  }

  private Optional<Secret> read(Authorization.Snapshot grant, Actor reader) {
    try {
      return vault.open(
          grant.seller(), grant.secret(), SecretVault.Stage.CURRENT, reader, Purpose.API_CALL);
    } catch (SecretLost e) {
      return Optional.empty();
    }
  }

  private Secret fixed(Authorization.Snapshot grant, Actor reader) {
    return read(grant, reader)
        .or(() -> read(grant, reader))
        .orElseThrow(
            () -> {
              steps.lapse(grant.seller(), grant.id(), Standing.Cause.SECRET_LOST);
              return trouble(grant, PlatformTrouble.Kind.UNAUTHORIZED);
            });
  }

  private static String print(Secret secret) {
    return secret.<String>reveal(
        bytes -> {
          try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
          } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
          }
        });
  }

  private static PlatformTrouble trouble(Authorization.Snapshot grant, PlatformTrouble.Kind kind) {
    return new PlatformTrouble(grant.platform() + ".token", kind);
  }

  private static PlatformTrouble trouble(
      Authorization.Snapshot grant, PlatformTrouble.Kind kind, Duration pause) {
    return new PlatformTrouble(
        grant.platform() + ".token", kind, Optional.of(pause.isNegative() ? Duration.ZERO : pause));
  }
}
