package org.lockkeeper.compliance.registers;

/** How an entry stands. Each register uses some of them. */
public enum EntryState {
  /** An asset that is used. */
  IN_USE(true),
  /** An asset that is gone. */
  RETIRED(false),
  /** A weakness that is there. */
  OPEN(true),
  /** A weakness that the newest whole scan does not find; somebody says whether it is fixed. */
  GONE(true),
  /** Somebody asks to accept a weakness. */
  RISK_ASKED(true),
  /** A weakness that is accepted until a day. */
  ACCEPTED(true),
  /** A weakness that is fixed. */
  FIXED(false),
  /** Done, and nothing is left to do. */
  DONE(false),
  /** A penetration test whose findings have to be tested again. */
  RETEST(true),
  /** Entered by mistake; it proves nothing. */
  VOID(false),
  /** Waits for another person's yes. */
  PROPOSED(true),
  /** A sub-processor that is used. */
  ACTIVE(true),
  /** A sub-processor that is not used any more. */
  ENDED(false),
  /** A risk that somebody assessed and nobody signed for. */
  ASSESSED(true),
  /** A risk that was signed for. */
  SIGNED(true),
  /** A risk that is none any more. */
  CLOSED(false),
  /** A change that may be made. */
  APPROVED(true),
  /** A change that was made, with something left to do. */
  CARRIED_OUT(true),
  /** A change that was taken back. */
  ROLLED_BACK(false),
  /** A change that is not made. */
  REFUSED(false),
  /** A document that holds. */
  IN_FORCE(true),
  /** A document that does not hold any more. */
  WITHDRAWN(false),
  /** What a platform has on file is right. */
  RIGHT(true),
  /** What a platform has on file has to be corrected. */
  WRONG(true),
  /** Not looked at any more. */
  DROPPED(false);

  private final boolean living;

  EntryState(boolean living) {
    this.living = living;
  }

  /** Whether something is still to be done or looked after. */
  public boolean living() {
    return living;
  }
}
