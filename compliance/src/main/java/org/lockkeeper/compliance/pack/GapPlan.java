package org.lockkeeper.compliance.pack;

import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;

/**
 * What is done about a proof that does not hold. The newest one of a proof counts.
 *
 * @param owner who answers for it; a part of the organization and no person, because packs are
 *     given away
 * @param dueOn the last day on which it is to be done
 * @param text what is done, without personal data
 */
public record GapPlan(
    UUID id,
    String proof,
    Owner owner,
    LocalDate dueOn,
    String text,
    UUID enteredBy,
    Instant enteredAt) {

  /** The longest text. */
  public static final int LONGEST = 160;

  /** Who answers for a control or a plan. */
  public enum Owner {
    SECURITY,
    ENGINEERING,
    OPERATIONS,
    MANAGEMENT
  }

  /** Whether its time is over. */
  public boolean late(LocalDate today) {
    return today.isAfter(dueOn);
  }
}
