package org.lockkeeper.credentials;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lockkeeper.kernel.Actor;
import org.lockkeeper.kernel.ConnectionId;
import org.lockkeeper.kernel.Purpose;
import org.lockkeeper.kernel.SellerId;

/** What is left in memory of secrets that were used and closed: nothing. */
class ClosedSecretsTest {

  private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
  private static final Clock CLOCK = Clock.fixed(NOON, ZoneOffset.UTC);
  private static final Actor READER = new Actor.Task("test");
  private static final int LENGTH = 48;
  private static final byte MASK = 0x5a;

  /** Random bytes that are kept masked, so that the search itself leaves no trace. */
  private static final class Canary {
    private final byte[] masked = new byte[LENGTH];

    private Canary() {
      new SecureRandom().nextBytes(masked);
    }

    private Secret secret() {
      return new Secret(bytes());
    }

    private byte[] bytes() {
      byte[] clear = masked.clone();
      for (int i = 0; i < clear.length; i++) {
        clear[i] ^= MASK;
      }
      return clear;
    }
  }

  @Test
  @Tag("ASVS-V1.4.3")
  void a_heap_dump_holds_no_byte_of_a_secret_that_was_used_and_closed(@TempDir Path folder)
      throws IOException {
    Canary lasting = new Canary();
    Canary successor = new Canary();
    Canary access = new Canary();
    Canary open = new Canary();
    ConnectionId id = new ConnectionId(UUID.randomUUID());
    Authorization.Snapshot grant = grant(id);
    RenewGrants tokens = tokens(grant, lasting, successor, access);

    long used = 0;
    for (int i = 0; i < 3; i++) {
      try (Secret token = tokens.of(grant, READER)) {
        used += token.<Integer>reveal(bytes -> bytes.length);
      }
    }
    assertThat(used).isEqualTo(3L * LENGTH);
    tokens.forget(id);

    Path dump = folder.resolve("heap.hprof");
    try (Secret held = open.secret()) {
      ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class)
          .dumpHeap(dump.toString(), true);
      assertThat(held.<Integer>reveal(bytes -> bytes.length)).isEqualTo(LENGTH);
    }
    assertThat(holds(dump, open.bytes())).as("the search finds what is open").isTrue();
    assertThat(holds(dump, lasting.bytes())).as("the lasting secret").isFalse();
    assertThat(holds(dump, successor.bytes())).as("its successor").isFalse();
    assertThat(holds(dump, access.bytes())).as("the access token").isFalse();
  }

  private static boolean holds(Path file, byte[] wanted) throws IOException {
    byte[] window = new byte[1 << 20];
    int kept = 0;
    try (InputStream in = Files.newInputStream(file)) {
      while (true) {
        int read = in.read(window, kept, window.length - kept);
        if (read < 0) {
          return false;
        }
        int filled = kept + read;
        for (int i = 0; i + wanted.length <= filled; i++) {
          int same = 0;
          while (same < wanted.length && window[i + same] == wanted[same]) {
            same++;
          }
          if (same == wanted.length) {
            return true;
          }
        }
        kept = Math.min(wanted.length - 1, filled);
        System.arraycopy(window, filled - kept, window, 0, kept);
      }
    }
  }

  private static Authorization.Snapshot grant(ConnectionId id) {
    return new Authorization.Snapshot(
        id,
        new SellerId(UUID.randomUUID()),
        new Platform("shopify"),
        "shop",
        "shop",
        new SecretRef("connection/" + id),
        Set.of(),
        TokenStyle.REPLACED,
        Map.of(),
        Optional.empty(),
        Optional.empty(),
        new Standing.Active(NOON));
  }

  private static RenewGrants tokens(
      Authorization.Snapshot grant, Canary lasting, Canary successor, Canary access) {
    SecretVault vault =
        new SecretVault() {
          @Override
          public Optional<Secret> open(
              SellerId seller, SecretRef ref, Stage stage, Actor reader, Purpose purpose) {
            return Optional.of(lasting.secret());
          }

          @Override
          public void store(SellerId seller, SecretRef ref, Secret value, Actor writer) {}
        };
    Map<ConnectionId, Renewal.Snapshot> rows = new HashMap<>();
    Renewals renewals =
        new Renewals() {
          @Override
          public Optional<Renewal> find(SellerId seller, ConnectionId connection) {
            return Optional.ofNullable(rows.get(connection)).map(Renewal::restore);
          }

          @Override
          public void save(Renewal renewal) {
            rows.put(renewal.snapshot().connection(), renewal.snapshot());
          }

          @Override
          public void forget(SellerId seller, ConnectionId connection) {
            rows.remove(connection);
          }

          @Override
          public List<Due> due(Instant asOf, int most) {
            return List.of();
          }
        };
    return new RenewGrants(
        vault,
        new Servers(successor, access),
        new RenewalSteps(new OneGrant(grant), renewals, vault, event -> {}, CLOCK),
        new Turns() {
          @Override
          public <T> T alone(ConnectionId connection, Supplier<T> work) {
            return work.get();
          }
        },
        new TokenSeal() {
          @Override
          public String seal(SellerId seller, ConnectionId connection, int version, Secret token) {
            return "closed";
          }

          @Override
          public Optional<Secret> open(
              SellerId seller, ConnectionId connection, int version, String closed) {
            return Optional.empty();
          }
        },
        CLOCK,
        new SecureRandom());
  }

  private record OneGrant(Authorization.Snapshot grant) implements Authorizations {
    @Override
    public Optional<Authorization> find(SellerId seller, ConnectionId id) {
      return Optional.of(Authorization.restore(grant));
    }

    @Override
    public List<Authorization> all(SellerId seller) {
      return List.of(Authorization.restore(grant));
    }

    @Override
    public void add(Authorization authorization, byte[] endpointDigest) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void save(Authorization authorization) {}

    @Override
    public Optional<Authorization> behindEndpoint(byte[] endpointDigest) {
      return Optional.empty();
    }
  }

  private record Servers(Canary successor, Canary access) implements AuthorizationServers {
    @Override
    public Optional<AuthorizationServer> of(Platform platform) {
      return Optional.of(new Server(successor, access));
    }

    @Override
    public List<AuthorizationServer> all() {
      return List.of(new Server(successor, access));
    }
  }

  private record Server(Canary successor, Canary access) implements AuthorizationServer {
    @Override
    public Platform platform() {
      return new Platform("shopify");
    }

    @Override
    public Tokens renew(Authorization.Snapshot grant, Secret lasting) {
      return new Tokens(
          TokenStyle.REPLACED,
          successor.secret(),
          Optional.empty(),
          Optional.of(new Tokens.Access(access.secret(), NOON.plus(Duration.ofHours(1)))));
    }

    @Override
    public List<Scope> scopes() {
      return List.of();
    }

    @Override
    public Question question() {
      return new Question(Question.Kind.NOTHING, List.of());
    }

    @Override
    public URI consent(String answer, String state, URI callback) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Callback read(Map<String, String> query) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Grant exchange(SellerId seller, String answer, Callback.Agreed agreed, URI callback) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void test(Authorization.Snapshot grant, Secret access) {}

    @Override
    public boolean end(Authorization.Snapshot grant, Secret access) {
      return false;
    }

    @Override
    public void testApplication(Secret applicationSecret) {}
  }
}
