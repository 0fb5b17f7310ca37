package org.lockkeeper.orders;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.lockkeeper.kernel.OrderId;
import org.lockkeeper.kernel.Purpose;
import org.lockkeeper.kernel.SellerId;

/** Seals by remembering. Can be out of order in the two ways a vault can. */
public final class FakeVault implements RecipientVault {

  private record Place(SellerId seller, OrderId order, int version) {}

  private final Map<Place, RecipientDetails> held = new HashMap<>();
  private final List<String> journal;
  public final List<Purpose> opened = new ArrayList<>();
  public boolean unavailable;
  public boolean swapped;

  public FakeVault(List<String> journal) {
    this.journal = journal;
  }

  @Override
  public Recipient.Sealed seal(
      SellerId seller, OrderId order, int version, RecipientDetails details) {
    answer();
    journal.add("seal");
    held.put(new Place(seller, order, version), details);
    return OrderBuilder.sealedAda(version);
  }

  @Override
  public RecipientDetails open(
      SellerId seller, OrderId order, Recipient.Sealed closed, Purpose purpose) {
    answer();
    opened.add(purpose);
    return Optional.ofNullable(held.get(new Place(seller, order, closed.version())))
        .orElseThrow(() -> new NotAuthentic("no such thing was sealed"));
  }

  @Override
  public String masked(SellerId seller, OrderId order, Recipient.Sealed closed) {
    return open(seller, order, closed, Purpose.MASKED_VIEW).masked();
  }

  private void answer() {
    if (unavailable) {
      throw new SealingUnavailable("no key service");
    }
    if (swapped) {
      throw new NotAuthentic("not what was sealed");
    }
  }
}
