package org.lockkeeper.compliance.certificates;

import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.lockkeeper.compliance.access.Account;
import org.lockkeeper.compliance.access.Accounts;
import org.lockkeeper.compliance.access.Sellers;
import org.lockkeeper.compliance.audit.AuditTrail;
import org.lockkeeper.compliance.audit.SealedLog;
import org.lockkeeper.compliance.encryption.Opaque;
import org.lockkeeper.kernel.Actor;
import org.lockkeeper.kernel.Errands;
import org.lockkeeper.kernel.Ids;
import org.lockkeeper.kernel.OrderId;
import org.lockkeeper.kernel.SellerId;
import org.lockkeeper.kernel.UseCase;
import org.lockkeeper.proof.certificate.Digests;
import org.lockkeeper.proof.certificate.OrderTree;
import org.lockkeeper.retention.CertificateStage;
import org.lockkeeper.retention.DeletionCaseId;
import org.lockkeeper.retention.DeletionCertificate;
import org.lockkeeper.retention.ErasureReport;
import org.lockkeeper.retention.ErasureReports;
import org.lockkeeper.retention.LegalHolds;
import org.lockkeeper.retention.StillHeld;

/** What is read and noted around the signing of a certificate. */
@UseCase
public class IssueSteps {

  static final Actor.Task TASK = new Actor.Task("issue-certificate");

  private final Certificates certificates;
  private final ErasureReports reports;
  private final StillHeld stores;
  private final LegalHolds holds;
  private final Sellers sellers;
  private final Accounts accounts;
  private final SealedLog log;
  private final AuditTrail audit;
  private final Errands errands;
  private final Ids ids;
  private final SecureRandom random;
  private final Clock clock;

  @Inject
  public IssueSteps(
      Certificates certificates,
      ErasureReports reports,
      StillHeld stores,
      LegalHolds holds,
      Sellers sellers,
      Accounts accounts,
      SealedLog log,
      AuditTrail audit,
      Errands errands,
      Ids ids,
      SecureRandom random,
      Clock clock) {
    this.certificates = certificates;
    this.reports = reports;
    this.stores = stores;
    this.holds = holds;
    this.sellers = sellers;
    this.accounts = accounts;
    this.log = log;
    this.audit = audit;
    this.errands = errands;
    this.ids = ids;
    this.random = random;
    this.clock = clock;
  }

  /**
   * What is to be signed for a case and stage; empty if there is a certificate already.
   *
   * @throws DeletionCertificate.StillThere if a store holds something now, whatever was found
   *     before
   * @throws TooEarly if the case has not come so far
   */
  Optional<Draft> draft(SellerId seller, DeletionCaseId deletionCase, CertificateStage stage) {
    if (certificates.find(seller, deletionCase, stage).isPresent()) {
      return Optional.empty();
    }
    ErasureReport report = reports.of(seller, deletionCase).orElseThrow(TooEarly::new);
    Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    if (!stage.reached(report, now)) {
      throw new TooEarly();
    }
    askAgain(seller, deletionCase);
    byte[] seed = new byte[32];
    random.nextBytes(seed);
    OrderTree tree = OrderTree.of(seed, report.orders().stream().map(OrderId::toString).toList());
    DeletionCertificate content =
        new DeletionCertificate(
            stage,
            report,
            sellers.name(seller).orElse(""),
            holds.inForce(seller, now).stream().map(DeletionCertificate.Hold::of).toList(),
            now,
            TASK.text(),
            tree.root());
    return Optional.of(
        new Draft(
            new Certificate(
                seller,
                ids.next(),
                deletionCase,
                stage,
                new String(CertificateContent.of(content).canonical(), StandardCharsets.UTF_8),
                report.orders(),
                new Opaque(seed),
                language(seller),
                now),
            ids.next(),
            1,
            now,
            log.state()));
  }

  /** What is to be signed for a certificate that is issued once more. */
  Draft again(Certificate certificate, int number) {
    return new Draft(
        certificate,
        ids.next(),
        number,
        clock.instant().truncatedTo(ChronoUnit.MILLIS),
        log.state());
  }

  /**
   * Stores a certificate with its first issue, the entry in the audit log and the errand that waits
   * for its seal: all of it or nothing. The stores are asked once more, in this transaction.
   *
   * @return false if there is one already
   * @throws DeletionCertificate.StillThere if a store holds something
   */
  boolean store(Certificate certificate, Certificate.Issue issue) {
    askAgain(certificate.seller(), certificate.deletionCase());
    if (!certificates.add(certificate)) {
      return false;
    }
    if (!add(certificate, issue, TASK)) {
      throw new IllegalStateException("a new certificate has an issue already");
    }
    return true;
  }

  /**
   * Stores one more issue.
   *
   * @return false if somebody was faster with the same number
   */
  boolean storeAgain(Certificate certificate, Certificate.Issue issue, Actor actor) {
    return add(certificate, issue, actor);
  }

  private boolean add(Certificate certificate, Certificate.Issue issue, Actor actor) {
    SellerId seller = certificate.seller();
    if (!certificates.add(seller, certificate.id(), issue)) {
      return false;
    }
    audit.record(seller, actor, "certificate.issued", issue.object(), facts(certificate, issue));
    errands.soon(SealIssue.errand(seller, issue.id()));
    return true;
  }

  private static Map<String, String> facts(Certificate certificate, Certificate.Issue issue) {
    return Map.of(
        "certificate",
        certificate.id().toString(),
        "case",
        certificate.deletionCase().toString(),
        "stage",
        String.valueOf(certificate.stage().number()),
        "issue",
        String.valueOf(issue.number()),
        "digest",
        Digests.hex(issue.jws().getBytes(StandardCharsets.US_ASCII)),
        "content",
        Digests.hex(certificate.content().getBytes(StandardCharsets.UTF_8)));
  }

  /** Leaves a trace of a refusal. */
  void refused(SellerId seller, DeletionCaseId deletionCase, CertificateStage stage) {
    audit.record(
        seller,
        TASK,
        "certificate.refused",
        "deletion-case:" + deletionCase,
        Map.of("stage", String.valueOf(stage.number()), "cause", "STILL_HELD"));
  }

  private void askAgain(SellerId seller, DeletionCaseId deletionCase) {
    stores.now(seller, deletionCase).entrySet().stream()
        .filter(store -> store.getValue() != 0)
        .findFirst()
        .ifPresent(
            store -> {
              throw new DeletionCertificate.StillThere(store.getKey());
            });
  }

  private Locale language(SellerId seller) {
    List<Account> people = accounts.all(seller);
    return people.stream()
        .filter(person -> !person.disabled())
        .findFirst()
        .or(() -> people.stream().findFirst())
        .map(Account::language)
        .orElse(Locale.ENGLISH);
  }

  /** A certificate, with what it needs to be issued again. */
  Optional<Certificate> find(SellerId seller, UUID id) {
    return certificates.find(seller, id);
  }

  List<Certificate.Issue> issues(SellerId seller, UUID id) {
    return certificates.issues(seller, id);
  }

  /** The case has not come so far. */
  static final class TooEarly extends RuntimeException {
    TooEarly() {
      super("the deletion case has not come so far");
    }
  }
}
