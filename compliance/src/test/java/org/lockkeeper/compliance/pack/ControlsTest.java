package org.lockkeeper.compliance.pack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Section 2 of the requirements, and R-57: what an answer may say, and when. */
class ControlsTest {

  private static final ControlCatalogue CATALOGUE =
      ControlCatalogue.edition(LocalDate.of(2026, 11, 22));
  private static final Instant NOON = PackWorld.NOON;

  static Stream<Control> controls() {
    return CATALOGUE.controls().stream();
  }

  private static Map<String, Sighting> all(boolean holds) {
    Map<String, Sighting> seen = new HashMap<>();
    for (String name : CATALOGUE.proofs()) {
      seen.put(name, seen(name, holds ? Sighting.State.HOLDS : Sighting.State.FAILS));
    }
    return seen;
  }

  private static Sighting seen(String name, Sighting.State state) {
    return new Sighting(
        name,
        state,
        "A fact.",
        NOON,
        NOON,
        Duration.ofHours(1),
        "/admin/controls",
        PackWorld.figures(CATALOGUE, name));
  }

  private static Map<String, GapPlan> plans(String text, LocalDate due) {
    Map<String, GapPlan> plans = new HashMap<>();
    for (String name : CATALOGUE.proofs()) {
      plans.put(
          name,
          new GapPlan(
              UUID.randomUUID(),
              name,
              GapPlan.Owner.SECURITY,
              due,
              text.isEmpty() ? name : text + name.length(),
              UUID.randomUUID(),
              NOON));
    }
    return plans;
  }

  private static Answer answer(
      Control control, Map<String, Sighting> seen, Map<String, GapPlan> plans) {
    return Answer.of(control, CATALOGUE, seen, plans, NOON);
  }

  @Test
  void every_line_of_the_questionnaire_and_every_requirement_is_a_control() {
    assertThat(CATALOGUE.controls())
        .extracting(Control::id)
        .containsExactlyElementsOf(
            Stream.concat(
                    IntStream.rangeClosed(1, 32).mapToObj("Q-%02d"::formatted),
                    IntStream.rangeClosed(1, 73).mapToObj("R-%02d"::formatted))
                .toList());
    assertThat(CATALOGUE.controls().stream().map(Control::kind))
        .filteredOn(Control.Kind.FREE_TEXT::equals)
        .hasSize(17);
    assertThat(CATALOGUE.controls().stream().map(Control::kind))
        .filteredOn(Control.Kind.YES_NO::equals)
        .hasSize(14);
  }

  @Test
  void every_number_of_a_policy_is_referred_to_by_a_control() {
    assertThat(CATALOGUE.numbers().keySet())
        .allSatisfy(
            number ->
                assertThat(CATALOGUE.controls())
                    .anyMatch(control -> control.numbers().contains(number)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("controls")
  void a_yes_stands_on_all_proofs_and_says_what_is_demanded(Control control) {
    Answer answer = answer(control, all(true), Map.of());
    assertThat(answer.verdict()).isEqualTo(Answer.Verdict.YES);
    assertThat(answer.complete()).isTrue();
    assertThat(answer.text()).doesNotContain("{").hasSizeLessThanOrEqualTo(500);
    assertThat(control.must()).allSatisfy(word -> assertThat(answer.text()).contains(word));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("controls")
  void a_yes_is_refused_as_soon_as_one_of_its_proofs_is_off(Control control) {
    for (String proof : control.proofs()) {
      for (Sighting.State state :
          List.of(Sighting.State.FAILS, Sighting.State.TOO_OLD, Sighting.State.UNSEEN)) {
        Map<String, Sighting> seen = all(true);
        seen.put(proof, seen(proof, state));
        Answer answer = answer(control, seen, Map.of());
        assertThat(answer.verdict()).isEqualTo(Answer.Verdict.NO);
        assertThat(answer.missing()).containsExactly(proof);
        assertThat(answer.unplanned()).containsExactly(proof);
        assertThat(answer.text())
            .doesNotStartWith("Yes")
            .contains("A plan is missing.")
            .hasSizeLessThanOrEqualTo(500);
      }
      Map<String, Sighting> without = all(true);
      without.remove(proof);
      assertThat(answer(control, without, Map.of()).verdict()).isEqualTo(Answer.Verdict.NO);
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("controls")
  void an_answer_fits_whatever_the_figures_and_however_long_the_plans(Control control) {
    for (Map<String, GapPlan> plans :
        List.of(
            plans("", LocalDate.of(2027, 1, 31)),
            plans("x".repeat(158), LocalDate.of(2027, 1, 31)),
            plans("x".repeat(158), LocalDate.of(2026, 11, 1)))) {
      assertThat(answer(control, all(false), plans).text())
          .isNotBlank()
          .hasSizeLessThanOrEqualTo(500);
      for (String proof : control.proofs()) {
        Map<String, Sighting> one = all(true);
        one.put(proof, seen(proof, Sighting.State.FAILS));
        assertThat(answer(control, one, plans).text()).hasSizeLessThanOrEqualTo(500);
        Map<String, Sighting> rest = all(false);
        rest.put(proof, seen(proof, Sighting.State.HOLDS));
        assertThat(answer(control, rest, plans).text()).hasSizeLessThanOrEqualTo(500);
      }
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("controls")
  void a_no_carries_its_plan_until_the_plan_is_late(Control control) {
    Answer planned = answer(control, all(false), plans("", LocalDate.of(2026, 11, 22)));
    assertThat(planned.verdict()).isEqualTo(Answer.Verdict.NO);
    assertThat(planned.complete()).isTrue();
    assertThat(planned.text()).contains("Plan by 2026-11-22");
    assertThat(planned.due()).contains(LocalDate.of(2026, 11, 22));
    Answer late = answer(control, all(false), plans("", LocalDate.of(2026, 11, 21)));
    assertThat(late.complete()).isFalse();
    assertThat(late.unplanned()).containsExactlyElementsOf(control.proofs());
  }

  @Test
  void what_was_seen_counts_up_to_its_age_and_not_longer() {
    Proof proof =
        new Proof("x", Duration.ofDays(2), "/", (now, of) -> Proof.Seen.failed("never", now));
    Proof.Seen good = Proof.Seen.held("It was so.", NOON.minus(Duration.ofDays(2)), Map.of());
    assertThat(Sighting.of(proof, good, NOON).state()).isEqualTo(Sighting.State.HOLDS);
    assertThat(Sighting.of(proof, good, NOON.plusMillis(1)).state())
        .isEqualTo(Sighting.State.TOO_OLD);
  }

  @Test
  void what_says_itself_until_when_it_counts_has_that_age_and_no_other() {
    Proof proof =
        new Proof("x", Duration.ofDays(400), "/", (now, of) -> Proof.Seen.failed("never", now));
    Proof.Seen good =
        Proof.Seen.held("It was so.", NOON.minus(Duration.ofDays(3)), Map.of())
            .until(LocalDate.of(2026, 11, 22));
    assertThat(Sighting.of(proof, good, NOON).state()).isEqualTo(Sighting.State.HOLDS);
    Instant midnight = Instant.parse("2026-11-23T00:00:00Z");
    assertThat(Sighting.of(proof, good, midnight).state()).isEqualTo(Sighting.State.HOLDS);
    assertThat(Sighting.of(proof, good, midnight.plusMillis(1)).state())
        .isEqualTo(Sighting.State.TOO_OLD);
    assertThat(Sighting.of(proof, good, NOON).maxAge()).isEqualTo(Duration.ofHours(84));
  }

  @Test
  void a_proof_that_cannot_be_looked_at_is_shown_and_never_a_yes() {
    PackWorld world = new PackWorld();
    world.showAll();
    assertThat(world.assess.now().gaps()).isEmpty();
    world.broken.add("sealing");
    Assessment found = world.assess.now();
    assertThat(found.sighting("sealing").state()).isEqualTo(Sighting.State.UNSEEN);
    assertThat(found.sighting("sealing").fact()).doesNotContain("the register is down");
    assertThat(found.gaps()).containsExactly("sealing");
    assertThat(found.answers())
        .filteredOn(answer -> answer.control().proofs().contains("sealing"))
        .extracting(Answer::verdict)
        .containsOnly(Answer.Verdict.NO);
    assertThat(found.sighting("kms").holds()).isTrue();
  }

  @Test
  void what_nobody_looks_at_is_no_proof() {
    PackWorld world = new PackWorld();
    AssessControls nobody =
        new AssessControls(
            world.editions,
            new AssessControls.Steps(world.books, List.<ProofSource>of()),
            world.clock);
    assertThat(nobody.now().count(Answer.Verdict.YES)).isZero();
  }

  @Test
  void what_a_person_shows_counts_from_that_day_and_runs_out() {
    PackWorld world = new PackWorld();
    assertThat(
            world.gaps.show(
                world.admin, "attested-firewall", LocalDate.of(2026, 8, 24), "ticket 5", ""))
        .as("90 days back at the most")
        .isEqualTo(CloseGaps.Outcome.DONE);
    Sighting seen = world.assess.now().sighting("attested-firewall");
    assertThat(seen.holds()).isTrue();
    assertThat(seen.fact()).contains("2026-08-24").contains("ticket 5");
    assertThat(
            world.gaps.show(
                world.admin, "attested-firewall", LocalDate.of(2026, 8, 23), "ticket 5", ""))
        .isEqualTo(CloseGaps.Outcome.DAY);
    assertThat(
            world.gaps.show(
                world.admin, "attested-firewall", LocalDate.of(2026, 11, 23), "ticket 5", ""))
        .isEqualTo(CloseGaps.Outcome.DAY);
  }

  @Test
  void plans_and_what_is_shown_take_no_person_and_no_secret() {
    PackWorld world = new PackWorld();
    LocalDate due = LocalDate.of(2027, 1, 31);
    assertThat(
            world.gaps.plan(world.admin, "kms", GapPlan.Owner.SECURITY, due, "Ask ada@example.com"))
        .isEqualTo(CloseGaps.Outcome.TEXT);
    assertThat(world.gaps.plan(world.admin, "kms", GapPlan.Owner.SECURITY, due, "x".repeat(161)))
        .isEqualTo(CloseGaps.Outcome.TEXT);
    assertThat(world.gaps.plan(world.admin, "kms", GapPlan.Owner.SECURITY, due, " "))
        .isEqualTo(CloseGaps.Outcome.TEXT);
    assertThat(
            world.gaps.plan(
                world.admin,
                "kms",
                GapPlan.Owner.SECURITY,
                LocalDate.of(2026, 11, 21),
                "Move to KMS"))
        .isEqualTo(CloseGaps.Outcome.DAY);
    assertThat(world.gaps.plan(world.auditor, "kms", GapPlan.Owner.SECURITY, due, "Move to KMS"))
        .isEqualTo(CloseGaps.Outcome.NOT_ALLOWED);
    assertThat(world.gaps.plan(world.admin, "nothing", GapPlan.Owner.SECURITY, due, "Do it"))
        .isEqualTo(CloseGaps.Outcome.NOT_THERE);
    assertThat(
            world.gaps.show(
                world.admin, "attested-firewall", LocalDate.of(2026, 11, 22), "ticket 5", "abc"))
        .isEqualTo(CloseGaps.Outcome.DIGEST);
    assertThat(world.audited).isEmpty();
    assertThat(world.gaps.plan(world.admin, "kms", GapPlan.Owner.SECURITY, due, "Move to KMS"))
        .isEqualTo(CloseGaps.Outcome.DONE);
    assertThat(world.audited).hasSize(1);
  }

  private static Properties newest() throws IOException {
    try (InputStream in =
        Objects.requireNonNull(
            ControlsTest.class.getResourceAsStream("/policy/controls-2026-11-22.properties"))) {
      Properties said = new Properties();
      said.load(new InputStreamReader(in, StandardCharsets.UTF_8));
      return said;
    }
  }

  @Test
  void a_new_edition_shows_which_numbers_changed_and_whom_they_concern() throws IOException {
    Properties later = newest();
    later.setProperty("edition", "2027-03-01");
    later.setProperty("number.password-least", "16");
    later.setProperty("R-03.say", "anti-malware: Protected: {machines}. | tls: TLS.");
    later.setProperty("R-74", "REQUIREMENT; SECURITY; DPP 9; Something new");
    later.setProperty("R-74.say", "tls: Encrypted.");
    later.remove("R-71");
    CatalogueChange change = CatalogueChange.between(CATALOGUE, new ControlCatalogue(later));
    assertThat(change.numbers())
        .singleElement()
        .satisfies(
            number -> {
              assertThat(number.name()).isEqualTo("password-least");
              assertThat(number.before()).contains("12");
              assertThat(number.after()).contains("16");
              assertThat(number.controls()).containsExactly("R-14");
            });
    assertThat(change.controls())
        .extracting(CatalogueChange.Line::id)
        .containsExactly("R-03", "R-14", "R-71", "R-74");
    assertThat(change.controls().get(0).why())
        .containsExactlyInAnyOrder(CatalogueChange.Why.PROOF, CatalogueChange.Why.WORDING);
    assertThat(change.controls().get(0).newProofs()).containsExactly("tls");
    assertThat(change.controls().get(1).why()).containsExactly(CatalogueChange.Why.NUMBER);
    assertThat(change.controls().get(2).why()).containsExactly(CatalogueChange.Why.GONE);
    assertThat(change.controls().get(3).why()).containsExactly(CatalogueChange.Why.NEW);
    assertThat(CatalogueChange.between(CATALOGUE, CATALOGUE).nothing()).isTrue();
  }

  @Test
  void the_editions_of_the_product_differ_in_the_span_of_scans() {
    CatalogueChange change =
        CatalogueChange.between(ControlCatalogue.edition(LocalDate.of(2026, 8, 25)), CATALOGUE);
    assertThat(change.numbers())
        .extracting(CatalogueChange.Moved::name)
        .containsExactly("scan-days");
    assertThat(change.numbers().getFirst().controls()).contains("R-53", "Q-30");
  }

  @Test
  void an_edition_is_in_force_from_its_day_on() throws IOException {
    Properties later = newest();
    later.setProperty("edition", "2026-11-23");
    PackWorld world = new PackWorld(List.of(CATALOGUE, new ControlCatalogue(later)));
    assertThat(world.editions.inForce().edition()).isEqualTo(LocalDate.of(2026, 11, 22));
    Editions tomorrow =
        new Editions(
            world.editions.all(),
            java.time.Clock.fixed(NOON.plus(Duration.ofDays(1)), java.time.ZoneOffset.UTC));
    assertThat(tomorrow.inForce().edition()).isEqualTo(LocalDate.of(2026, 11, 23));
  }

  @Test
  void a_catalogue_with_a_hole_does_not_load() throws IOException {
    Properties noProof = newest();
    noProof.setProperty("R-01.say", "something: It is so.");
    assertThatThrownBy(() -> new ControlCatalogue(noProof)).hasMessageContaining("something");
    Properties noNumber = newest();
    noNumber.setProperty("R-01.numbers", "nothing");
    assertThatThrownBy(() -> new ControlCatalogue(noNumber)).hasMessageContaining("nothing");
    Properties noSentence = newest();
    noSentence.remove("Q-03.say");
    assertThatThrownBy(() -> new ControlCatalogue(noSentence)).hasMessageContaining("Q-03.say");
    Properties bare = newest();
    bare.setProperty("Q-03.say", "Everything is fine.");
    assertThatThrownBy(() -> new ControlCatalogue(bare)).hasMessageContaining("without a proof");
  }
}
