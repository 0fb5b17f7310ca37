package org.lockkeeper.orders;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.lockkeeper.kernel.PersonalData;
import org.lockkeeper.kernel.PlatformTrouble;
import org.lockkeeper.kernel.SellerId;

/**
 * The network of warehouses that ships: Amazon's. In our own words; answers are read through an
 * allowlist, so the address that Amazon echoes never gets past the adapter.
 *
 * <p>Every method may throw {@link PlatformTrouble}.
 */
public interface FulfilmentNetwork {

  /** Asks whether and how the shipment could be made. Changes nothing. */
  Preview preview(SellerId seller, Shipment shipment);

  /**
   * Creates the fulfilment order. A second call with the same id does not make a second one.
   *
   * @throws PlatformTrouble with {@code DOUBTFUL} if it may have been made: {@link #find} it first
   */
  Placement place(SellerId seller, Shipment shipment);

  /** How the fulfilment order stands; empty if the network has none of that id. */
  Optional<Standing> find(SellerId seller, FulfilmentId id);

  /**
   * The same, for one that watches and can wait: it leaves a part of what the network allows at
   * once to those that cannot.
   */
  default Optional<Standing> watch(SellerId seller, FulfilmentId id) {
    return find(seller, id);
  }

  /** Where one parcel is; only its status and times are read. */
  Track track(SellerId seller, int parcelNumber);

  /** Asks to cancel. */
  CancelAnswer cancel(SellerId seller, FulfilmentId id);

  /**
   * What is to be shipped, with the recipient in clear.
   *
   * @param label what the seller calls the order; stands on the packing slip
   */
  @PersonalData
  record Shipment(
      FulfilmentId id,
      String label,
      Instant placedAt,
      ShippingSpeed speed,
      List<OrderLine> lines,
      RecipientDetails recipient) {
    @Override
    public String toString() {
      return "Shipment[" + id + ", rest withheld]";
    }
  }

  /** What a preview says. */
  sealed interface Preview {

    /**
     * It can be shipped.
     *
     * @param fee what it will cost, such as {@code 7.95 USD}, where given
     */
    record Possible(
        Optional<Instant> earliestArrival, Optional<Instant> latestArrival, Optional<String> fee)
        implements Preview {}

    /** It cannot, for this reason. */
    record Impossible(ExceptionClass cause, Optional<String> detail) implements Preview {}
  }

  /** What became of a create. */
  sealed interface Placement {

    /** The network has it. */
    record Accepted() implements Placement {}

    /** The network will not take it as it is. */
    record Refused(ExceptionClass cause, Optional<String> detail) implements Placement {}
  }

  /** What became of a cancellation. */
  enum CancelAnswer {
    CANCELLED,
    TOO_LATE
  }

  /** The state of a fulfilment order. */
  record Standing(State state, Instant changedAt, List<Parcel> parcels) {

    /** Our words for it. */
    public enum State {
      /** Accepted, planned or being packed. */
      IN_WORK,
      /** Everything that will leave has left. */
      ALL_SHIPPED,
      CANCELLED,
      /** The network cannot ship it after all. */
      UNFULFILLABLE
    }
  }

  /** Where a parcel is. */
  record Track(Parcel.Status status, Optional<Instant> settledAt) {}
}
