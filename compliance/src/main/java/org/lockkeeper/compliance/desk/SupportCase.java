package org.lockkeeper.compliance.desk;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.lockkeeper.kernel.OrderId;
import org.lockkeeper.kernel.SellerId;

/**
 * A question of a buyer that waits for an answer. Holds ids and words of lists; notes are looked
 * through before they are taken.
 *
 * @param deadline until when the channel waits, such as TikTok Shop's 24 hours for a cancellation
 * @param heldBy who goes on with it: who opened it or moved it last; nobody after that person left
 *     and nobody took over
 * @param notes oldest first
 */
public record SupportCase(
    SellerId seller,
    UUID id,
    Optional<OrderId> order,
    Subject subject,
    Optional<Instant> deadline,
    NextStep next,
    WaitingOn waitingOn,
    UUID openedBy,
    Optional<UUID> heldBy,
    Instant openedAt,
    Instant movedAt,
    Optional<Instant> closedAt,
    List<Note> notes) {

  public SupportCase {
    notes = List.copyOf(notes);
  }

  /** What it is about. Stored by its name. */
  public enum Subject {
    WHERE_IS_PARCEL,
    NOT_RECEIVED,
    CANCEL,
    RETURN_OR_REFUND,
    WRONG_ADDRESS,
    PRIVACY,
    OTHER
  }

  /** What is to be done next. Stored by its name. */
  public enum NextStep {
    ANSWER_BUYER,
    ASK_SELLER,
    ASK_CARRIER,
    CHECK_AGAIN,
    REFUND_AT_CHANNEL,
    NOTHING
  }

  /** On whom it waits. Stored by its name. */
  public enum WaitingOn {
    US,
    BUYER,
    SELLER,
    CARRIER,
    CHANNEL
  }

  /** What somebody wrote down. */
  public record Note(UUID id, UUID by, Instant at, String text) {}

  /** Whether it still waits. */
  public boolean open() {
    return closedAt.isEmpty();
  }
}
