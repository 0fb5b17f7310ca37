package org.lockkeeper.orders;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.lockkeeper.kernel.PlatformTrouble;
import org.lockkeeper.kernel.SellerId;

/** A network whose every next answer a test has written down; without one it serves. */
public final class FakeNetwork implements FulfilmentNetwork {

  /** The process is gone in the middle of a call. */
  public static final class Killed extends Error {
    private static final long serialVersionUID = 1L;
  }

  /** What becomes of a create. */
  public enum Create {
    ACCEPTED,
    REFUSED,
    /** It is there, and the answer got lost. */
    MADE_AND_DOUBTFUL,
    /** It is not there, and nobody knows. */
    LOST_AND_DOUBTFUL,
    /** It is there, and we are not. */
    MADE_AND_KILLED,
    KILLED_BEFORE
  }

  public final Deque<Create> creates = new ArrayDeque<>();
  public final Deque<Preview> previews = new ArrayDeque<>();
  public final Deque<PlatformTrouble> troubles = new ArrayDeque<>();
  public final Map<FulfilmentId, Standing> orders = new LinkedHashMap<>();
  public final Map<Integer, Track> tracks = new HashMap<>();
  public final List<String> calls = new ArrayList<>();
  public CancelAnswer cancelAnswer = CancelAnswer.CANCELLED;
  public Runnable onPreview = () -> {};

  @Override
  public Preview preview(SellerId seller, Shipment shipment) {
    call("preview");
    onPreview.run();
    return previews.isEmpty()
        ? new Preview.Possible(Optional.empty(), Optional.empty(), Optional.of("7.95 USD"))
        : previews.removeFirst();
  }

  @Override
  public Placement place(SellerId seller, Shipment shipment) {
    call("create");
    Create next = creates.isEmpty() ? Create.ACCEPTED : creates.removeFirst();
    if (next == Create.KILLED_BEFORE) {
      throw new Killed();
    }
    if (next == Create.REFUSED) {
      return new Placement.Refused(ExceptionClass.REFUSED_BY_AMAZON, Optional.of("InvalidInput"));
    }
    if (next != Create.LOST_AND_DOUBTFUL && orders.containsKey(shipment.id())) {
      throw new IllegalStateException("a second create of the same order got through");
    }
    if (next != Create.LOST_AND_DOUBTFUL) {
      orders.put(shipment.id(), inWork());
    }
    return switch (next) {
      case ACCEPTED -> new Placement.Accepted();
      case MADE_AND_KILLED -> throw new Killed();
      case MADE_AND_DOUBTFUL, LOST_AND_DOUBTFUL ->
          throw new PlatformTrouble("create", PlatformTrouble.Kind.DOUBTFUL);
      case REFUSED, KILLED_BEFORE -> throw new IllegalStateException("done above");
    };
  }

  public static Standing inWork(Parcel... parcels) {
    return new Standing(Standing.State.IN_WORK, Instant.EPOCH, List.of(parcels));
  }

  public static Standing allShipped(Parcel... parcels) {
    return new Standing(Standing.State.ALL_SHIPPED, Instant.EPOCH, List.of(parcels));
  }

  @Override
  public Optional<Standing> find(SellerId seller, FulfilmentId id) {
    call("find");
    return Optional.ofNullable(orders.get(id));
  }

  @Override
  public Track track(SellerId seller, int parcelNumber) {
    call("track");
    return tracks.getOrDefault(parcelNumber, new Track(Parcel.Status.IN_TRANSIT, Optional.empty()));
  }

  @Override
  public CancelAnswer cancel(SellerId seller, FulfilmentId id) {
    call("cancel");
    return cancelAnswer;
  }

  private void call(String name) {
    calls.add(name);
    if (!troubles.isEmpty()) {
      throw troubles.removeFirst();
    }
  }
}
