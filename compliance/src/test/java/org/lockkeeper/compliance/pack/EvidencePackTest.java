package org.lockkeeper.compliance.pack;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPublicKeySpec;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.lockkeeper.compliance.audit.AuditEntry;
import org.lockkeeper.compliance.encryption.Opaque;
import org.lockkeeper.proof.certificate.CertificateZip;
import org.lockkeeper.proof.jose.Json;

/** what a pack is, who gets it, and how it is checked without us. */
class EvidencePackTest {

  private final PackWorld world = new PackWorld();

  private Map<String, byte[]> files(EvidencePack pack) {
    return CertificateZip.read(world.ask.zip(world.admin, pack.id()).orElseThrow().bytes().bytes());
  }

  private static String text(Map<String, byte[]> files, String name) {
    return new String(files.getOrDefault(name, new byte[0]), StandardCharsets.UTF_8);
  }

  @Test
  void a_pack_has_an_answer_to_every_line() {
    EvidencePack pack = world.made();
    Map<String, PackDifference.Said> said =
        PackFiles.read(files(pack).getOrDefault("answers.json", new byte[0]));
    assertThat(said.keySet())
        .containsExactlyElementsOf(
            world.editions.inForce().controls().stream().map(Control::id).toList());
    assertThat(said.values())
        .allSatisfy(
            one -> {
              assertThat(one.text()).isNotBlank().hasSizeLessThanOrEqualTo(500);
              assertThat(one.verdict()).isIn("YES", "NO");
            });
    assertThat(text(files(pack), "report.html"))
        .contains("Q-01", "R-73", "Evidence pack 1")
        .doesNotContain("<script", "http://");
  }

  @Test
  void turning_a_proof_off_turns_its_yes_into_a_no_in_the_next_pack() {
    world.showAll();
    EvidencePack before = world.made();
    assertThat(before.result().orElseThrow().no()).isZero();
    world.off.add("second-factors");
    EvidencePack after = world.made();
    PackDifference difference = world.ask.difference(before.id(), after.id()).orElseThrow();
    List<String> needing =
        world.editions.inForce().needing("second-factors").stream().map(Control::id).toList();
    assertThat(needing).contains("Q-23", "R-17");
    assertThat(difference.lines())
        .extracting(PackDifference.Line::control)
        .containsExactlyElementsOf(needing);
    assertThat(difference.lines())
        .allSatisfy(
            line -> {
              assertThat(line.before()).isEqualTo("YES");
              assertThat(line.after()).isEqualTo("NO");
              assertThat(line.textAfter()).contains("A plan is missing.");
            });
    assertThat(after.result().orElseThrow().openTasks()).isEqualTo(1);
    world.off.clear();
    EvidencePack again = world.made();
    assertThat(world.ask.difference(before.id(), again.id()).orElseThrow().lines()).isEmpty();
  }

  @Test
  void the_instruction_in_the_pack_checks_it_with_nothing_of_ours() throws Exception {
    Map<String, byte[]> files = files(world.made());
    String[] parts = text(files, "manifest.jws").split("\\.", -1);
    byte[] payload = Base64.getUrlDecoder().decode(parts[1]);
    assertThat(payload).isEqualTo(files.get("manifest.json"));
    assertThat(
            verifies(
                text(files, "key.jwk"),
                (parts[0] + "." + parts[1]).getBytes(StandardCharsets.US_ASCII),
                Base64.getUrlDecoder().decode(parts[2])))
        .isTrue();
    assertThat(
            verifies(
                text(files, "key.jwk"),
                (parts[0] + "." + parts[1] + "A").getBytes(StandardCharsets.US_ASCII),
                Base64.getUrlDecoder().decode(parts[2])))
        .isFalse();
    Json.Members listed = Json.parse(payload).members("files");
    assertThat(listed.values().keySet())
        .containsExactlyInAnyOrderElementsOf(
            files.keySet().stream()
                .filter(name -> !name.startsWith("manifest.") && !name.equals("key.jwk"))
                .toList());
    listed
        .values()
        .keySet()
        .forEach(
            name ->
                assertThat(listed.members(name).text("sha256"))
                    .isEqualTo(PackFiles.sha256(files.getOrDefault(name, new byte[0]))));
  }

  /** With the JDK alone, as a stranger would. */
  private static boolean verifies(String jwk, byte[] signed, byte[] signature)
      throws GeneralSecurityException {
    AlgorithmParameters curve = AlgorithmParameters.getInstance("EC");
    curve.init(new ECGenParameterSpec("secp256r1"));
    ECPoint point = new ECPoint(coordinate(jwk, "x"), coordinate(jwk, "y"));
    Signature verifier = Signature.getInstance("SHA256withECDSAinP1363Format");
    verifier.initVerify(
        KeyFactory.getInstance("EC")
            .generatePublic(
                new ECPublicKeySpec(point, curve.getParameterSpec(ECParameterSpec.class))));
    verifier.update(signed);
    return verifier.verify(signature);
  }

  private static BigInteger coordinate(String jwk, String name) {
    String value = jwk.replaceFirst(".*\"" + name + "\":\"([^\"]+)\".*", "$1");
    return new BigInteger(1, Base64.getUrlDecoder().decode(value));
  }

  @Test
  void a_pack_names_no_person_and_has_no_secret() {
    world.showAll();
    world.gaps.plan(
        world.admin, "kms", GapPlan.Owner.ENGINEERING, LocalDate.of(2027, 1, 1), "Move to KMS");
    files(world.made())
        .forEach(
            (name, bytes) ->
                assertThat(new String(bytes, StandardCharsets.UTF_8))
                    .as(name)
                    .doesNotContainIgnoringCase("lovelace")
                    .doesNotContain(world.admin.id().toString())
                    .doesNotContain("PRIVATE KEY", "\"d\":"));
  }

  @Test
  void only_one_pack_is_made_at_a_time_and_a_failed_one_makes_room() {
    EvidencePack first = world.ask.ask(world.admin).orElseThrow();
    assertThat(world.ask.ask(world.admin)).isEmpty();
    world.make.gaveUp(MakePack.errand(first.id()), new IllegalStateException());
    assertThat(world.packs.find(first.id()).orElseThrow().state())
        .isEqualTo(EvidencePack.State.FAILED);
    assertThat(world.made().state()).isEqualTo(EvidencePack.State.READY);
  }

  @Test
  void a_pack_that_is_made_for_over_an_hour_has_failed_when_another_is_asked_for() {
    EvidencePack lost = world.lost(Duration.ofMinutes(61));
    assertThat(world.made().state()).isEqualTo(EvidencePack.State.READY);
    assertThat(world.packs.find(lost.id()).orElseThrow().state())
        .isEqualTo(EvidencePack.State.FAILED);
    assertThat(world.audited)
        .first()
        .extracting(AuditEntry::action)
        .isEqualTo("evidence-pack.failed");
    world.lost(Duration.ofMinutes(59));
    assertThat(world.ask.ask(world.admin)).isEmpty();
  }

  @Test
  void run_again_a_pack_that_is_ready_stays_as_it_is() {
    EvidencePack pack = world.made();
    Opaque before = world.ask.zip(world.admin, pack.id()).orElseThrow().bytes();
    world.off.add("kms");
    world.make.run(MakePack.errand(pack.id()));
    assertThat(world.ask.zip(world.admin, pack.id()).orElseThrow().bytes()).isEqualTo(before);
  }

  @Test
  void an_auditor_takes_packs_and_has_none_made_and_both_are_in_the_log() {
    EvidencePack pack = world.made();
    assertThat(world.ask.ask(world.auditor)).isEmpty();
    assertThat(world.ask.zip(world.auditor, pack.id())).isPresent();
    assertThat(world.ask.report(world.auditor, pack.id()).orElseThrow().bytes().length())
        .isGreaterThan(1000);
    assertThat(world.audited)
        .extracting(AuditEntry::action)
        .containsExactly(
            "evidence-pack.asked",
            "evidence-pack.made",
            "evidence-pack.taken",
            "evidence-pack.taken");
  }

  @Test
  void a_questionnaire_has_five_days_and_is_answered_with_a_pack_of_its_own_time() {
    LocalDate today = LocalDate.of(2026, 11, 22);
    assertThat(
            world.questionnaires.asked(
                world.admin, Questionnaire.AskedBy.AMAZON, today, "Case 4711"))
        .isEqualTo(TrackQuestionnaires.Outcome.DONE);
    Questionnaire asked = world.questionnaires.all().getFirst();
    assertThat(asked.dueOn()).isEqualTo(LocalDate.of(2026, 11, 27));
    assertThat(asked.late(LocalDate.of(2026, 11, 27))).isFalse();
    assertThat(asked.late(LocalDate.of(2026, 11, 28))).isTrue();
    assertThat(world.questionnaires.answered(world.admin, asked.id()))
        .isEqualTo(TrackQuestionnaires.Outcome.NO_PACK);
    EvidencePack pack = world.made();
    assertThat(world.questionnaires.answered(world.auditor, asked.id()))
        .isEqualTo(TrackQuestionnaires.Outcome.NOT_ALLOWED);
    assertThat(world.questionnaires.answered(world.admin, asked.id()))
        .isEqualTo(TrackQuestionnaires.Outcome.DONE);
    assertThat(world.questionnaires.all().getFirst().pack()).contains(pack.number());
    assertThat(world.questionnaires.answered(world.admin, asked.id()))
        .isEqualTo(TrackQuestionnaires.Outcome.NOT_THERE);
    assertThat(
            world.questionnaires.asked(
                world.admin, Questionnaire.AskedBy.AMAZON, today.plusDays(1), "Case 4712"))
        .isEqualTo(TrackQuestionnaires.Outcome.DAY);
  }
}
