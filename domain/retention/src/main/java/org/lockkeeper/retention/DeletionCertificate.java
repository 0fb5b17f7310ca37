package org.lockkeeper.retention;

import java.time.Instant;
import java.util.List;

/**
 * What we certify to a seller whose data is gone: what a deletion case did, and what was
 * found when every store was asked once more. Its content never changes once it is issued.
 *
 * @param sellerName the seller's name when it was issued
 * @param holds the legal holds that were in force, by what they name; empty if none
 * @param verifiedAt when every store was asked again, right before it was issued
 * @param verifier who asked, as in the audit log
 * @param ordersRoot root of the tree over the orders' salted ids, as 64 hexadecimal digits
 */
public record DeletionCertificate(
    CertificateStage stage,
    ErasureReport report,
    String sellerName,
    List<Hold> holds,
    Instant verifiedAt,
    String verifier,
    String ordersRoot) {

  /**
   * @throws StillThere if a store of the report has not proved zero
   * @throws IllegalArgumentException if what the stage certifies is not true yet
   */
  public DeletionCertificate {
    holds = List.copyOf(holds);
    for (ErasureReport.Store store : report.stores()) {
      if (store.after() != 0) {
        throw new StillThere(store.store());
      }
    }
    if (!stage.reached(report, verifiedAt)) {
      throw new IllegalArgumentException("it is too early for a certificate of this stage");
    }
  }

  /**
   * A legal hold, without the owner and the owner's words.
   *
   * @param scope what it covers, such as {@code order:0190…}
   * @param kinds the kinds of data that it keeps, in alphabetical order
   * @param basis the law or the demand
   */
  public record Hold(String scope, List<String> kinds, String basis, Instant endsAt) {
    public Hold {
      kinds = kinds.stream().sorted().toList();
    }

    /** What a certificate says of a hold. */
    public static Hold of(LegalHold hold) {
      return new Hold(
          switch (hold.scope()) {
            case LegalHold.Scope.WholeSeller w -> "seller:" + hold.seller();
            case LegalHold.Scope.OneConnection c -> "connection:" + c.connection();
            case LegalHold.Scope.OneOrder o -> "order:" + o.order();
          },
          hold.kinds().stream().map(DataKind::name).toList(),
          hold.basis(),
          hold.endsAt());
    }
  }

  /** A store still has something: there is no certificate as long as that is so. */
  public static final class StillThere extends RuntimeException {
    public StillThere(String store) {
      super("no certificate: something is still held in " + store);
    }
  }
}
