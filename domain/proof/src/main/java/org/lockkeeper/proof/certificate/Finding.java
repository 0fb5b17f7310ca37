package org.lockkeeper.proof.certificate;

/**
 * One line of a check.
 *
 * @param sentence what was found, or why it was refused; for a reader
 */
public record Finding(Check check, Verdict verdict, String sentence) {

  /** What came of a line. */
  public enum Verdict {
    OK,
    FAILED,
    /** Could not be checked, since a line before it failed. */
    NOT_CHECKED,
    /** Holds, but somebody else has to be believed for it. */
    UNPROVEN
  }

  /** The lines, in the order in which they are checked. */
  public enum Check {
    /** The ZIP has exactly the files that belong into it. */
    FILES,
    /** The certificate is written in the one form that is allowed. */
    FORM,
    /** The key is a whole one, and the one that the certificate names. */
    KEY,
    /** The key is one of those that were given by the person who checks. */
    TRUST,
    /** The signature is the key's. */
    SIGNATURE,
    /** The content is complete, and every store is at zero. */
    CONTENT,
    /** The entry of the log tells of this very certificate. */
    ENTRY,
    /** The log has signed the checkpoint. */
    LOG,
    /** Every witness has signed it too, at a time that fits. */
    WITNESS,
    /** The entry is in the log, after the certificate was signed. */
    INCLUSION,
    /** The list of orders is the one whose root is on the certificate. */
    ORDERS,
    /** The PDF carries the same certificate. */
    PDF,
    /** The order that was asked for is in the list. */
    ORDER
  }
}
