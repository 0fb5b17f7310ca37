package org.lockkeeper.compliance.encryption;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.lockkeeper.compliance.encryption.SealingWorld.SELLER;
import static org.lockkeeper.compliance.encryption.SealingWorld.START;
import static org.lockkeeper.compliance.encryption.SealingWorld.ada;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lockkeeper.compliance.access.Account;
import org.lockkeeper.compliance.access.KnownPeople;
import org.lockkeeper.compliance.access.Role;
import org.lockkeeper.compliance.audit.AuditEntry;
import org.lockkeeper.compliance.evidence.DestroyKey;
import org.lockkeeper.compliance.evidence.DestructionSteps;
import org.lockkeeper.kernel.OrderId;
import org.lockkeeper.kernel.SellerId;

class DestroyKeyTest {

  private static final Cohort WEEK = Cohort.provisional(START);
  private static final String REASON = "The week is empty and the key may go";
  private static final String TICKET = "SEC-9";

  private final SealingWorld world = new SealingWorld();
  private final Account nadia = person(1, SellerId.PLATFORM, Role.ADMIN);
  private final Account omar = person(2, SellerId.PLATFORM, Role.ADMIN);
  private final Account nadiaToo = KnownPeople.identity(nadia, 1);
  private final Map<UUID, Destruction.Snapshot> rows = new LinkedHashMap<>();
  private final Destructions wishes =
      new Destructions() {
        @Override
        public Optional<Destruction> find(UUID id) {
          return Optional.ofNullable(rows.get(id)).map(Destruction::restore);
        }

        @Override
        public void add(Destruction fresh) {
          save(fresh);
        }

        @Override
        public void save(Destruction changed) {
          rows.put(changed.snapshot().id(), changed.snapshot());
        }

        @Override
        public List<Destruction.Snapshot> since(Instant since) {
          return List.copyOf(rows.values());
        }
      };
  private final DestructionSteps steps =
      new DestructionSteps(
          wishes,
          world.cohorts,
          KnownPeople.two(List.of(nadia, omar, nadiaToo)),
          world.audit,
          world.ids,
          world.clock);
  private final DestroyKey destroy = new DestroyKey(steps, world.keyCare(), world.clock);

  private static Account person(int id, SellerId of, Role role) {
    return new Account(
        of,
        new UUID(id, id),
        "p" + id + "@lockkeeper.example",
        "P" + id,
        role,
        false,
        ZoneOffset.UTC,
        Locale.ENGLISH,
        Account.Theme.SYSTEM);
  }

  /** A week with one order that was stripped, and is over. */
  private void anEmptyWeek() {
    OrderId order = world.receive(SELLER, ada());
    world.strip(SELLER, order);
    afterTheWeek();
  }

  private void afterTheWeek() {
    world.passes(Duration.between(world.clock.instant(), KeyCare.byHandFrom(WEEK)));
  }

  private UUID proposed() {
    assertThat(steps.propose(nadia, WEEK, REASON, TICKET))
        .isEqualTo(DestructionSteps.Proposed.DONE);
    return rows.keySet().iterator().next();
  }

  private Cohorts.State state() {
    return world.cohorts.find(WEEK).orElseThrow().state();
  }

  @Test
  void the_key_goes_with_the_yes_of_another_admin_who_types_its_name() {
    anEmptyWeek();
    assertThat(destroy.confirm(omar, proposed(), " " + WEEK + " "))
        .isEqualTo(DestroyKey.Result.SCHEDULED);
    assertThat(state()).isEqualTo(Cohorts.State.DELETION_SCHEDULED);
    assertThat(
            world.auditOf("cohort.destroy-confirmed").stream()
                .map(AuditEntry::facts)
                .map(facts -> facts.get("ticket")))
        .containsExactly(TICKET);
    assertThat(world.auditOf("cohort.key-disabled")).hasSize(1);
  }

  @Test
  void nobody_says_yes_to_the_own_wish_with_whatever_identity() {
    anEmptyWeek();
    UUID wish = proposed();
    assertThat(destroy.confirm(nadia, wish, WEEK.toString()))
        .isEqualTo(DestroyKey.Result.NOT_CONFIRMED);
    assertThat(destroy.confirm(nadiaToo, wish, WEEK.toString()))
        .isEqualTo(DestroyKey.Result.NOT_CONFIRMED);
    assertThat(state()).isEqualTo(Cohorts.State.OPEN);
    assertThat(world.auditOf("cohort.destroy-denied")).hasSize(2);
  }

  @ParameterizedTest(name = "typed \"{0}\", {1} later")
  @CsvSource({"P2026W46, PT1H", "'', PT1H", "P2026W47, PT24H"})
  void another_name_or_a_yes_that_comes_too_late_counts_for_nothing(String typed, Duration later) {
    anEmptyWeek();
    UUID wish = proposed();
    world.passes(later);
    assertThat(destroy.confirm(omar, wish, typed)).isEqualTo(DestroyKey.Result.NOT_CONFIRMED);
    assertThat(state()).isEqualTo(Cohorts.State.OPEN);
  }

  @Test
  void a_wish_is_good_for_one_yes() {
    anEmptyWeek();
    UUID wish = proposed();
    assertThat(destroy.confirm(omar, wish, WEEK.toString())).isEqualTo(DestroyKey.Result.SCHEDULED);
    assertThat(destroy.confirm(omar, wish, WEEK.toString()))
        .isEqualTo(DestroyKey.Result.NOT_CONFIRMED);
  }

  @Test
  void a_key_that_an_order_lives_under_is_never_proposed() {
    world.receive(SELLER, ada());
    afterTheWeek();
    assertThat(steps.propose(nadia, WEEK, REASON, TICKET))
        .isEqualTo(DestructionSteps.Proposed.LIVING);
    assertThat(rows).isEmpty();
    assertThat(world.auditOf("cohort.destroy-refused").getFirst().facts())
        .containsEntry("live", "1");
  }

  @Test
  void an_order_that_came_to_life_between_the_two_people_keeps_the_key() {
    anEmptyWeek();
    UUID wish = proposed();
    OrderId back = world.newOrder();
    Instant now = world.clock.now;
    world.clock.now = START;
    world.write(SELLER, back, 1, ada());
    world.clock.now = now;
    assertThat(destroy.confirm(omar, wish, WEEK.toString())).isEqualTo(DestroyKey.Result.LIVING);
    assertThat(state()).isEqualTo(Cohorts.State.OPEN);
    assertThat(world.auditOf("cohort.close-refused")).hasSize(1);
  }

  @Test
  void a_week_that_is_not_over_keeps_its_key_because_orders_still_come() {
    world.receive(SELLER, ada());
    assertThat(steps.propose(nadia, WEEK, REASON, TICKET))
        .isEqualTo(DestructionSteps.Proposed.TOO_EARLY);
    assertThatThrownBy(() -> world.keyCare().closeByHand(WEEK, START))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void a_custodian_that_is_down_is_said_and_the_key_stays_as_it_is() {
    anEmptyWeek();
    UUID wish = proposed();
    world.custodian.weather = FakeKeyCustodian.Weather.DOWN;
    assertThat(destroy.confirm(omar, wish, WEEK.toString())).isEqualTo(DestroyKey.Result.WAITING);
    assertThat(state()).isEqualTo(Cohorts.State.OPEN);
  }

  @Test
  void a_cohort_that_nobody_opened_and_a_wish_without_a_reason_are_refused() {
    anEmptyWeek();
    assertThat(steps.propose(nadia, Cohort.parse("E2030W01"), REASON, TICKET))
        .isEqualTo(DestructionSteps.Proposed.NOT_OPEN);
    assertThat(steps.propose(nadia, WEEK, "short", TICKET))
        .isEqualTo(DestructionSteps.Proposed.NOT_SAID);
    assertThat(steps.propose(nadia, WEEK, REASON, ""))
        .isEqualTo(DestructionSteps.Proposed.NOT_SAID);
  }

  @Test
  void only_admins_of_ours_may_ask_or_say_yes() {
    anEmptyWeek();
    UUID wish = proposed();
    Account owner = person(3, SELLER, Role.SELLER_OWNER);
    assertThatThrownBy(() -> steps.propose(owner, WEEK, REASON, TICKET))
        .isInstanceOf(SecurityException.class);
    assertThatThrownBy(() -> destroy.confirm(owner, wish, WEEK.toString()))
        .isInstanceOf(SecurityException.class);
    assertThatThrownBy(() -> steps.refuse(owner, wish)).isInstanceOf(SecurityException.class);
  }

  @Test
  void either_may_say_no_and_then_it_is_over() {
    anEmptyWeek();
    UUID wish = proposed();
    assertThat(steps.refuse(omar, wish)).isTrue();
    assertThat(steps.refuse(nadia, wish)).isFalse();
    assertThat(destroy.confirm(omar, wish, WEEK.toString()))
        .isEqualTo(DestroyKey.Result.NOT_CONFIRMED);
  }
}
