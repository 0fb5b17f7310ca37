package org.lockkeeper.compliance.disposal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.lockkeeper.compliance.access.Account;
import org.lockkeeper.compliance.access.Role;
import org.lockkeeper.compliance.audit.AuditEntry;
import org.lockkeeper.compliance.notices.Notice;
import org.lockkeeper.kernel.SellerId;

class WatchClockTest {

  private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");

  private final FakeClocks clocks = new FakeClocks(Clock.fixed(NOON, ZoneOffset.UTC));

  static Account person(SellerId seller, Role role) {
    return new Account(
        seller,
        new UUID(7, 7),
        "a@example.com",
        "A",
        role,
        false,
        ZoneId.of("UTC"),
        Locale.ENGLISH,
        Account.Theme.SYSTEM);
  }

  @Test
  void a_clock_that_steps_stops_the_runs_and_admins_hear_of_it_once() {
    WatchClock watch = clocks.watch(false);
    assertThat(watch.believes(NOON)).isTrue();
    clocks.reference = NOON.plusSeconds(60);
    Instant stepped = NOON.plus(Duration.ofDays(90));
    assertThat(watch.believes(stepped)).isFalse();
    clocks.reference = NOON.plusSeconds(120);
    assertThat(watch.believes(stepped.plusSeconds(60))).isFalse();
    assertThat(clocks.raised).extracting(Notice::kind).containsExactly(Notice.Kind.CLOCK_STEPPED);
    assertThat(clocks.raised).extracting(Notice::seller).containsExactly(SellerId.PLATFORM);
    assertThat(clocks.audited).extracting(AuditEntry::action).containsExactly("clock.stepped");
  }

  @Test
  void it_goes_on_once_an_admin_says_that_the_clock_is_right() {
    WatchClock watch = clocks.watch(false);
    watch.believes(NOON);
    clocks.reference = NOON.plusSeconds(60);
    Instant stepped = NOON.plus(Duration.ofDays(90));
    watch.believes(stepped);
    UUID stop = watch.open().orElseThrow().id();
    assertThat(watch.right(stop, person(SellerId.PLATFORM, Role.ADMIN))).isTrue();
    assertThat(watch.right(stop, person(SellerId.PLATFORM, Role.ADMIN))).isFalse();
    clocks.reference = NOON.plusSeconds(120);
    assertThat(watch.believes(stepped.plusSeconds(60))).isTrue();
    assertThat(watch.open()).isEmpty();
    clocks.reference = NOON.plusSeconds(180);
    assertThat(watch.believes(stepped.plusSeconds(120))).isTrue();
  }

  @Test
  void a_word_is_void_when_the_clock_steps_again() {
    WatchClock watch = clocks.watch(false);
    watch.believes(NOON);
    watch.believes(NOON.plus(Duration.ofDays(90)));
    watch.right(watch.open().orElseThrow().id(), person(SellerId.PLATFORM, Role.ADMIN));
    assertThat(watch.believes(NOON.plus(Duration.ofDays(400)))).isFalse();
    assertThat(watch.open().orElseThrow().confirmedAt()).isEmpty();
  }

  @Test
  void it_goes_on_by_itself_when_the_clock_is_back() {
    WatchClock watch = clocks.watch(false);
    watch.believes(NOON);
    assertThat(watch.believes(NOON.plus(Duration.ofDays(90)))).isFalse();
    assertThat(watch.believes(NOON)).isTrue();
    assertThat(watch.open()).isEmpty();
  }

  @Test
  void nobody_but_an_admin_says_that_the_clock_is_right() {
    WatchClock watch = clocks.watch(false);
    watch.believes(NOON);
    watch.believes(NOON.plus(Duration.ofDays(90)));
    UUID stop = watch.open().orElseThrow().id();
    assertThatThrownBy(
            () ->
                watch.right(
                    stop,
                    person(SellerId.of("01900000-0000-7000-8000-00000000000a"), Role.SELLER_OWNER)))
        .isInstanceOf(SecurityException.class);
    assertThat(watch.believes(NOON.plus(Duration.ofDays(90)))).isFalse();
  }

  @Test
  void where_the_clock_is_moved_on_purpose_every_step_is_believed() {
    WatchClock watch = clocks.watch(true);
    assertThat(watch.believes(NOON)).isTrue();
    assertThat(watch.believes(NOON.plus(Duration.ofDays(90)))).isTrue();
    assertThat(clocks.raised).isEmpty();
  }
}
