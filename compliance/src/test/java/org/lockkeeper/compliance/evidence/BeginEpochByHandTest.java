package org.lockkeeper.compliance.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.lockkeeper.compliance.access.Account;
import org.lockkeeper.compliance.access.KnownPeople;
import org.lockkeeper.compliance.access.Role;
import org.lockkeeper.compliance.audit.AuditEntry;
import org.lockkeeper.compliance.audit.AuditStore;
import org.lockkeeper.compliance.audit.AuditTrail;
import org.lockkeeper.compliance.audit.CheckpointStore;
import org.lockkeeper.compliance.audit.EpochStart;
import org.lockkeeper.compliance.audit.LogStanding.Standing;
import org.lockkeeper.compliance.evidence.BeginEpochByHand.Result;
import org.lockkeeper.kernel.Ids;
import org.lockkeeper.kernel.SellerId;

/** After a restore that nothing else noticed, two admins begin the epoch. */
class BeginEpochByHandTest {

  private static final String WHY = "the backup of Sunday was restored";
  private static final Account NADIA = person(SellerId.PLATFORM, 1);
  private static final Account OMAR = person(SellerId.PLATFORM, 2);
  private static final Account NADIA_TOO = KnownPeople.identity(NADIA, 1);

  private final Map<UUID, EpochWish> kept = new LinkedHashMap<>();
  private final List<String> log = new ArrayList<>();
  private final List<String> begun = new ArrayList<>();
  private Instant now = Instant.parse("2026-11-22T12:00:00Z");
  private Standing standing = Standing.BEHIND;
  private boolean silent;

  private final Clock clock =
      new Clock() {
        @Override
        public ZoneId getZone() {
          return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
          return this;
        }

        @Override
        public Instant instant() {
          return now;
        }
      };

  private final EpochWishes wishes =
      new EpochWishes() {
        @Override
        public Optional<EpochWish> find(UUID id) {
          return Optional.ofNullable(kept.get(id));
        }

        @Override
        public void add(EpochWish fresh) {
          kept.put(fresh.id(), fresh);
        }

        @Override
        public void save(EpochWish changed) {
          kept.put(changed.id(), changed);
        }

        @Override
        public List<EpochWish> since(Instant since) {
          return kept.values().stream().filter(w -> !w.proposedAt().isBefore(since)).toList();
        }
      };

  private final AuditStore store =
      new AuditStore() {
        @Override
        public void append(SellerId seller, List<AuditEntry> entries) {
          entries.forEach(entry -> log.add(entry.action() + " " + entry.facts()));
        }

        @Override
        public List<AuditEntry> about(SellerId seller, String object) {
          return List.of();
        }
      };

  private final EpochStart epochs =
      new EpochStart() {
        @Override
        public Begun begin(String reason) {
          if (silent) {
            throw new CheckpointStore.Unavailable("down", new IllegalStateException());
          }
          begun.add(reason);
          standing = Standing.GOING;
          return new Begun(2, 25);
        }

        @Override
        public boolean isBehind() {
          return standing == Standing.BEHIND;
        }
      };

  private final Ids ids = new Ids(clock, new SecureRandom());
  private final EpochSteps steps =
      new EpochSteps(
          wishes,
          KnownPeople.two(List.of(NADIA, OMAR, NADIA_TOO)),
          new AuditTrail(store, ids, clock),
          ids,
          clock);
  private final BeginEpochByHand byHand = new BeginEpochByHand(steps, epochs, () -> standing);

  private static Account person(SellerId of, int number) {
    return new Account(
        of,
        new UUID(9, number),
        "n" + number + "@lockkeeper.example",
        "N",
        Role.ADMIN,
        false,
        ZoneOffset.UTC,
        Locale.ENGLISH,
        Account.Theme.SYSTEM);
  }

  private UUID asked() {
    assertThat(byHand.propose(NADIA, WHY, "OPS-7")).isEqualTo(Result.PROPOSED);
    return steps.recent().getLast().id();
  }

  @Test
  void one_asks_another_agrees_and_the_log_says_how_much_is_missing_but_not_the_prose() {
    UUID wish = asked();

    assertThat(byHand.confirm(OMAR, wish)).isEqualTo(Result.BEGUN);
    assertThat(begun).containsExactly("by hand, OPS-7");
    assertThat(log)
        .hasSize(3)
        .allSatisfy(line -> assertThat(line).contains("OPS-7").doesNotContain("Sunday"));
    assertThat(log.getLast()).startsWith("log.epoch-begun").contains("lost=25", "epoch=2");
  }

  @Test
  void nobody_agrees_to_the_own_wish_or_to_one_that_is_a_day_old_or_twice() {
    UUID wish = asked();
    assertThat(byHand.confirm(NADIA, wish)).isEqualTo(Result.NOT_CONFIRMED);
    assertThat(byHand.confirm(NADIA_TOO, wish)).isEqualTo(Result.NOT_CONFIRMED);
    now = now.plus(EpochWish.PATIENCE);
    assertThat(byHand.confirm(OMAR, wish)).isEqualTo(Result.NOT_CONFIRMED);
    assertThat(log).filteredOn(line -> line.startsWith("log.epoch-denied")).hasSize(3);

    UUID other = asked();
    assertThat(steps.refuse(OMAR, other)).isTrue();
    assertThat(byHand.confirm(OMAR, other)).isEqualTo(Result.NOT_CONFIRMED);
    assertThat(begun).isEmpty();
  }

  @Test
  void as_long_as_sealing_goes_on_there_is_nothing_to_begin() {
    UUID wish = asked();
    standing = Standing.GOING;
    assertThat(byHand.propose(NADIA, WHY, "OPS-8")).isEqualTo(Result.NOT_STOPPED);
    assertThat(byHand.confirm(OMAR, wish)).isEqualTo(Result.NOT_STOPPED);
    standing = Standing.UNKNOWN;
    assertThat(byHand.confirm(OMAR, wish)).isEqualTo(Result.NO_STORE);
    assertThat(begun).isEmpty();
  }

  @Test
  void a_silent_store_begins_nothing_and_another_wish_can_follow() {
    UUID wish = asked();
    silent = true;
    assertThat(byHand.confirm(OMAR, wish)).isEqualTo(Result.NO_STORE);
    silent = false;
    now = now.plus(Duration.ofMinutes(5));
    assertThat(byHand.confirm(OMAR, asked())).isEqualTo(Result.BEGUN);
  }

  @Test
  void a_reason_and_a_ticket_are_asked_for_and_only_our_admins_may() {
    assertThat(byHand.propose(NADIA, "restored", "OPS-7")).isEqualTo(Result.NOT_SAID);
    assertThat(byHand.propose(NADIA, WHY, "")).isEqualTo(Result.NOT_SAID);
    Account seller = person(new SellerId(UUID.randomUUID()), 3);
    assertThatThrownBy(() -> byHand.propose(seller, WHY, "OPS-7"))
        .isInstanceOf(SecurityException.class);
  }
}
