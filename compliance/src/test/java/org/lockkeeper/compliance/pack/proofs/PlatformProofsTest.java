package org.lockkeeper.compliance.pack.proofs;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Constructor;
import java.lang.reflect.Proxy;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.lockkeeper.compliance.monitoring.OutsideCalls;
import org.lockkeeper.compliance.monitoring.TookBands;
import org.lockkeeper.compliance.pack.Editions;
import org.lockkeeper.compliance.pack.Proof;
import org.lockkeeper.compliance.pack.ProofSource;
import org.lockkeeper.compliance.pack.RuntimeFacts;
import org.lockkeeper.kernel.SellerId;

/** What stands around is claimed only as far as it was looked at. */
class PlatformProofsTest {

  private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");

  private static OutsideCalls calls(List<String> hosts, OutsideCalls.Step... steps) {
    return (OutsideCalls)
        Proxy.newProxyInstance(
            OutsideCalls.class.getClassLoader(),
            new Class<?>[] {OutsideCalls.class},
            (proxy, method, values) -> method.getName().equals("hosts") ? hosts : List.of(steps));
  }

  private static RuntimeFacts runtime(String environment, List<String> broken) {
    return new RuntimeFacts(
        environment,
        "kms",
        "secretsmanager",
        broken,
        List.of(),
        Optional.empty(),
        Optional.empty());
  }

  private static Proof.Seen seen(String name, RuntimeFacts runtime, OutsideCalls calls)
      throws ReflectiveOperationException {
    Constructor<?> constructor = PlatformProofs.class.getDeclaredConstructors()[0];
    constructor.setAccessible(true);
    Object[] ports = new Object[constructor.getParameterCount()];
    ports[1] = runtime;
    ports[4] = calls;
    ProofSource source = (ProofSource) constructor.newInstance(ports);
    return source.proofs().stream()
        .filter(proof -> proof.name().equals(name))
        .findFirst()
        .orElseThrow()
        .looking()
        .at(NOON, new Editions(Clock.fixed(NOON, ZoneOffset.UTC)).inForce());
  }

  @Test
  void a_log_without_a_call_proves_nothing() throws ReflectiveOperationException {
    RuntimeFacts production = runtime("production", List.of());
    assertThat(seen("call-log", production, calls(List.of())).holds()).isFalse();
    OutsideCalls.Step quiet = new OutsideCalls.Step(NOON, 0, 0);
    assertThat(seen("call-log", production, calls(List.of("api.test"), quiet)).holds()).isFalse();
  }

  @Test
  void the_call_log_is_as_old_as_its_newest_call() throws ReflectiveOperationException {
    Instant called = NOON.minus(Duration.ofHours(3));
    Proof.Seen seen =
        seen(
            "call-log",
            runtime("production", List.of()),
            calls(
                List.of("api.test"),
                new OutsideCalls.Step(called.minus(Duration.ofHours(1)), 5, 0),
                new OutsideCalls.Step(called, 1, 0),
                new OutsideCalls.Step(NOON, 0, 0)));
    assertThat(seen.holds()).isTrue();
    assertThat(seen.observedAt()).isEqualTo(called);
  }

  @Test
  void an_installation_is_apart_only_if_production_would_not_start_with_its_settings()
      throws ReflectiveOperationException {
    OutsideCalls none = calls(List.of());
    List<String> some = List.of("lockkeeper.banner is for demonstrations; take it out.");
    assertThat(seen("separate-environment", runtime("production", List.of()), none).holds())
        .isTrue();
    assertThat(seen("separate-environment", runtime("production", some), none).holds()).isFalse();
    assertThat(seen("separate-environment", runtime("staging", some), none).holds()).isTrue();
    assertThat(seen("separate-environment", runtime("staging", List.of()), none).holds()).isFalse();
  }

  private static OutsideCalls budgeted(long calls, long throttled, boolean idle) {
    OutsideCalls.Row row =
        new OutsideCalls.Row(
            "api.test",
            "createOrder",
            SellerId.PLATFORM,
            calls,
            throttled,
            throttled,
            0,
            new TookBands(Collections.nCopies(TookBands.BOUNDS.size() + 1, 0L)),
            NOON,
            Optional.of("api"),
            idle
                ? Optional.empty()
                : Optional.of(new OutsideCalls.BudgetFill(1, 10, 1, Optional.empty())));
    return (OutsideCalls)
        Proxy.newProxyInstance(
            OutsideCalls.class.getClassLoader(),
            new Class<?>[] {OutsideCalls.class},
            (proxy, method, values) ->
                method.getName().equals("rows")
                    ? List.of(row)
                    : List.of(new OutsideCalls.Step(NOON, calls, throttled)));
  }

  @Test
  void budgets_are_kept_as_long_as_platforms_refuse_few_calls()
      throws ReflectiveOperationException {
    RuntimeFacts production = runtime("production", List.of());
    assertThat(seen("call-budgets", production, calls(List.of())).holds())
        .as("no call was counted")
        .isFalse();
    assertThat(seen("call-budgets", production, budgeted(100, 5, false)).holds()).isTrue();
    assertThat(seen("call-budgets", production, budgeted(100, 6, false)).holds()).isFalse();
    assertThat(seen("call-budgets", production, budgeted(100, 5, true)).figures())
        .as("calls out of a budget that is idle now")
        .containsEntry("calls", "100");
    assertThat(seen("call-budgets", production, budgeted(100, 6, true)).holds()).isFalse();
  }
}
