package org.lockkeeper.incidents;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class IncidentTest {

  private final World world = new World();
  private final IncidentId id = world.reported(IncidentKind.DATA_LEAK);

  private UUID exhibit() {
    return world.find.evidence(id).getFirst().id();
  }

  private UUID ruledOut(Party party) {
    return world
        .assess
        .find(id, party, Finding.RULED_OUT, "Nothing was read.", List.of(exhibit()), World.ALICE)
        .orElseThrow();
  }

  private void contained() {
    world.work.assign(id, ResponseRole.COMMANDER, World.ALICE, World.BY_ALICE);
    world
        .see(id)
        .checklist()
        .forEach(
            item ->
                world.work.check(id, item.step(), ChecklistItem.State.DONE, World.ALICE, "Done."));
  }

  @Test
  void the_same_source_reported_again_is_the_same_incident_and_brings_its_evidence() {
    Report first =
        World.aReport("alert:7", IncidentKind.OTHER, Nature.REAL, world.read().product());
    IncidentId known = world.report.of(first);
    world.pass(Duration.ofHours(1));
    assertThat(world.report.of(first)).isEqualTo(known);
    assertThat(world.find.evidence(known)).hasSize(2);
    assertThat(world.see(known).clock().left(Duration.ofHours(24))).isEqualTo(Duration.ofHours(23));
  }

  @Test
  void people_are_reminded_at_1_12_20_and_23_hours_and_told_of_a_missed_deadline_each_once() {
    world.events.clear();
    for (int minute = 0; minute <= 25 * 60; minute++) {
      world.watch.of(id);
      world.watch.of(id);
      world.pass(Duration.ofMinutes(1));
    }
    assertThat(world.sounded().stream().map(Mark::key))
        .containsExactly(
            "reported",
            "reminder-PT1H",
            "unclaimed",
            "reminder-PT12H",
            "reportable",
            "reminder-PT20H",
            "reminder-PT23H",
            "missed-AMAZON",
            "missed-SELLERS",
            "missed-SHOPIFY",
            "missed-TIKTOKSHOP");
    assertThat(world.sounded().stream().filter(m -> m.key().equals("reminder-PT12H")))
        .noneMatch(Mark::everybody);
    assertThat(world.sounded().stream().filter(m -> m.key().equals("reminder-PT20H")))
        .allMatch(Mark::everybody);
  }

  @Test
  void after_a_long_outage_the_last_reminder_speaks_for_those_before_it() {
    world.events.clear();
    world.pass(Duration.ofHours(21));
    world.watch.of(id);
    world.watch.of(id);
    assertThat(world.sounded().stream().map(Mark::key))
        .containsExactly("reported", "reminder-PT20H", "unclaimed", "reportable");
  }

  @Test
  void ruling_out_needs_evidence_and_another_persons_signature() {
    assertThat(
            world.assess.find(
                id, Party.AMAZON, Finding.RULED_OUT, "I think so.", List.of(), World.ALICE))
        .isEmpty();
    UUID ruling = ruledOut(Party.AMAZON);
    assertThat(world.duty(id, Party.AMAZON).open()).isTrue();
    assertThat(world.assess.sign(id, ruling, World.ALICE)).isEqualTo(Incident.Signature.REFUSED);
    assertThat(world.assess.sign(id, ruling, World.BOB)).isEqualTo(Incident.Signature.EXCUSED);
    assertThat(world.duty(id, Party.AMAZON).standing())
        .isInstanceOf(NotificationDuty.Excused.class);
  }

  @Test
  void doubt_brings_an_excused_duty_back_with_the_time_that_it_had() {
    world.assess.sign(id, ruledOut(Party.AMAZON), World.BOB);
    world.pass(Duration.ofHours(30));
    world.watch.of(id);
    assertThat(world.duty(id, Party.AMAZON).missedAt()).isEmpty();
    world.assess.find(id, Party.AMAZON, Finding.SUSPECTED, "More.", List.of(), World.ALICE);
    world.watch.of(id);
    assertThat(world.duty(id, Party.AMAZON).open()).isTrue();
    assertThat(world.duty(id, Party.AMAZON).missedAt()).isPresent();
  }

  @Test
  void what_is_not_ruled_out_within_12_hours_is_reportable_and_stays_so() {
    UUID ruling = ruledOut(Party.AMAZON);
    world.pass(Duration.ofHours(12));
    world.watch.of(id);
    assertThat(world.see(id).reportableAt()).isPresent();
    assertThat(world.assess.sign(id, ruling, World.BOB)).isEqualTo(Incident.Signature.STILL_OWED);
    assertThat(world.duty(id, Party.AMAZON).open()).isTrue();
  }

  @Test
  void a_duty_that_is_met_late_says_so_for_ever() {
    world.pass(Duration.ofHours(25));
    assertThat(world.told.of(id, Party.AMAZON, "notice:1", World.BY_ALICE)).isTrue();
    assertThat(world.told.of(id, Party.AMAZON, "notice:2", World.BY_ALICE)).isFalse();
    assertThat(world.duty(id, Party.AMAZON).metInTime()).isFalse();
    assertThat(world.duty(id, Party.AMAZON).missedAt()).isPresent();
  }

  @Test
  void it_is_contained_when_every_step_is_done_and_somebody_commands() {
    assertThat(world.advance.of(id, World.BY_ALICE).orElseThrow())
        .containsExactlyInAnyOrder(Obstacle.NO_COMMANDER, Obstacle.CHECKLIST_OPEN);
    contained();
    assertThat(world.advance.of(id, World.BY_ALICE).orElseThrow()).isEmpty();
    assertThat(world.see(id).phase()).isInstanceOf(Phase.Contained.class);
    assertThat(world.advance.of(id, World.BY_ALICE).orElseThrow())
        .containsExactly(Obstacle.NO_ROOT_CAUSE);
  }

  @Test
  void it_is_closed_only_when_nothing_is_open_and_the_week_of_watching_is_over() {
    contained();
    world.advance.of(id, World.BY_ALICE);
    world.work.because(id, RootCause.Category.ATTACK, "A stolen password.", World.ALICE);
    world.advance.of(id, World.BY_ALICE);
    world.advance.of(id, World.BY_ALICE);
    assertThat(world.see(id).phase()).isInstanceOf(Phase.Recovered.class);
    assertThat(world.advance.of(id, World.BY_ALICE).orElseThrow())
        .containsExactly(Obstacle.WRONG_PHASE);
    UUID task =
        world
            .work
            .task(id, "Ask for passkeys.", World.BOB, World.NOON, true, World.BY_ALICE)
            .orElseThrow();
    UUID ruling = ruledOut(Party.SHOPIFY);
    assertThat(world.close.of(id, World.BY_ALICE).orElseThrow())
        .containsExactlyInAnyOrder(
            Obstacle.DUTY_OPEN,
            Obstacle.TASK_OPEN,
            Obstacle.NO_REVIEW,
            Obstacle.WATCH_RUNS,
            Obstacle.SIGNATURE_OPEN);
    world.assess.sign(id, ruling, World.BOB);
    world.told.of(id, Party.AMAZON, "notice:1", World.BY_ALICE);
    world.told.of(id, Party.SELLERS, "notice:2", World.BY_ALICE);
    world.told.of(id, Party.TIKTOKSHOP, "reference:3", World.BY_ALICE);
    world.work.done(id, task, World.BOB);
    assertThat(world.work.review(id, "None.", "Ended.", " ", "None.", World.ALICE)).isFalse();
    assertThat(world.work.review(id, "None.", "Ended.", "Much.", "None.", World.ALICE)).isTrue();
    world.pass(Duration.ofDays(7).minusSeconds(1));
    assertThat(world.close.of(id, World.BY_ALICE).orElseThrow())
        .containsExactly(Obstacle.WATCH_RUNS);
    world.pass(Duration.ofSeconds(1));
    assertThat(world.close.of(id, World.BY_ALICE).orElseThrow()).isEmpty();
    assertThat(world.see(id).open()).isFalse();
    assertThat(world.find.timeline(id).stream().map(TimelineEntry::word))
        .startsWith("reported")
        .contains("phase.contained", "duty.met", "root-cause", "reviewed")
        .endsWith("phase.closed");
  }

  @Test
  void a_role_is_handed_over_and_the_timeline_says_from_whom() {
    world.work.assign(id, ResponseRole.CONTACT, World.ALICE, World.BY_ALICE);
    world.work.assign(id, ResponseRole.CONTACT, World.BOB, World.BY_ALICE);
    TimelineEntry last = world.find.timeline(id).getLast();
    assertThat(last.word()).isEqualTo("role.handed-over");
    assertThat(last.facts()).containsEntry("from", World.ALICE.toString());
    assertThat(world.see(id).roles()).containsEntry(ResponseRole.CONTACT, World.BOB);
  }

  @Test
  void reclassifying_adds_duties_and_steps_and_shortens_spans_and_takes_nothing_away() {
    IncidentId other = world.reported(IncidentKind.LEGAL_DEMAND);
    world.pass(Duration.ofHours(3));
    world.assess.reclassify(
        other, IncidentKind.PORTAL_CREDENTIAL_LEAK, Severity.SEV1, World.BY_ALICE);
    assertThat(world.duty(other, Party.AMAZON_LEGAL).open()).isTrue();
    assertThat(world.duty(other, Party.AMAZON).span()).isEqualTo(Duration.ofHours(1));
    world.assess.reclassify(other, IncidentKind.OTHER, Severity.SEV4, World.BY_ALICE);
    assertThat(world.duty(other, Party.AMAZON).span()).isEqualTo(Duration.ofHours(1));
  }

  @Test
  void a_drill_needs_no_week_of_watching_and_has_a_score_in_minutes() {
    IncidentId drill =
        world.report.of(
            World.aReport("drill:1", IncidentKind.LEGAL_DEMAND, Nature.DRILL, World.NOON));
    world.pass(Duration.ofMinutes(7));
    world.assess.find(drill, Party.AMAZON_LEGAL, Finding.CONFIRMED, "Yes.", List.of(), World.ALICE);
    world.pass(Duration.ofMinutes(5));
    world.work.assign(drill, ResponseRole.COMMANDER, World.ALICE, World.BY_ALICE);
    world
        .see(drill)
        .checklist()
        .forEach(
            i ->
                world.work.check(
                    drill, i.step(), ChecklistItem.State.NOT_NEEDED, World.ALICE, "A drill."));
    world.advance.of(drill, World.BY_ALICE);
    world.pass(Duration.ofMinutes(9));
    world.told.of(drill, Party.AMAZON_LEGAL, "notice:1", World.BY_ALICE);
    assertThat(world.see(drill).score())
        .isEqualTo(new Incident.Score(Optional.of(7L), Optional.of(12L), Optional.of(21L)));
    world.work.because(drill, RootCause.Category.FALSE_ALARM, "Practice.", World.ALICE);
    world.advance.of(drill, World.BY_ALICE);
    world.advance.of(drill, World.BY_ALICE);
    world.work.review(drill, "a", "b", "c", "d", World.ALICE);
    assertThat(world.close.of(drill, World.BY_ALICE).orElseThrow()).isEmpty();
  }

  @Test
  void evidence_keeps_its_digest_and_the_hands_it_went_through() {
    Evidence first = world.find.evidence(id).getFirst();
    assertThat(first.sha256()).isEqualTo(KeepEvidence.digest(new byte[] {1, 2, 3}));
    assertThat(world.keep.handOver(id, first.id(), "counsel", "for advice", World.BY_ALICE))
        .isTrue();
    assertThat(world.find.evidence(id).getFirst().custody().getLast())
        .isEqualTo(
            new Evidence.Handover(
                World.BY_ALICE.text(), "counsel", "for advice", world.read().product()));
  }
}
