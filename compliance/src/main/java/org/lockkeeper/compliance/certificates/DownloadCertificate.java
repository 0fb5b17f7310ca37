package org.lockkeeper.compliance.certificates;

import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.lockkeeper.compliance.audit.AuditTrail;
import org.lockkeeper.compliance.encryption.Opaque;
import org.lockkeeper.kernel.Actor;
import org.lockkeeper.kernel.SellerId;
import org.lockkeeper.kernel.Workflow;
import org.lockkeeper.proof.certificate.CertificateCheck;
import org.lockkeeper.proof.certificate.CertificateFiles;
import org.lockkeeper.proof.certificate.CertificateZip;
import org.lockkeeper.proof.certificate.Digests;
import org.lockkeeper.proof.certificate.Finding;

/**
 * Hands out a certificate, to the seller, to an admin, or to whoever brings the code of a link
 * . The audit log is told before anything leaves. What would not pass the check that the
 * reader will make does not leave at all.
 */
@Workflow
public class DownloadCertificate {

  private final IssueSteps steps;
  private final LinkSteps links;
  private final AuditTrail audit;

  @Inject
  public DownloadCertificate(IssueSteps steps, LinkSteps links, AuditTrail audit) {
    this.steps = steps;
    this.links = links;
    this.audit = audit;
  }

  /** What is handed out. */
  public enum Form {
    ZIP,
    PDF
  }

  /**
   * A file.
   *
   * @param name with its ending; nothing of a person
   */
  public record File(String name, Opaque bytes) {}

  /**
   * The newest issue that is sealed; empty if the seller has no such certificate, or none is sealed
   * yet.
   *
   * @throws IllegalStateException if it would not pass the check
   */
  public Optional<File> of(SellerId seller, UUID id, Form form, Actor actor) {
    return file(seller, id, form, actor, Map.of("form", form.name()));
  }

  /** The certificate of a link's code; empty if there is no such link, or it has ended. */
  public Optional<File> byCode(String code) {
    return links
        .open(code)
        .flatMap(
            link ->
                file(
                    link.seller(),
                    link.certificate(),
                    Form.ZIP,
                    new Actor.Person(link.account()),
                    Map.of("form", Form.ZIP.name(), "by", "link")));
  }

  private Optional<File> file(
      SellerId seller, UUID id, Form form, Actor actor, Map<String, String> facts) {
    Optional<Certificate> found = steps.find(seller, id);
    Optional<Certificate.Issue> issue =
        found.flatMap(
            it ->
                steps.issues(seller, it.id()).stream()
                    .filter(each -> each.sealing().isPresent())
                    .findFirst());
    if (found.isEmpty() || issue.isEmpty()) {
      return Optional.empty();
    }
    Certificate certificate = found.get();
    Map<String, byte[]> files = CertificatePackage.files(certificate, issue.get());
    List<Finding> findings = CertificateCheck.of(files, Optional.empty(), Optional.empty());
    if (!CertificateCheck.holds(findings)) {
      throw new IllegalStateException("certificate " + id + " does not pass its own check");
    }
    audit.recordFirst(seller, actor, "certificate.downloaded", certificate.object(), facts);
    String name =
        "lockkeeper-certificate-"
            + Digests.shortCode(certificate.content().getBytes(StandardCharsets.UTF_8))
            + "-"
            + certificate.stage().number();
    return Optional.of(
        switch (form) {
          case ZIP -> new File(name + ".zip", new Opaque(CertificateZip.write(files)));
          case PDF ->
              new File(
                  name + ".pdf",
                  new Opaque(files.getOrDefault(CertificateFiles.READABLE, new byte[0])));
        });
  }
}
