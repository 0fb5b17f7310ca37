package org.lockkeeper.compliance.certificates;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.lockkeeper.compliance.encryption.Opaque;
import org.lockkeeper.kernel.OrderId;
import org.lockkeeper.kernel.SellerId;
import org.lockkeeper.retention.CertificateStage;
import org.lockkeeper.retention.DeletionCaseId;

/**
 * A certificate: one for each deletion case and stage. It never changes; it may be issued again,
 * which signs the same content with a new date.
 *
 * @param content what it says, in canonical form
 * @param orders the orders in its tree, ascending
 * @param seed 32 random bytes, from which the orders' salts come
 * @param language in which the readable parts are written
 */
public record Certificate(
    SellerId seller,
    UUID id,
    DeletionCaseId deletionCase,
    CertificateStage stage,
    String content,
    List<OrderId> orders,
    Opaque seed,
    Locale language,
    Instant at) {

  public Certificate {
    orders = List.copyOf(orders);
  }

  /** How an audit entry names it. */
  public String object() {
    return "certificate:" + id;
  }

  /**
   * One issue: a signature with its date.
   *
   * @param number from 1
   * @param jws the signed document, compact
   * @param jwk the public key, in canonical form
   */
  public record Issue(
      UUID id, int number, Instant at, String jws, String jwk, Optional<Sealing> sealing) {

    /** How its audit entry names it. */
    public String object() {
      return "certificate-issue:" + id;
    }
  }

  /**
   * The place of an issue in the audit log, as others can check it.
   *
   * @param leaf the entry as it was hashed
   * @param proof a C2SP {@code tlog-proof}
   * @param logKey the log's verifier key
   * @param witnessKeys the witnesses' verifier keys, at least one
   */
  public record Sealing(
      long epoch,
      long index,
      String leaf,
      String proof,
      String logKey,
      List<String> witnessKeys,
      Instant at) {

    public Sealing {
      witnessKeys = List.copyOf(witnessKeys);
    }
  }
}
