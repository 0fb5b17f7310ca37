package org.lockkeeper.compliance.certificates;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.Test;
import org.lockkeeper.compliance.audit.AuditEntry;
import org.lockkeeper.compliance.certificates.DownloadCertificate.Form;
import org.lockkeeper.compliance.notices.Notice;
import org.lockkeeper.kernel.Actor;
import org.lockkeeper.kernel.Errand;
import org.lockkeeper.kernel.ErrandHandler.Outcome;
import org.lockkeeper.kernel.SellerId;
import org.lockkeeper.proof.certificate.CertificateCheck;
import org.lockkeeper.proof.certificate.CertificateFiles;
import org.lockkeeper.proof.certificate.CertificateZip;
import org.lockkeeper.proof.certificate.Finding;
import org.lockkeeper.proof.jose.CompactJws;
import org.lockkeeper.retention.CertificateStage;

class CertificatesTest {

  private final CertificateWorld world = new CertificateWorld();
  private final Actor owner = new Actor.Person(UUID.randomUUID());

  private Errand errand(CertificateStage stage) {
    return IssueCertificate.errand(world.seller, world.deletionCase, stage);
  }

  private Certificate issued() {
    world.errands.add(errand(CertificateStage.LIVE_ERASED));
    world.runErrands();
    return world.certificates.values().iterator().next();
  }

  private byte[] zip(Certificate certificate) {
    return world
        .download
        .of(world.seller, certificate.id(), Form.ZIP, owner)
        .orElseThrow()
        .bytes()
        .bytes();
  }

  private List<String> actions() {
    return world.audit.stream().map(AuditEntry::action).toList();
  }

  @Test
  void a_certificate_that_is_issued_and_sealed_passes_every_line_of_the_check() {
    List<Finding> findings =
        CertificateCheck.of(
            CertificateZip.read(zip(issued())),
            Optional.empty(),
            Optional.of(world.report.orElseThrow().orders().getFirst().toString()));

    assertThat(CertificateCheck.holds(findings)).as(findings.toString()).isTrue();
    assertThat(findings).hasSize(Finding.Check.values().length);
  }

  @Test
  void the_same_issue_always_is_the_same_bytes() {
    Certificate certificate = issued();
    byte[] first = zip(certificate);
    world.now = world.now.plus(Duration.ofDays(100));
    assertThat(zip(certificate)).isEqualTo(first);
  }

  @Test
  void there_is_no_certificate_as_long_as_a_store_holds_something() {
    world.held.put("orders.sales_order", 1L);
    Outcome outcome = world.issue.run(errand(CertificateStage.LIVE_ERASED));

    assertThat(outcome).isInstanceOf(Outcome.Again.class);
    assertThat(world.certificates).isEmpty();
    assertThat(actions()).containsExactly("certificate.refused");
    world.issue.run(errand(CertificateStage.LIVE_ERASED));
    assertThat(world.told)
        .singleElement()
        .satisfies(
            notice -> {
              assertThat(notice.seller()).isEqualTo(SellerId.PLATFORM);
              assertThat(notice.kind()).isEqualTo(Notice.Kind.CERTIFICATE_WAITS);
            });

    world.held.clear();
    assertThat(world.issue.run(errand(CertificateStage.LIVE_ERASED))).isEqualTo(Outcome.DONE);
    assertThat(world.certificates).hasSize(1);
  }

  @Test
  void there_is_no_certificate_before_the_case_has_proved_zero() {
    world.report = Optional.empty();
    assertThat(world.issue.run(errand(CertificateStage.LIVE_ERASED)))
        .isInstanceOf(Outcome.Again.class);
    assertThat(world.certificates).isEmpty();
  }

  @Test
  void the_second_stage_waits_until_no_backup_can_be_read() {
    assertThat(world.issue.run(errand(CertificateStage.BACKUPS_UNREADABLE)))
        .isInstanceOf(Outcome.Again.class);
    world.now = world.report.orElseThrow().backupsEndAt().minusSeconds(1);
    assertThat(world.issue.run(errand(CertificateStage.BACKUPS_UNREADABLE)))
        .isInstanceOf(Outcome.Again.class);
    world.now = world.report.orElseThrow().backupsEndAt();
    assertThat(world.issue.run(errand(CertificateStage.BACKUPS_UNREADABLE)))
        .isEqualTo(Outcome.DONE);
    world.runErrands();
    Certificate second = world.certificates.values().iterator().next();
    assertThat(second.stage()).isEqualTo(CertificateStage.BACKUPS_UNREADABLE);
    assertThat(
            CertificateCheck.holds(
                CertificateCheck.of(
                    CertificateZip.read(zip(second)), Optional.empty(), Optional.empty())))
        .isTrue();
  }

  @Test
  void each_case_has_one_certificate_of_a_stage_whatever_dies_in_between() {
    world.dieAtSignature = 0;
    assertThatThrownBy(() -> world.issue.run(errand(CertificateStage.LIVE_ERASED)))
        .isInstanceOf(CertificateWorld.Died.class);
    assertThat(world.certificates).isEmpty();
    assertThat(world.audit).isEmpty();

    // Died after the storing: the errand runs again and finds it done.
    world.issue.run(errand(CertificateStage.LIVE_ERASED));
    world.issue.run(errand(CertificateStage.LIVE_ERASED));
    assertThat(world.certificates).hasSize(1);
    assertThat(world.issues.values()).singleElement().satisfies(i -> assertThat(i).hasSize(1));
    assertThat(actions()).containsExactly("certificate.issued");

    // Died after the sealing: nothing is sealed or mailed twice.
    Errand seal = world.errands.getFirst();
    world.seal.run(seal);
    Certificate.Issue once = world.issues.values().iterator().next().getFirst();
    world.seal.run(seal);
    assertThat(world.issues.values().iterator().next().getFirst()).isEqualTo(once);
    assertThat(world.errands.stream().filter(e -> e.kind().equals(MailCertificateLink.KIND)))
        .hasSize(1);
  }

  @Test
  void a_certificate_waits_until_the_log_is_sealed_and_is_not_handed_out_before() {
    world.sealing = false;
    world.errands.add(errand(CertificateStage.LIVE_ERASED));
    assertThat(world.runErrands().getLast()).isInstanceOf(Outcome.Again.class);
    UUID id = world.certificates.keySet().iterator().next();
    assertThat(world.download.of(world.seller, id, Form.ZIP, owner)).isEmpty();
    assertThat(world.reissue.of(world.seller, id, owner))
        .isEqualTo(new ReissueCertificate.Result.Waiting());

    world.sealing = true;
    world.runErrands();
    assertThat(world.download.of(world.seller, id, Form.ZIP, owner)).isPresent();
  }

  @Test
  void issued_again_it_says_the_same_with_a_new_date_and_the_earlier_issue_stays_valid() {
    Certificate certificate = issued();
    Map<String, byte[]> first = CertificateZip.read(zip(certificate));
    world.now = world.now.plus(Duration.ofDays(7));
    assertThat(world.reissue.of(world.seller, certificate.id(), owner))
        .isEqualTo(new ReissueCertificate.Result.Issued(2));
    world.runErrands();
    Map<String, byte[]> second = CertificateZip.read(zip(certificate));

    CompactJws one = jws(first);
    CompactJws two = jws(second);
    assertThat(two.payload().members("content")).isEqualTo(one.payload().members("content"));
    assertThat(two.payload().members("issue").text("at"))
        .isNotEqualTo(one.payload().members("issue").text("at"));
    assertThat(two.payload().members("issue").number("number")).isEqualTo(2);
    assertThat(
            List.of(first, second).stream()
                .map(files -> CertificateCheck.of(files, Optional.empty(), Optional.empty()))
                .map(CertificateCheck::holds))
        .containsExactly(true, true);
    assertThat(world.audit.stream().filter(e -> e.action().equals("certificate.issued")))
        .extracting(AuditEntry::actor)
        .containsExactly(IssueSteps.TASK, owner);
  }

  private static CompactJws jws(Map<String, byte[]> files) {
    return CompactJws.parse(
        CertificateFiles.TYPE, files.getOrDefault(CertificateFiles.CERTIFICATE, new byte[0]));
  }

  @Test
  void the_log_is_told_before_a_certificate_leaves_and_another_seller_gets_none() {
    Certificate certificate = issued();
    SellerId other = new SellerId(UUID.randomUUID());
    assertThat(world.download.of(other, certificate.id(), Form.ZIP, owner)).isEmpty();
    assertThat(world.reissue.of(other, certificate.id(), owner))
        .isEqualTo(new ReissueCertificate.Result.NotFound());
    assertThat(actions()).doesNotContain("certificate.downloaded");
    zip(certificate);
    assertThat(actions()).contains("certificate.downloaded");
  }

  @Test
  void holds_are_named_without_the_owners_words() {
    world.holds = List.of(CertificateWorld.hold(world.seller));
    Certificate certificate = issued();
    assertThat(certificate.content())
        .contains("28 U.S.C. 1782")
        .contains("order:00000000-0000-0008-0000-000000000008")
        .doesNotContain("in the words of the owner");
  }

  @Test
  void the_pdf_says_what_is_certified_in_the_sellers_language_and_carries_the_signed_file()
      throws IOException {
    world.holds = List.of(CertificateWorld.hold(world.seller));
    Certificate certificate = issued();
    byte[] pdf =
        world
            .download
            .of(world.seller, certificate.id(), Form.PDF, owner)
            .orElseThrow()
            .bytes()
            .bytes();
    try (PDDocument document = Loader.loadPDF(pdf)) {
      String text = new PDFTextStripper().getText(document);
      assertThat(text)
          .contains("Certificado de borrado")
          .contains("Muñoz & Söhne ····")
          .contains("41.204")
          .contains("Pedidos, sin sus compradores")
          .doesNotContain("orders.sales_order")
          .contains("28 U.S.C. 1782");
      assertThat(document.getDocumentCatalog().getNames().getEmbeddedFiles().getNames().keySet())
          .containsExactly(CertificateFiles.CERTIFICATE);
    }
    String look = System.getProperty("certificate.look");
    if (look != null) {
      Files.write(Path.of(look, "certificate.pdf"), pdf);
      Files.write(Path.of(look, "certificate.zip"), zip(certificate));
    }
  }

  @Test
  void whoever_cannot_sign_in_any_more_gets_a_link_that_opens_one_certificate_and_ends() {
    Certificate certificate = issued();
    assertThat(world.mails).hasSize(1);
    String text = world.mails.getFirst().text();
    String code = text.replaceAll("(?s).*/certificate#([A-Za-z0-9_-]+).*", "$1");
    assertThat(text).contains("https://portal.example/certificate#" + code);
    assertThat(world.links.keySet().toString()).doesNotContain(code);

    assertThat(world.download.byCode(code)).isPresent();
    assertThat(world.download.byCode(" " + code + "\n")).isPresent();
    assertThat(world.download.byCode(code.substring(1))).isEmpty();
    assertThat(world.download.byCode("")).isEmpty();
    assertThat(actions()).contains("certificate.link-sent", "certificate.downloaded");
    world.now = world.now.plus(LinkSteps.OPEN_FOR).minusSeconds(1);
    assertThat(world.download.byCode(code)).isPresent();
    world.now = world.now.plusSeconds(1);
    assertThat(world.download.byCode(code)).isEmpty();
    assertThat(certificate.orders()).hasSize(5);
  }

  @Test
  void whoever_can_sign_in_is_not_sent_a_link() {
    world.people.clear();
    UUID person = world.person(false);
    issued();
    assertThat(world.mails).isEmpty();
    world.again.ask(world.people.getFirst().login(), "192.0.2.1");
    world.runErrands();
    assertThat(world.mails).isEmpty();
    assertThat(person).isNotNull();
  }

  @Test
  void a_new_link_is_sent_to_the_address_on_file_and_nothing_tells_whether_it_is_known() {
    issued();
    world.mails.clear();
    world.again.ask("  OWNER0@harbor.example ", "192.0.2.1");
    world.again.ask("nobody@harbor.example", "192.0.2.1");
    assertThat(world.errands)
        .extracting(Errand::kind)
        .containsExactly("send-links-again", "send-links-again");
    world.runErrands();
    assertThat(world.mails)
        .singleElement()
        .satisfies(m -> assertThat(m.to()).isEqualTo("owner0@harbor.example"));
  }

  @Test
  void who_asks_again_and_again_is_not_served() {
    issued();
    world.mails.clear();
    for (int i = 0; i < 20; i++) {
      world.again.ask("owner0@harbor.example", "192.0.2." + i);
      world.runErrands();
    }
    assertThat(world.mails).hasSize(5);
  }

  @Test
  void both_languages_say_the_same_things() {
    Set<String> english = keys("en");
    assertThat(english).isEqualTo(keys("es")).isNotEmpty();
  }

  private static Set<String> keys(String language) {
    return Set.copyOf(
        java.util.ResourceBundle.getBundle(
                "org.lockkeeper.compliance.certificates.certificates",
                java.util.Locale.of(language),
                java.util.ResourceBundle.Control.getNoFallbackControl(
                    java.util.ResourceBundle.Control.FORMAT_PROPERTIES))
            .keySet());
  }

  @Test
  void the_content_has_nothing_of_the_salts() {
    Certificate certificate = issued();
    String orders =
        new String(CertificatePackage.orders(certificate).file(), StandardCharsets.US_ASCII);
    assertThat(certificate.content())
        .doesNotContain(orders.lines().skip(1).findFirst().orElseThrow().split(" ", -1)[1]);
  }
}
