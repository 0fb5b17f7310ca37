package org.lockkeeper.integration.postgres.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.lockkeeper.compliance.access.Account;
import org.lockkeeper.compliance.audit.AuditTrail;
import org.lockkeeper.compliance.clocks.ClockPolicy;
import org.lockkeeper.compliance.clocks.ClockWall;
import org.lockkeeper.compliance.clocks.ClockWall.Outcome;
import org.lockkeeper.compliance.clocks.ClockWall.State;
import org.lockkeeper.compliance.clocks.live.LiveClock;
import org.lockkeeper.compliance.clocks.live.LiveClocks;
import org.lockkeeper.compliance.notices.Notice;
import org.lockkeeper.compliance.notices.TellPeople;
import org.lockkeeper.integration.postgres.TestDatabase;
import org.lockkeeper.integration.postgres.Transactions;
import org.lockkeeper.integration.postgres.access.OpenPeople;
import org.lockkeeper.integration.postgres.audit.OpenAudit;
import org.lockkeeper.kernel.Errand;
import org.lockkeeper.kernel.Errands;
import org.lockkeeper.kernel.Ids;
import org.lockkeeper.kernel.SellerId;

/** Duties that come back are due one span after they were done. */
class ClocksStorageTest {

  private static final Instant START = Instant.parse("2026-11-22T09:00:00Z");
  private static final LocalDate TODAY = LocalDate.parse("2026-11-22");
  private static final Transactions NODE = TestDatabase.apart("clocks").portal();

  /** A clock that is set. */
  private final class Time extends Clock {
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
  }

  private final Map<String, LiveClock.Figures> shown = new HashMap<>();
  private Instant now = START;
  private final Clock clock = new Time();
  private final Ids ids = new Ids(clock, new SecureRandom());
  private final OpenPeople people = OpenPeople.of(NODE.tenancy(), ids, clock);
  private final AuditTrail audit = new AuditTrail(OpenAudit.store(NODE.tenancy()), ids, clock);
  private final ClockWall wall =
      new ClockWall(
          new ClockPolicy(),
          new PostgresClockMarks(NODE.tenancy()),
          new LiveClocks(Stream.of((name, at) -> Optional.ofNullable(shown.get(name)))),
          audit,
          new TellPeople(
              people.notices(),
              people.accounts(),
              new Errands() {
                @Override
                public void after(Duration delay, Errand errand) {}

                @Override
                public void now(Errand errand) {}
              },
              audit,
              ids,
              clock),
          ids,
          clock);
  private final UUID admin = UUID.randomUUID();

  @BeforeEach
  void started_today() {
    NODE.run(() -> people.admin(NODE.tenancy(), admin, "Someone", START));
  }

  private Account account() {
    return NODE.in(() -> people.accounts().byId(admin)).orElseThrow();
  }

  private ClockWall.Standing standing(String name) {
    return NODE.in(wall::standings).stream()
        .filter(s -> s.rule().name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void a_duty_that_was_never_done_is_due_soon_after_the_start() {
    assertThat(standing("penetration-test").due()).contains(TODAY.plusDays(14));
    assertThat(standing("penetration-test").state()).isEqualTo(State.GOOD);
    now = START.plus(Duration.ofDays(14));
    assertThat(standing("penetration-test").state()).isEqualTo(State.SOON);
    now = START.plus(Duration.ofDays(15));
    assertThat(standing("penetration-test").state()).isEqualTo(State.OVERDUE);
    assertThat(standing("deletion").state()).isEqualTo(State.ELSEWHERE);
  }

  @Test
  void a_mark_begins_the_span_anew_and_says_where_the_proof_is() {
    Account by = account();
    assertThat(NODE.in(() -> wall.done(by, "vulnerability-scan", TODAY, "SCAN-12")))
        .isEqualTo(Outcome.DONE);
    assertThat(standing("vulnerability-scan").due()).contains(TODAY.plusDays(30));
    assertThat(NODE.in(() -> wall.history("vulnerability-scan")))
        .singleElement()
        .satisfies(
            mark -> {
              assertThat(mark.by()).isEqualTo(admin);
              assertThat(mark.proof()).isEqualTo("SCAN-12");
              assertThat(mark.doneOn()).isEqualTo(TODAY);
            });
    assertThat(NODE.in(() -> wall.done(by, "vulnerability-scan", TODAY.minusDays(1), "SCAN-11")))
        .as("before the last time")
        .isEqualTo(Outcome.DAY);
  }

  @Test
  void a_register_that_shows_a_duty_counts_alone_whatever_was_said_by_hand_before() {
    Account by = account();
    assertThat(NODE.in(() -> wall.done(by, "vulnerability-scan", TODAY, "SCAN-12")))
        .isEqualTo(Outcome.DONE);
    shown.put("vulnerability-scan", LiveClock.Figures.last(Optional.empty()));
    assertThat(standing("vulnerability-scan").lastDone()).isEmpty();
    assertThat(standing("vulnerability-scan").due()).contains(TODAY.plusDays(14));
    assertThat(NODE.in(() -> wall.done(by, "vulnerability-scan", TODAY, "SCAN-13")))
        .isEqualTo(Outcome.NOT_THERE);
  }

  @Test
  void what_the_data_shows_is_not_said_by_hand() {
    assertThat(standing("restore-test").state()).as("nobody knows").isEqualTo(State.ELSEWHERE);
    shown.put("restore-test", LiveClock.Figures.last(Optional.empty()));
    assertThat(standing("restore-test").due()).contains(TODAY.plusDays(14));
    shown.put("restore-test", LiveClock.Figures.last(Optional.of(START)));
    assertThat(standing("restore-test").due()).contains(TODAY.plusMonths(3));
    assertThat(standing("restore-test").state()).isEqualTo(State.GOOD);
    Account by = account();
    assertThat(NODE.in(() -> wall.done(by, "restore-test", TODAY, "TEST-1")))
        .isEqualTo(Outcome.NOT_THERE);
    now = START.plus(Duration.ofDays(93));
    assertThat(standing("restore-test").state()).isEqualTo(State.OVERDUE);
    assertThat(standing("restore-test").warned()).isFalse();
  }

  @Test
  void cases_are_idle_due_soon_or_overdue_by_their_own_times() {
    shown.put("deletion", LiveClock.Figures.cases(0, 0, Optional.empty()));
    assertThat(standing("deletion").state()).isEqualTo(State.IDLE);
    Instant far = START.plus(Duration.ofDays(20));
    shown.put("deletion", LiveClock.Figures.cases(2, 0, Optional.of(far)));
    assertThat(standing("deletion").state()).isEqualTo(State.GOOD);
    assertThat(standing("deletion").dueAt()).contains(far);
    now = START.plus(Duration.ofDays(14));
    assertThat(standing("deletion").state()).as("six of thirty days left").isEqualTo(State.SOON);
    shown.put("deletion", LiveClock.Figures.cases(2, 1, Optional.of(far)));
    assertThat(standing("deletion").state()).isEqualTo(State.OVERDUE);
    assertThat(standing("deletion").warned()).as("the case reminds by itself").isTrue();
  }

  @Test
  void nothing_ahead_nothing_without_proof_and_nothing_of_a_buyer_is_entered() {
    Account by = account();
    assertThat(NODE.in(() -> wall.done(by, "asset-list", TODAY.plusDays(1), "LIST-1")))
        .isEqualTo(Outcome.DAY);
    assertThat(NODE.in(() -> wall.done(by, "asset-list", TODAY, " "))).isEqualTo(Outcome.PROOF);
    assertThat(NODE.in(() -> wall.done(by, "asset-list", TODAY, "ada@example.test")))
        .isEqualTo(Outcome.PROOF);
    assertThat(NODE.in(() -> wall.done(by, "deletion", TODAY, "CASE-1")))
        .as("it has a page of its own")
        .isEqualTo(Outcome.NOT_THERE);
  }

  @Test
  void admins_are_reminded_before_and_after_once_each() {
    shown.put("training", LiveClock.Figures.due(Optional.empty(), Optional.of(START)));
    shown.put("deletion", LiveClock.Figures.cases(1, 1, Optional.of(START)));
    shown.put("restore-test", LiveClock.Figures.last(Optional.empty()));
    now = START.plus(Duration.ofDays(8));
    NODE.run(() -> wall.remind(now));
    NODE.run(() -> wall.remind(now));
    assertThat(reminders("risk-assessment")).isEqualTo(1);
    now = START.plus(Duration.ofDays(13));
    NODE.run(() -> wall.remind(now));
    now = START.plus(Duration.ofDays(15));
    NODE.run(() -> wall.remind(now));
    NODE.run(() -> wall.remind(now.plus(Duration.ofDays(1))));
    assertThat(reminders("risk-assessment")).isEqualTo(3);
    assertThat(reminders("restore-test")).as("from the data, and nobody else reminds").isEqualTo(3);
    assertThat(reminders("training")).as("its own page reminds").isZero();
    assertThat(reminders("deletion")).as("the case reminds by itself").isZero();
  }

  private long reminders(String name) {
    return NODE.in(() -> people.notices().open(SellerId.PLATFORM)).stream()
        .filter(notice -> notice.kind() == Notice.Kind.CLOCK_DUE)
        .filter(notice -> notice.subject().startsWith("clock:" + name + "/"))
        .count();
  }
}
