package org.lockkeeper.compliance.pack.proofs;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Constructor;
import java.lang.reflect.Proxy;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.lockkeeper.compliance.access.Accounts;
import org.lockkeeper.compliance.access.TwoPeople;
import org.lockkeeper.compliance.audit.AuditStore;
import org.lockkeeper.compliance.audit.AuditTrail;
import org.lockkeeper.compliance.clocks.ClockMarks;
import org.lockkeeper.compliance.clocks.ClockPolicy;
import org.lockkeeper.compliance.clocks.ClockWall;
import org.lockkeeper.compliance.clocks.live.LiveClocks;
import org.lockkeeper.compliance.notices.Notices;
import org.lockkeeper.compliance.notices.TellPeople;
import org.lockkeeper.compliance.pack.Editions;
import org.lockkeeper.compliance.pack.Proof;
import org.lockkeeper.compliance.pack.ProofSource;
import org.lockkeeper.compliance.plan.PlanClock;
import org.lockkeeper.compliance.plan.PlanVersion;
import org.lockkeeper.compliance.plan.Plans;
import org.lockkeeper.compliance.plan.WorkOnPlan;
import org.lockkeeper.compliance.registers.EntryState;
import org.lockkeeper.compliance.registers.RegisterDates;
import org.lockkeeper.compliance.registers.RegisterKind;
import org.lockkeeper.kernel.Errands;
import org.lockkeeper.kernel.Ids;

/** The incident plan proves itself: approved by a second person, and looked at in time. */
class PlanProofsTest {

  private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");

  private final MemoryRegisters kept = new MemoryRegisters();
  private final List<Plans.SignOff> signed = new ArrayList<>();
  private Optional<PlanVersion> plan = Optional.empty();

  private static <T> T port(Class<T> port, Function<String, @Nullable Object> answers) {
    return port.cast(
        Proxy.newProxyInstance(
            port.getClassLoader(),
            new Class<?>[] {port},
            (proxy, method, arguments) -> answers.apply(method.getName())));
  }

  private Plans plans() {
    return port(Plans.class, name -> name.equals("signOffs") ? signed : plan);
  }

  private DutyProofs duties(Instant at) {
    Clock clock = Clock.fixed(at, ZoneOffset.UTC);
    Ids ids = new Ids(clock, new SecureRandom());
    AuditTrail audit = new AuditTrail(port(AuditStore.class, name -> null), ids, clock);
    ClockMarks marks = port(ClockMarks.class, name -> name.equals("beginning") ? NOON : List.of());
    TellPeople tell =
        new TellPeople(
            port(Notices.class, name -> null),
            port(Accounts.class, name -> null),
            port(Errands.class, name -> null),
            audit,
            ids,
            clock);
    return new DutyProofs(
        new ClockWall(
            new ClockPolicy(),
            marks,
            new LiveClocks(Stream.of(new PlanClock(plans()))),
            audit,
            tell,
            ids,
            clock),
        new RegisterDates(kept, clock));
  }

  private Proof.Seen review(Instant at) {
    return duties(at).proofs().stream()
        .filter(proof -> proof.name().equals("duty-plan-review"))
        .findFirst()
        .orElseThrow()
        .looking()
        .at(at, new Editions(Clock.fixed(at, ZoneOffset.UTC)).inForce());
  }

  private void inForce(Optional<UUID> decidedBy, Instant at) {
    plan =
        Optional.of(
            new PlanVersion(
                UUID.randomUUID(),
                Optional.of(2),
                PlanVersion.State.IN_FORCE,
                "A drill.",
                Optional.of(UUID.randomUUID()),
                at,
                decidedBy,
                decidedBy.map(by -> at),
                Optional.empty(),
                Map.of()));
  }

  @Test
  void a_plan_that_nobody_else_approved_was_never_reviewed() {
    assertThat(review(NOON).holds()).isFalse();
    inForce(Optional.empty(), NOON);
    assertThat(review(NOON).holds()).isFalse();
    inForce(Optional.of(UUID.randomUUID()), NOON);
    assertThat(review(NOON).holds()).isTrue();
  }

  @Test
  void the_review_counts_six_months_to_the_day_and_a_sign_off_begins_them_anew() {
    inForce(Optional.of(UUID.randomUUID()), Instant.parse("2026-05-22T09:00:00Z"));
    Proof.Seen last = review(NOON);
    assertThat(last.holds()).isTrue();
    assertThat(last.observedAt()).isEqualTo("2026-05-22T00:00:00Z");
    assertThat(last.until()).contains(Instant.parse("2026-11-23T00:00:00Z"));
    Instant tomorrow = Instant.parse("2026-11-23T00:00:00Z");
    assertThat(review(tomorrow).holds()).isFalse();
    UUID id = UUID.randomUUID();
    signed.add(new Plans.SignOff(id, id, "It stays.", id, NOON));
    assertThat(review(tomorrow).holds()).isTrue();
  }

  @Test
  void a_big_change_asks_for_the_review_sooner() {
    inForce(Optional.of(UUID.randomUUID()), NOON);
    UUID change =
        kept.enter(
            RegisterKind.CHANGE,
            EntryState.CARRIED_OUT,
            NOON,
            "size",
            "BIG",
            "change-kind",
            "INFRASTRUCTURE",
            "carried",
            "2026-11-10",
            "due",
            "2026-11-22");
    assertThat(review(NOON).holds()).isTrue();
    assertThat(review(Instant.parse("2026-11-23T00:00:00Z")).holds()).isFalse();
    kept.turn(change, EntryState.DONE, Optional.empty());
    assertThat(review(Instant.parse("2026-11-23T00:00:00Z")).holds()).isTrue();
  }

  /** The proof of the plan itself; of what it does not ask, nothing is there. */
  private Proof.Seen written() throws ReflectiveOperationException {
    Clock clock = Clock.fixed(NOON, ZoneOffset.UTC);
    Ids ids = new Ids(clock, new SecureRandom());
    WorkOnPlan work =
        new WorkOnPlan(
            plans(),
            new TwoPeople(port(Accounts.class, name -> null)),
            new AuditTrail(port(AuditStore.class, name -> null), ids, clock),
            ids,
            clock);
    Constructor<?> constructor = IncidentProofs.class.getDeclaredConstructors()[0];
    Object[] ports = new Object[constructor.getParameterCount()];
    for (int at = 0; at < ports.length; at++) {
      if (constructor.getParameterTypes()[at] == WorkOnPlan.class) {
        ports[at] = work;
      }
    }
    return ((ProofSource) constructor.newInstance(ports))
        .proofs().stream()
            .filter(proof -> proof.name().equals("incident-plan"))
            .findFirst()
            .orElseThrow()
            .looking()
            .at(NOON, new Editions(clock).inForce());
  }

  @Test
  void the_plan_in_force_is_a_yes_only_while_a_second_person_stands_for_it()
      throws ReflectiveOperationException {
    assertThat(written().holds()).as("there is none").isFalse();
    inForce(Optional.of(UUID.randomUUID()), NOON);
    assertThat(written().holds()).isTrue();
    assertThat(written().figures()).containsEntry("on", "2026-11-22");
    inForce(Optional.empty(), NOON);
    assertThat(written().holds()).as("nobody else approved it").isFalse();
  }
}
