package org.lockkeeper.credentials.rotation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.lockkeeper.credentials.Authorization;
import org.lockkeeper.credentials.AuthorizationServer;
import org.lockkeeper.credentials.AuthorizationServers;
import org.lockkeeper.credentials.Callback;
import org.lockkeeper.credentials.Grant;
import org.lockkeeper.credentials.Platform;
import org.lockkeeper.credentials.Scope;
import org.lockkeeper.credentials.Secret;
import org.lockkeeper.credentials.SecretCare;
import org.lockkeeper.credentials.SecretRef;
import org.lockkeeper.credentials.SecretVault;
import org.lockkeeper.credentials.Tokens;
import org.lockkeeper.kernel.Actor;
import org.lockkeeper.kernel.DomainEvent;
import org.lockkeeper.kernel.Errand;
import org.lockkeeper.kernel.Errands;
import org.lockkeeper.kernel.PlatformTrouble;
import org.lockkeeper.kernel.Purpose;
import org.lockkeeper.kernel.SellerId;

class RotationTest {

  private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
  private static final Platform AMAZON = Platform.AMAZON;
  private static final Platform SHOP = new Platform("shopify");
  private static final Actor ADMIN = new Actor.Task("admin");
  private static final Instant NEW_UNTIL = NOON.plus(Duration.ofDays(180));
  private static final Instant OLD_UNTIL = NOON.plus(Duration.ofDays(7));

  private final Hands clock = new Hands();
  private final Vault vault = new Vault();
  private final Secrets secrets = new Secrets();
  private final Set<String> taken = new HashSet<>();
  private final List<Errand> errands = new ArrayList<>();
  private final List<DomainEvent> announced = new ArrayList<>();
  private Optional<PlatformTrouble.Kind> trouble = Optional.empty();
  private int requests;
  private Runnable meanwhile = () -> {};

  private final Errands queue =
      new Errands() {
        @Override
        public void after(Duration delay, Errand errand) {
          errands.add(errand);
        }

        @Override
        public void now(Errand errand) {
          errands.add(errand);
        }
      };

  private final ApplicationSecretSource source =
      new ApplicationSecretSource() {
        @Override
        public Platform platform() {
          return AMAZON;
        }

        @Override
        public boolean owns(String clientId) {
          return clientId.equals("client-1");
        }

        @Override
        public void request() {
          requests++;
          if (trouble.isPresent()) {
            throw new PlatformTrouble("request", trouble.get());
          }
        }
      };

  private final ApplicationSecretSources sources =
      new ApplicationSecretSources() {
        @Override
        public Optional<ApplicationSecretSource> of(Platform platform) {
          return platform.equals(AMAZON) ? Optional.of(source) : Optional.empty();
        }

        @Override
        public Optional<ApplicationSecretSource> owning(String clientId) {
          return Optional.of(source).filter(s -> s.owns(clientId));
        }
      };

  private final AuthorizationServers servers =
      new AuthorizationServers() {
        @Override
        public Optional<AuthorizationServer> of(Platform platform) {
          return Optional.of(new Server(platform));
        }

        @Override
        public List<AuthorizationServer> all() {
          return List.of(new Server(AMAZON), new Server(SHOP));
        }
      };

  private final RotationPolicy policy = RotationPolicy.edition(LocalDate.of(2026, 8, 25));
  private final RotationSteps steps =
      new RotationSteps(secrets, vault, policy, queue, announced::add, clock);
  private final RotateApplicationSecret rotate =
      new RotateApplicationSecret(steps, sources, servers, vault, policy);
  private final ReceiveApplicationSecret receive =
      new ReceiveApplicationSecret(secrets, sources, vault, queue, announced::add, clock);
  private final TryApplicationSecret trial = new TryApplicationSecret(rotate);
  private final ApplicationKeys keys =
      new ApplicationKeys(vault, new FindApplicationSecret(secrets), clock);

  @BeforeEach
  void secrets_in_use() {
    for (Platform platform : List.of(AMAZON, SHOP)) {
      vault.put(platform, SecretVault.Stage.CURRENT, "old");
      taken.add("old");
    }
  }

  private ReceiveApplicationSecret.Result arrives(String clientId, String value) {
    try (Secret secret = Secret.of(value)) {
      return receive.arrived(clientId, secret, NEW_UNTIL, OLD_UNTIL, ADMIN);
    }
  }

  private RotateApplicationSecret.Result enter(Platform platform, String value) {
    try (Secret secret = Secret.of(value)) {
      return rotate.enter(platform, secret, ADMIN);
    }
  }

  @Test
  void a_secret_that_was_asked_for_arrives_is_tried_and_comes_into_use() {
    assertThat(rotate.ask(AMAZON, ADMIN)).isEqualTo(RotateApplicationSecret.Result.ASKED);
    assertThat(rotate.ask(AMAZON, ADMIN)).isEqualTo(RotateApplicationSecret.Result.UNDER_WAY);
    assertThat(requests).isEqualTo(1);

    taken.add("new");
    assertThat(arrives("client-1", "new")).isEqualTo(ReceiveApplicationSecret.Result.TAKEN);
    assertThat(vault.value(AMAZON, SecretVault.Stage.CURRENT)).isEqualTo("old");
    assertThat(errands).containsExactly(TryApplicationSecret.errand(AMAZON));

    trial.run(errands.getFirst());
    assertThat(vault.value(AMAZON, SecretVault.Stage.CURRENT)).isEqualTo("new");
    assertThat(vault.value(AMAZON, SecretVault.Stage.PREVIOUS)).isEqualTo("old");
    ApplicationSecret.Snapshot after = steps.of(AMAZON);
    assertThat(after.state()).isEqualTo(new ApplicationSecret.State.Overlap(NOON, OLD_UNTIL));
    assertThat(after.endsAt()).contains(NEW_UNTIL);
    assertThat(after.writtenAt()).contains(NOON);
  }

  @Test
  void a_message_that_comes_twice_changes_nothing_the_second_time() {
    taken.add("new");
    arrives("client-1", "new");
    trial.run(errands.getFirst());
    assertThat(arrives("client-1", "new")).isEqualTo(ReceiveApplicationSecret.Result.KNOWN);
    assertThat(steps.of(AMAZON).state()).isInstanceOf(ApplicationSecret.State.Overlap.class);
    trial.run(errands.getFirst());
    assertThat(vault.value(AMAZON, SecretVault.Stage.PREVIOUS)).isEqualTo("old");
  }

  @Test
  void a_secret_of_somebody_elses_application_is_not_kept() {
    assertThat(arrives("client-2", "new")).isEqualTo(ReceiveApplicationSecret.Result.NOT_OURS);
    assertThat(vault.holds(AMAZON, SecretVault.Stage.PENDING)).isFalse();
    assertThat(errands).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(
      value = PlatformTrouble.Kind.class,
      names = {"REFUSED", "UNAUTHORIZED"})
  void a_new_secret_that_the_platform_does_not_take_is_thrown_away_by_itself(
      PlatformTrouble.Kind kind) {
    trouble = Optional.of(kind);
    assertThat(enter(SHOP, "wrong")).isEqualTo(RotateApplicationSecret.Result.REFUSED);
    assertThat(vault.value(SHOP, SecretVault.Stage.CURRENT)).isEqualTo("old");
    assertThat(vault.holds(SHOP, SecretVault.Stage.PENDING)).isFalse();
    ApplicationSecret.Snapshot after = steps.of(SHOP);
    assertThat(after.state()).isEqualTo(new ApplicationSecret.State.Idle());
    assertThat(after.trouble())
        .contains(new ApplicationSecret.Trouble(ApplicationSecret.Reason.REFUSED, NOON));
  }

  @ParameterizedTest
  @EnumSource(
      value = PlatformTrouble.Kind.class,
      names = {"THROTTLED", "UNAVAILABLE", "DOUBTFUL"})
  void a_platform_that_is_down_leaves_the_new_secret_waiting_and_the_old_one_in_use(
      PlatformTrouble.Kind kind) {
    trouble = Optional.of(kind);
    assertThat(enter(SHOP, "new")).isEqualTo(RotateApplicationSecret.Result.WAITING);
    assertThat(vault.value(SHOP, SecretVault.Stage.PENDING)).isEqualTo("new");
    assertThat(vault.value(SHOP, SecretVault.Stage.CURRENT)).isEqualTo("old");
    assertThatThrownBy(() -> trial.run(errands.getFirst())).isInstanceOf(PlatformTrouble.class);
    trouble = Optional.empty();
    taken.add("new");
    trial.run(errands.getFirst());
    assertThat(vault.value(SHOP, SecretVault.Stage.CURRENT)).isEqualTo("new");
  }

  @ParameterizedTest(name = "{0} after the promotion the former secret is good: {1}")
  @CsvSource({"PT0S, true", "PT23H59M59S, true", "PT24H, false", "PT25H, false"})
  void a_former_secret_signs_until_its_overlap_ends_to_the_instant(Duration since, boolean good) {
    taken.add("new");
    assertThat(keys.digests(SHOP, bytes("body"))).hasSize(1);
    enter(SHOP, "new");
    clock.now = NOON.plus(since).plusSeconds(since.isZero() ? 2 : 0);
    List<String> digests = hex(keys.digests(SHOP, bytes("bo"), bytes("dy")));
    assertThat(digests.contains(hmac("old"))).isEqualTo(good);
    assertThat(digests).contains(hmac("new"));
  }

  @Test
  void keys_that_are_cached_end_with_the_overlap_though_nothing_is_read() {
    taken.add("new");
    enter(SHOP, "new");
    clock.now = NOON.plus(Duration.ofHours(24)).minusMillis(500);
    assertThat(keys.digests(SHOP, bytes("body"))).hasSize(2);
    int reads = vault.reads;
    clock.now = NOON.plus(Duration.ofHours(24));
    assertThat(hex(keys.digests(SHOP, bytes("body")))).containsExactly(hmac("new"));
    assertThat(vault.reads).isEqualTo(reads);
  }

  @Test
  void keys_see_a_promotion_of_another_node_within_two_seconds_and_are_read_every_five_minutes() {
    assertThat(hex(keys.digests(SHOP, bytes("body")))).containsExactly(hmac("old"));
    int reads = vault.reads;
    clock.now = NOON.plusSeconds(200);
    keys.digests(SHOP, bytes("body"));
    assertThat(vault.reads).isEqualTo(reads);
    taken.add("new");
    enter(SHOP, "new");
    clock.now = NOON.plusSeconds(202);
    assertThat(hex(keys.digests(SHOP, bytes("body")))).containsExactly(hmac("new"), hmac("old"));
    reads = vault.reads;
    clock.now = NOON.plusSeconds(202 + 300);
    keys.digests(SHOP, bytes("body"));
    assertThat(vault.reads).isEqualTo(reads + 2);
  }

  @Test
  void the_former_secret_is_destroyed_when_its_overlap_is_over_and_not_before() {
    taken.add("new");
    enter(SHOP, "new");
    rotate.asOf(NOON.plus(Duration.ofHours(23)), ADMIN);
    assertThat(vault.holds(SHOP, SecretVault.Stage.PREVIOUS)).isTrue();
    clock.now = NOON.plus(Duration.ofHours(24));
    rotate.asOf(clock.now, ADMIN);
    assertThat(vault.holds(SHOP, SecretVault.Stage.PREVIOUS)).isFalse();
    assertThat(steps.of(SHOP).state()).isEqualTo(new ApplicationSecret.State.Idle());
  }

  @ParameterizedTest(name = "{0} after it was stored: asked for: {1}")
  @CsvSource({"P89DT23H59M59S, 0", "P90D, 1", "P100D, 1"})
  void the_clock_asks_amazon_for_a_new_secret_90_days_before_180_are_over(
      Duration since, int asked) {
    clock.now = NOON.plus(since);
    rotate.asOf(clock.now, ADMIN);
    rotate.asOf(clock.now, ADMIN);
    assertThat(requests).isEqualTo(asked);
  }

  @Test
  void what_was_asked_for_and_does_not_come_within_a_day_is_given_up_and_asked_for_again_later() {
    rotate.ask(AMAZON, ADMIN);
    clock.now = NOON.plus(Duration.ofDays(1));
    rotate.asOf(clock.now, ADMIN);
    assertThat(steps.of(AMAZON).trouble().orElseThrow().reason())
        .isEqualTo(ApplicationSecret.Reason.NOT_ARRIVED);
    clock.now = NOON.plus(Duration.ofDays(91));
    rotate.asOf(clock.now, ADMIN);
    assertThat(requests).isEqualTo(2);
  }

  @Test
  void a_request_that_the_platform_does_not_take_is_told_and_repeated_the_next_day_only() {
    trouble = Optional.of(PlatformTrouble.Kind.UNAVAILABLE);
    clock.now = NOON.plus(Duration.ofDays(90));
    rotate.asOf(clock.now, ADMIN);
    rotate.asOf(clock.now, ADMIN);
    assertThat(requests).isEqualTo(1);
    assertThat(steps.of(AMAZON).trouble().orElseThrow().reason())
        .isEqualTo(ApplicationSecret.Reason.NOT_ASKED);
    clock.now = clock.now.plus(Duration.ofDays(1));
    rotate.asOf(clock.now, ADMIN);
    assertThat(requests).isEqualTo(2);
  }

  @ParameterizedTest
  @CsvSource({"true", "false"})
  void the_outcome_of_a_trial_does_not_touch_a_newer_secret_that_came_meanwhile(boolean good) {
    if (good) {
      taken.add("first");
    }
    arrives("client-1", "first");
    meanwhile = () -> arrives("client-1", "second");
    assertThat(rotate.tryOut(AMAZON, ADMIN)).isEqualTo(RotateApplicationSecret.Result.UNDER_WAY);
    assertThat(vault.value(AMAZON, SecretVault.Stage.CURRENT)).isEqualTo("old");
    assertThat(vault.value(AMAZON, SecretVault.Stage.PENDING)).isEqualTo("second");
    assertThat(steps.of(AMAZON).state()).isInstanceOf(ApplicationSecret.State.Trial.class);
    meanwhile = () -> {};
    taken.add("second");
    assertThat(rotate.tryOut(AMAZON, ADMIN)).isEqualTo(RotateApplicationSecret.Result.IN_USE);
    assertThat(vault.value(AMAZON, SecretVault.Stage.CURRENT)).isEqualTo("second");
  }

  @Test
  void a_request_that_is_given_up_does_not_throw_away_the_secret_that_just_came() {
    Instant since = steps.requested(AMAZON).orElseThrow();
    arrives("client-1", "new");
    assertThat(steps.gaveUp(AMAZON, since, ApplicationSecret.Reason.NOT_ARRIVED, ADMIN)).isFalse();
    assertThat(vault.value(AMAZON, SecretVault.Stage.PENDING)).isEqualTo("new");
  }

  @Test
  void a_trial_whose_errand_was_put_aside_says_so_and_is_arranged_again_after_an_hour() {
    trouble = Optional.of(PlatformTrouble.Kind.UNAVAILABLE);
    arrives("client-1", "new");
    trial.gaveUp(errands.getFirst(), new PlatformTrouble("test", PlatformTrouble.Kind.UNAVAILABLE));
    assertThat(steps.of(AMAZON).trouble().orElseThrow().reason())
        .isEqualTo(ApplicationSecret.Reason.NOT_ASKED);
    errands.clear();
    clock.now = NOON.plus(Duration.ofMinutes(59));
    rotate.asOf(clock.now, ADMIN);
    assertThat(errands).isEmpty();
    clock.now = NOON.plus(Duration.ofHours(1));
    rotate.asOf(clock.now, ADMIN);
    assertThat(errands).containsExactly(TryApplicationSecret.errand(AMAZON));
    trouble = Optional.empty();
    taken.add("new");
    trial.run(errands.getFirst());
    assertThat(vault.value(AMAZON, SecretVault.Stage.CURRENT)).isEqualTo("new");
    assertThat(steps.of(AMAZON).trouble()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(
      value = PlatformTrouble.Kind.class,
      names = {"THROTTLED", "UNAVAILABLE", "DOUBTFUL"})
  void a_platform_that_cannot_be_asked_now_is_asked_again_by_itself(PlatformTrouble.Kind kind) {
    trouble = Optional.of(kind);
    assertThat(rotate.ask(AMAZON, ADMIN)).isEqualTo(RotateApplicationSecret.Result.WAITING);
    assertThat(errands).containsExactly(AskApplicationSecret.errand(AMAZON));
    AskApplicationSecret again = new AskApplicationSecret(rotate);
    assertThatThrownBy(() -> again.run(errands.getFirst())).isInstanceOf(PlatformTrouble.class);
    trouble = Optional.empty();
    again.run(errands.getFirst());
    assertThat(steps.of(AMAZON).state()).isInstanceOf(ApplicationSecret.State.Requested.class);
    again.run(errands.getFirst());
    assertThat(requests).isEqualTo(3);
  }

  @Test
  void a_doubtful_request_is_not_repeated_once_its_secret_has_come() {
    trouble = Optional.of(PlatformTrouble.Kind.DOUBTFUL);
    rotate.ask(AMAZON, ADMIN);
    trouble = Optional.empty();
    taken.add("new");
    arrives("client-1", "new");
    rotate.tryOut(AMAZON, ADMIN);
    new AskApplicationSecret(rotate).run(AskApplicationSecret.errand(AMAZON));
    assertThat(requests).isEqualTo(1);
  }

  @Test
  void a_request_that_is_refused_is_said_and_repeated_the_next_day_however_long_the_secret_lives() {
    trouble = Optional.of(PlatformTrouble.Kind.REFUSED);
    assertThat(rotate.ask(AMAZON, ADMIN)).isEqualTo(RotateApplicationSecret.Result.REFUSED);
    assertThat(errands).isEmpty();
    clock.now = NOON.plus(Duration.ofHours(23));
    rotate.asOf(clock.now, ADMIN);
    assertThat(requests).isEqualTo(1);
    clock.now = NOON.plus(Duration.ofHours(24));
    rotate.asOf(clock.now, ADMIN);
    assertThat(requests).isEqualTo(2);
  }

  @Test
  void a_platform_that_gives_none_when_asked_says_so() {
    assertThat(rotate.ask(SHOP, ADMIN)).isEqualTo(RotateApplicationSecret.Result.ENTER_IT);
  }

  @Test
  void the_policy_names_its_sources_and_the_four_notices() {
    assertThat(policy.rule(AMAZON).life()).isEqualTo(Duration.ofDays(180));
    assertThat(policy.rule(AMAZON).source()).isEqualTo("R-20");
    assertThat(policy.rule(new Platform("tiktokshop")).life()).isEqualTo(Duration.ofDays(365));
    assertThat(policy.noticesBefore())
        .containsExactly(
            Duration.ofDays(30), Duration.ofDays(14), Duration.ofDays(7), Duration.ofDays(1));
    assertThatThrownBy(() -> RotationPolicy.edition(LocalDate.of(2020, 1, 1)))
        .isInstanceOf(IllegalStateException.class);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static List<String> hex(List<byte[]> digests) {
    return digests.stream().map(HexFormat.of()::formatHex).toList();
  }

  private static String hmac(String key) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(bytes(key), "HmacSHA256"));
      return HexFormat.of().formatHex(mac.doFinal(bytes("body")));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static final class Hands extends Clock {
    private Instant now = NOON;

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

  private static final class Secrets implements ApplicationSecrets {
    private final Map<Platform, ApplicationSecret.Snapshot> rows = new HashMap<>();
    private final Set<String> prints = new HashSet<>();
    private int locks;

    @Override
    public ApplicationSecret of(Platform platform) {
      return Optional.ofNullable(rows.get(platform))
          .map(ApplicationSecret::restore)
          .orElseGet(() -> ApplicationSecret.unknown(platform));
    }

    @Override
    public ApplicationSecret locked(Platform platform) {
      locks++;
      return of(platform);
    }

    @Override
    public List<ApplicationSecret> all() {
      return rows.values().stream().map(ApplicationSecret::restore).toList();
    }

    @Override
    public void save(ApplicationSecret secret) {
      assertThat(locks).as("locked before it is saved").isPositive();
      locks = 0;
      rows.put(secret.snapshot().platform(), secret.snapshot());
    }

    @Override
    public boolean firstArrival(Platform platform, String print, Instant at) {
      return prints.add(print);
    }
  }

  private static final class Vault implements SecretVault, SecretCare {
    private final Map<SecretRef, Map<Stage, String>> values = new HashMap<>();
    private int reads;

    private Map<Stage, String> of(SecretRef ref) {
      return values.computeIfAbsent(ref, r -> new EnumMap<>(Stage.class));
    }

    private void put(Platform platform, Stage stage, String value) {
      of(SecretRef.appSecret(platform.value())).put(stage, value);
    }

    private String value(Platform platform, Stage stage) {
      return Optional.ofNullable(of(SecretRef.appSecret(platform.value())).get(stage))
          .orElseThrow();
    }

    private boolean holds(Platform platform, Stage stage) {
      return of(SecretRef.appSecret(platform.value())).containsKey(stage);
    }

    @Override
    public Optional<Secret> open(
        SellerId seller, SecretRef ref, Stage stage, Actor reader, Purpose purpose) {
      reads++;
      return Optional.ofNullable(of(ref).get(stage)).map(Secret::of);
    }

    @Override
    public void store(SellerId seller, SecretRef ref, Secret value, Actor writer) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void propose(SellerId seller, SecretRef ref, Secret value, Actor writer) {
      of(ref)
          .put(
              Stage.PENDING,
              value.<String>reveal(bytes -> new String(bytes, StandardCharsets.UTF_8)));
    }

    @Override
    public void promote(SellerId seller, SecretRef ref, Actor writer) {
      Map<Stage, String> all = of(ref);
      all.put(Stage.PREVIOUS, Optional.ofNullable(all.get(Stage.CURRENT)).orElseThrow());
      all.put(Stage.CURRENT, Optional.ofNullable(all.remove(Stage.PENDING)).orElseThrow());
    }

    @Override
    public void discard(SellerId seller, SecretRef ref, Stage stage, Actor writer) {
      of(ref).remove(stage);
    }

    @Override
    public void destroy(SellerId seller, SecretRef ref, Actor writer) {
      values.remove(ref);
    }

    @Override
    public List<Held> held(SellerId seller, SecretRef ref) {
      return of(ref).keySet().stream().map(stage -> new Held(stage, "1", NOON)).toList();
    }
  }

  private final class Server implements AuthorizationServer {
    private final Platform platform;

    private Server(Platform platform) {
      this.platform = platform;
    }

    @Override
    public Platform platform() {
      return platform;
    }

    @Override
    public void testApplication(Secret applicationSecret) {
      meanwhile.run();
      if (trouble.isPresent()) {
        throw new PlatformTrouble("test", trouble.get());
      }
      String shown =
          applicationSecret.<String>reveal(bytes -> new String(bytes, StandardCharsets.UTF_8));
      if (!taken.contains(shown)) {
        throw new PlatformTrouble("test", PlatformTrouble.Kind.REFUSED);
      }
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
    public Tokens renew(Authorization.Snapshot grant, Secret lasting) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void test(Authorization.Snapshot grant, Secret access) {}

    @Override
    public boolean end(Authorization.Snapshot grant, Secret access) {
      return false;
    }
  }
}
