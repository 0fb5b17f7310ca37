package org.lockkeeper.incidents;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.lockkeeper.kernel.SellerId;

class IncidentTest {

  private static final SellerId ANNA = new SellerId(new UUID(7, 1));
  private static final SellerId BERT = new SellerId(new UUID(7, 2));

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

  private NotificationDuty of(SellerId seller) {
    return world.see(id).duties().stream()
        .filter(duty -> duty.seller().equals(Optional.of(seller)))
        .findFirst()
        .orElseThrow();
  }

  private List<SellerId> found(SellerId... sellers) {
    return world.assess.found(id, List.of(sellers), World.BY_ALICE).orElseThrow();
  }

  @Test
  void a_seller_found_before_the_others_are_told_is_one_of_them_and_has_no_time_of_its_own() {
    world.pass(Duration.ofHours(23));
    assertThat(found(ANNA)).isEmpty();
    assertThat(world.see(id).duties()).allMatch(duty -> duty.seller().isEmpty());
  }

  @Test
  void a_seller_found_after_the_others_were_told_is_owed_a_notice_within_the_same_time_from_then() {
    world.told.of(id, Party.SELLERS, "sellers:1", World.BY_ALICE);
    List<Duration> before = world.see(id).duties().stream().map(NotificationDuty::span).toList();
    world.pass(Duration.ofHours(30));
    world.watch.of(id);
    assertThat(found(ANNA)).containsExactly(ANNA);
    world.pass(Duration.ofHours(2));
    assertThat(found(ANNA, BERT)).as("nobody is found twice").containsExactly(BERT);
    assertThat(of(ANNA).span()).isEqualTo(Duration.ofHours(54));
    assertThat(of(BERT).span()).isEqualTo(Duration.ofHours(56));
    assertThat(world.see(id).duties().stream().map(NotificationDuty::span).limit(before.size()))
        .as("no other deadline has moved")
        .isEqualTo(before);
    assertThat(world.duty(id, Party.SELLERS).metInTime()).as("what was met stays met").isTrue();
    assertThat(world.close.of(id, World.BY_ALICE).orElseThrow()).contains(Obstacle.DUTY_OPEN);
    assertThat(world.told.of(id, ANNA, "notice:1", World.BY_ALICE)).isTrue();
    assertThat(world.told.of(id, ANNA, "notice:2", World.BY_ALICE)).isFalse();
    assertThat(of(ANNA).metInTime()).isTrue();
    assertThat(of(BERT).open()).isTrue();
    assertThat(world.find.timeline(id).stream().map(TimelineEntry::word)).contains("seller.found");
  }

  @Test
  void a_seller_found_late_is_reminded_of_like_any_duty_from_when_it_was_found() {
    for (Party party : Party.values()) {
      world.told.of(id, party, "reference:1", World.BY_ALICE);
    }
    world.pass(Duration.ofHours(30));
    world.watch.of(id);
    world.events.clear();
    found(ANNA, BERT);
    for (int minute = 0; minute <= 25 * 60; minute++) {
      world.watch.of(id);
      world.pass(Duration.ofMinutes(1));
    }
    assertThat(world.sounded().stream().map(Mark::key))
        .as("both together, each moment once")
        .containsExactly(
            "unclaimed",
            "reminder-PT1H-from-PT30H",
            "reminder-PT12H-from-PT30H",
            "reminder-PT20H-from-PT30H",
            "reminder-PT23H-from-PT30H",
            "missed-SELLERS-from-PT30H");
    assertThat(List.of(of(ANNA), of(BERT))).allMatch(duty -> duty.missedAt().isPresent());
    assertThat(world.see(id).reportableAt())
        .as("what was told in time does not count as reportable because of it")
        .isEmpty();
    world.told.of(id, ANNA, "notice:1", World.BY_ALICE);
    assertThat(of(ANNA).metInTime()).as("late, for ever").isFalse();
  }

  @Test
  void
      a_seller_found_after_all_were_ruled_out_is_owed_a_notice_and_a_worse_kind_leaves_less_time() {
    world.assess.sign(id, ruledOut(Party.SELLERS), World.BOB);
    world.pass(Duration.ofHours(2));
    assertThat(found(ANNA)).containsExactly(ANNA);
    assertThat(of(ANNA).span()).isEqualTo(Duration.ofHours(26));
    assertThat(of(ANNA).within(Duration.ofHours(1)).span()).isEqualTo(Duration.ofHours(3));
    assertThat(of(ANNA).within(Duration.ofHours(25))).as("never more").isEqualTo(of(ANNA));
    assertThat(world.duty(id, Party.SELLERS).standing())
        .isInstanceOf(NotificationDuty.Excused.class);
  }

  @Test
  void in_what_obliges_to_tell_no_seller_and_in_what_is_closed_nobody_is_found() {
    IncidentId demand = world.reported(IncidentKind.LEGAL_DEMAND);
    assertThat(world.assess.found(demand, List.of(ANNA), World.BY_ALICE).orElseThrow()).isEmpty();
    assertThat(world.assess.found(new IncidentId(world.ids.next()), List.of(), World.BY_ALICE))
        .isEmpty();
  }
}
