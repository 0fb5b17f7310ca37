package org.lockkeeper.compliance.certificates;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.lockkeeper.kernel.SellerId;
import org.lockkeeper.retention.CertificateStage;
import org.lockkeeper.retention.DeletionCaseId;

/** All certificates. Works in the caller's transaction. */
public interface Certificates {

  /**
   * Adds it, unless the case has one of that stage already.
   *
   * @return whether it was added
   */
  boolean add(Certificate certificate);

  /** The certificate of a case and stage. */
  Optional<Certificate> find(SellerId seller, DeletionCaseId deletionCase, CertificateStage stage);

  Optional<Certificate> find(SellerId seller, UUID id);

  /** All of a seller, with their newest issue, the newest first. */
  List<Listed> all(SellerId seller);

  /**
   * Adds an issue, unless there is one of that number already, and its key to those that are
   * published.
   *
   * @return whether it was added
   */
  boolean add(SellerId seller, UUID certificate, Certificate.Issue issue);

  /** All issues of a certificate, the newest first. */
  List<Certificate.Issue> issues(SellerId seller, UUID certificate);

  /** The issue of an id, with its certificate's id. */
  Optional<Issued> issue(SellerId seller, UUID issue);

  /** Notes where the issue stands in the sealed log; the first note stays. */
  void seal(SellerId seller, UUID issue, Certificate.Sealing sealing);

  /** The public keys that ever signed a certificate of any seller, as JWKs, the oldest first. */
  List<String> keys();

  /** An issue and what it is of. */
  record Issued(UUID certificate, Certificate.Issue issue) {}

  /**
   * One line of a list.
   *
   * @param shortCode the first letters of the content's digest, by which people compare
   * @param issues how often it was issued
   * @param sealedAt when the newest issue was found in the sealed log
   */
  record Listed(
      UUID id,
      DeletionCaseId deletionCase,
      CertificateStage stage,
      String shortCode,
      long orders,
      Instant at,
      int issues,
      Instant issuedAt,
      Optional<Instant> sealedAt) {}
}
