package org.lockkeeper.compliance.disposal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.lockkeeper.compliance.access.Account;
import org.lockkeeper.compliance.access.Role;
import org.lockkeeper.compliance.audit.AuditEntry;
import org.lockkeeper.compliance.audit.AuditStore;
import org.lockkeeper.compliance.encryption.Cohort;
import org.lockkeeper.compliance.notices.Notice;
import org.lockkeeper.kernel.OrderId;
import org.lockkeeper.kernel.SellerId;
import org.lockkeeper.retention.DataKind;
import org.lockkeeper.retention.HoldRegister;
import org.lockkeeper.retention.LegalHold;

class HoldTest {

  private static final SellerId ANNA = SellerId.of("01900000-0000-7000-8000-00000000000a");
  private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
  private static final Account ADMIN = WatchClockTest.person(SellerId.PLATFORM, Role.ADMIN);
  private static final String WHY = "The tax office audits the year 2026.";

  private final Clock clock = Clock.fixed(NOON, ZoneOffset.UTC);
  private final FakeClocks world = new FakeClocks(clock);
  private final List<LegalHold> rows = new ArrayList<>();
  private boolean exists = true;

  private final HoldRegister register =
      new HoldRegister() {
        @Override
        public void add(LegalHold hold) {
          rows.add(hold);
        }

        @Override
        public Optional<LegalHold> find(SellerId seller, UUID id) {
          return rows.stream().filter(h -> h.id().equals(id)).findFirst();
        }

        @Override
        public void endsAt(SellerId seller, UUID id, Instant endsAt) {
          rows.replaceAll(
              h ->
                  new LegalHold(
                      h.id(),
                      h.seller(),
                      h.scope(),
                      h.kinds(),
                      h.reason(),
                      h.basis(),
                      h.owner(),
                      h.beganAt(),
                      endsAt));
        }

        @Override
        public List<Entry> all(int limit) {
          return rows.stream().map(h -> new Entry(h.seller(), h.id())).toList();
        }

        @Override
        public Suspended suspended(
            SellerId seller, LegalHold.Scope scope, Instant now, Instant endsAt) {
          return new Suspended(5, 3);
        }

        @Override
        public boolean exists(SellerId seller, LegalHold.Scope scope) {
          return exists;
        }

        @Override
        public long heldBack(Instant now) {
          return 0;
        }
      };

  private final PlaceHold place =
      new PlaceHold(register, FakeClocks.policy(), world.trail(), world.ids(), clock);

  private EndHold end() {
    return new EndHold(
        register,
        world.trail(),
        new AuditStore() {
          @Override
          public void append(SellerId seller, List<AuditEntry> entries) {}

          @Override
          public List<AuditEntry> about(SellerId seller, String object) {
            return world.audited.stream().filter(e -> e.object().equals(object)).toList();
          }
        },
        clock);
  }

  private static HoldDecision decision(
      LegalHold.Scope scope, Set<DataKind> kinds, String reason, String basis, Duration length) {
    return new HoldDecision(ANNA, scope, kinds, reason, basis, NOON.plus(length));
  }

  private static HoldDecision good() {
    return decision(
        new LegalHold.Scope.WholeSeller(),
        Set.of(DataKind.BUYER, DataKind.ORDER),
        WHY,
        "Tax Code, section 147",
        Duration.ofDays(365));
  }

  @Test
  void a_hold_says_why_on_which_basis_who_answers_for_it_and_until_when() {
    assertThat(place.of(good(), ADMIN)).isEmpty();
    LegalHold hold = rows.getFirst();
    assertThat(hold.reason()).isEqualTo(WHY);
    assertThat(hold.owner()).isEqualTo(ADMIN.id());
    assertThat(hold.beganAt()).isEqualTo(NOON);
    assertThat(world.audited.getFirst().action()).isEqualTo("hold.placed");
    assertThat(world.audited.getFirst().seller()).isEqualTo(ANNA);
    assertThat(world.audited.getFirst().facts())
        .containsEntry("kinds", "BUYER,ORDER")
        .containsEntry("scope", "seller");
  }

  @Test
  void what_is_incomplete_or_endless_is_refused_with_its_cause() {
    LegalHold.Scope all = new LegalHold.Scope.WholeSeller();
    Set<DataKind> buyer = Set.of(DataKind.BUYER);
    Duration year = Duration.ofDays(365);
    assertThat(place.of(decision(all, Set.of(), WHY, "Law", year), ADMIN))
        .contains(HoldDecision.Refusal.NO_KIND);
    assertThat(place.of(decision(all, buyer, "because", "Law", year), ADMIN))
        .contains(HoldDecision.Refusal.REASON);
    assertThat(place.of(decision(all, buyer, WHY, " x ", year), ADMIN))
        .contains(HoldDecision.Refusal.BASIS);
    assertThat(place.of(decision(all, buyer, WHY, "Law", Duration.ZERO), ADMIN))
        .contains(HoldDecision.Refusal.END_PAST);
    assertThat(
            place.of(decision(all, buyer, WHY, "Law", Duration.ofDays(730).plusSeconds(1)), ADMIN))
        .contains(HoldDecision.Refusal.END_TOO_FAR);
    LegalHold.Scope one = new LegalHold.Scope.OneOrder(new OrderId(new UUID(1, 1)));
    assertThat(place.of(decision(one, Set.of(DataKind.CALL_LOG), WHY, "Law", year), ADMIN))
        .contains(HoldDecision.Refusal.TOO_NARROW);
    exists = false;
    assertThat(place.of(decision(one, buyer, WHY, "Law", year), ADMIN))
        .contains(HoldDecision.Refusal.UNKNOWN);
    assertThat(rows).isEmpty();
    assertThat(world.audited).isEmpty();
  }

  @Test
  void two_years_to_the_second_are_allowed() {
    assertThat(
            place.of(
                decision(
                    new LegalHold.Scope.WholeSeller(),
                    Set.of(DataKind.BUYER),
                    WHY,
                    "Law",
                    Duration.ofDays(730)),
                ADMIN))
        .isEmpty();
  }

  @Test
  void a_new_decision_puts_the_end_off_and_an_end_brings_it_forward() {
    place.of(good(), ADMIN);
    UUID id = rows.getFirst().id();
    Instant later = NOON.plus(Duration.ofDays(700));
    assertThat(place.extend(ANNA, id, later, "too short", ADMIN))
        .contains(HoldDecision.Refusal.REASON);
    assertThat(place.extend(ANNA, id, NOON.plus(Duration.ofDays(731)), WHY, ADMIN))
        .contains(HoldDecision.Refusal.END_TOO_FAR);
    assertThat(place.extend(ANNA, id, later, WHY, ADMIN)).isEmpty();
    assertThat(rows.getFirst().endsAt()).isEqualTo(later);

    assertThat(end().of(ANNA, id, "no", ADMIN)).isFalse();
    assertThat(end().of(ANNA, id, "The audit of the year is closed.", ADMIN)).isTrue();
    assertThat(rows.getFirst().endsAt()).isEqualTo(NOON);
    assertThat(end().of(ANNA, id, "The audit of the year is closed.", ADMIN)).isFalse();
    assertThat(place.extend(ANNA, id, later, WHY, ADMIN)).contains(HoldDecision.Refusal.UNKNOWN);
    assertThat(end().history(ANNA, id))
        .extracting(AuditEntry::action)
        .containsExactly("hold.ended", "hold.extended", "hold.placed");
  }

  @Test
  void only_admins_decide() {
    Account owner = WatchClockTest.person(ANNA, Role.SELLER_OWNER);
    assertThatThrownBy(() -> place.of(good(), owner)).isInstanceOf(SecurityException.class);
    place.of(good(), ADMIN);
    UUID id = rows.getFirst().id();
    assertThatThrownBy(() -> end().of(ANNA, id, WHY, owner)).isInstanceOf(SecurityException.class);
    assertThatThrownBy(() -> place.extend(ANNA, id, NOON.plusSeconds(1), WHY, owner))
        .isInstanceOf(SecurityException.class);
  }

  @Test
  void admins_are_reminded_of_an_end_once_and_late_strips_once_a_day() {
    place.of(good(), ADMIN);
    Instant[] oldest = {NOON.minus(Duration.ofMinutes(60))};
    RetentionWatch watch =
        new RetentionWatch() {
          @Override
          public Optional<Instant> oldestDue(Instant now) {
            return Optional.of(oldest[0]);
          }

          @Override
          public List<SellerId> sellersWithEnds(
              Instant from, Instant to, List<org.lockkeeper.retention.Anchor> anchors) {
            return List.of(ANNA);
          }

          @Override
          public long ends(
              SellerId seller,
              Instant from,
              Instant to,
              List<org.lockkeeper.retention.Anchor> anchors) {
            return 41;
          }
        };
    WarnOfEnds warn =
        new WarnOfEnds(new WarningSteps(watch, register, world.tell()), FakeClocks.policy());
    warn.asOf(NOON);
    warn.asOf(NOON.plusSeconds(60));
    assertThat(world.raised).hasSize(2);
    assertThat(world.raised.get(0).kind().name()).isEqualTo("BUYERS_GO");
    assertThat(world.raised.get(0).label()).isEqualTo("41");
    assertThat(world.raised.get(1).kind().name()).isEqualTo("STRIP_LATE");

    Instant twoWeeksBefore = NOON.plus(Duration.ofDays(365 - 14));
    oldest[0] = twoWeeksBefore;
    warn.asOf(twoWeeksBefore.minusSeconds(1));
    assertThat(world.raised).noneMatch(n -> n.kind().name().equals("HOLD_ENDS"));
    warn.asOf(twoWeeksBefore);
    warn.asOf(twoWeeksBefore.plusSeconds(600));
    assertThat(world.raised).filteredOn(n -> n.kind().name().equals("HOLD_ENDS")).hasSize(1);
  }

  @Test
  void admins_hear_once_of_a_cohort_whose_key_is_lost_or_that_cannot_be_closed() {
    KeyAlarms alarms = new KeyAlarms(world.tell());
    Cohort cohort = Cohort.parse("E2027W08");
    assertThat(alarms.of(Notice.Kind.COHORT_KEY_LOST, cohort)).isTrue();
    assertThat(alarms.of(Notice.Kind.COHORT_KEY_LOST, cohort)).isFalse();
    assertThat(alarms.of(Notice.Kind.COHORT_NOT_EMPTY, cohort)).isTrue();
    assertThat(world.raised).allMatch(notice -> notice.seller().equals(SellerId.PLATFORM));
  }

  @Test
  void a_warning_is_about_a_whole_week_that_is_at_least_seven_days_away() {
    for (int hour = 0; hour < 24 * 14; hour++) {
      Instant now = NOON.plus(Duration.ofHours(hour));
      Instant week = WarnOfEnds.week(now, Duration.ofDays(7));
      assertThat(week).isAfterOrEqualTo(now.plus(Duration.ofDays(7)));
      assertThat(week.atZone(ZoneOffset.UTC).getDayOfWeek().getValue()).isEqualTo(1);
    }
  }
}
