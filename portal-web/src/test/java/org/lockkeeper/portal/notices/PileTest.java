package org.lockkeeper.portal.notices;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.lockkeeper.compliance.notices.Notice;
import org.lockkeeper.kernel.SellerId;

/** Notices of one kind are one thing to do. */
class PileTest {

  private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");

  private static Notice notice(Notice.Kind kind, int raisedDaysAgo, int endsInDays) {
    return new Notice(
        SellerId.PLATFORM,
        UUID.randomUUID(),
        kind,
        "account:" + UUID.randomUUID(),
        "lockkeeper",
        "",
        NOON.plus(Duration.ofDays(endsInDays)),
        7,
        NOON.minus(Duration.ofDays(raisedDaysAgo)),
        Optional.empty());
  }

  @Test
  void three_trainings_are_one_card_that_tells_the_soonest_and_counts_them() {
    Notice newest = notice(Notice.Kind.TRAINING_DUE, 0, 9);
    Notice soonest = notice(Notice.Kind.TRAINING_DUE, 2, 3);
    Notice alert = notice(Notice.Kind.ALERT_RAISED, 1, 0);
    List<Pile> piles =
        Pile.of(List.of(newest, alert, soonest, notice(Notice.Kind.TRAINING_DUE, 3, 5)));
    assertThat(piles).hasSize(2);
    assertThat(piles.getFirst().size()).isEqualTo(3);
    assertThat(piles.getFirst().newest()).isEqualTo(newest);
    assertThat(piles.getFirst().soonest()).isEqualTo(soonest);
    assertThat(piles.getLast().notices()).containsExactly(alert);
  }

  @Test
  void two_incidents_are_two_cards_since_each_has_to_be_read() {
    assertThat(
            Pile.of(
                List.of(
                    notice(Notice.Kind.INCIDENT_NOTICE, 0, 1),
                    notice(Notice.Kind.INCIDENT_NOTICE, 1, 1))))
        .extracting(Pile::size)
        .containsExactly(1, 1);
  }

  @Test
  void nothing_open_is_no_card() {
    assertThat(Pile.of(List.of())).isEmpty();
  }

  @ParameterizedTest(name = "{0}")
  @EnumSource(Notice.Kind.class)
  void every_kind_says_where_it_is_listed(Notice.Kind kind) {
    assertThat(WhereToLook.page(kind)).matches("/(admin|seller)/[a-z-]+");
    assertThat(Path.of("src/main/webapp" + WhereToLook.page(kind) + ".xhtml")).isRegularFile();
  }
}
