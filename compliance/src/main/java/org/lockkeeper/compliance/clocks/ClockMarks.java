package org.lockkeeper.compliance.clocks;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;

/** What people said was done. Works in the caller's transaction, as the platform. */
public interface ClockMarks {

  /**
   * A duty was done.
   *
   * @param doneOn the day on which it was
   * @param proof where the proof is: a ticket, a number, a place; no personal data
   * @param markedAt when somebody said so
   */
  record Mark(UUID id, String clock, LocalDate doneOn, UUID by, String proof, Instant markedAt) {}

  void add(Mark fresh);

  /** All marks of a clock, the newest day first. */
  List<Mark> of(String clock, int most);

  /** The newest mark of each clock. */
  List<Mark> newest();

  /** When the product was started first: from then on duties are due. */
  Instant beginning();
}
