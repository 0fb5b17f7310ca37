package org.lockkeeper.orders;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.lockkeeper.kernel.ChannelName;
import org.lockkeeper.kernel.ConnectionId;
import org.lockkeeper.kernel.PlatformTrouble;
import org.lockkeeper.kernel.SellerId;

/** A shop. What is in it, and what it says of a delivery, a test decides. */
public final class FakeChannel implements SalesChannel, SalesChannels {

  public final Map<ChannelOrderId, ChannelOrder> orders = new HashMap<>();
  public final Deque<PlatformTrouble> troubles = new ArrayDeque<>();
  public final List<Changed> changes = new ArrayList<>();
  public final List<Instant> askedSince = new ArrayList<>();
  public final List<String> calls = new ArrayList<>();
  public final List<Parcel> reported = new ArrayList<>();
  public boolean authentic = true;
  public Report report = Report.TAKEN;
  public final List<CancelAnswer> answers = new ArrayList<>();
  public boolean waitsForAnswer = true;
  public Optional<PlatformTrouble> refusesAnswer = Optional.empty();
  public Optional<Head> head = Optional.of(new Head("d-1", "orders/create", "ada.myshopify.com"));
  public Optional<ChannelEvent> event = Optional.empty();

  public void has(ChannelOrder order) {
    orders.put(order.id(), order);
  }

  @Override
  public Optional<SalesChannel> named(ChannelName name) {
    return name.equals(name()) ? Optional.of(this) : Optional.empty();
  }

  @Override
  public ChannelName name() {
    return Ada.SHOP;
  }

  @Override
  public boolean isAuthentic(ChannelDelivery delivery) {
    calls.add("signature");
    return authentic;
  }

  @Override
  public Head head(ChannelDelivery delivery) {
    calls.add("head");
    refuseUnlessAuthentic();
    return head.orElseThrow(() -> new UnreadableDelivery("no delivery id"));
  }

  @Override
  public ChannelEvent read(ChannelDelivery delivery) {
    calls.add("read");
    refuseUnlessAuthentic();
    return event.orElseThrow(() -> new UnreadableDelivery("no updated_at"));
  }

  private void refuseUnlessAuthentic() {
    if (!authentic) {
      throw new IllegalStateException("read before the signature was right");
    }
  }

  @Override
  public Optional<ChannelOrder> fetch(
      SellerId seller, ConnectionId connection, ChannelOrderId order) {
    calls.add("fetch");
    trouble();
    return Optional.ofNullable(orders.get(order));
  }

  @Override
  public List<Changed> changedSince(
      SellerId seller, ConnectionId connection, Instant since, int limit) {
    askedSince.add(since);
    trouble();
    return changes.stream().filter(c -> !c.version().isBefore(since)).limit(limit).toList();
  }

  @Override
  public Report reportParcel(
      SellerId seller, ConnectionId connection, ChannelOrderId order, Parcel parcel) {
    calls.add("report");
    trouble();
    if (report == Report.TAKEN) {
      reported.add(parcel);
    }
    return report;
  }

  @Override
  public boolean answerCancel(
      SellerId seller, ConnectionId connection, ChannelOrderId order, CancelAnswer answer) {
    calls.add("answer");
    refusesAnswer.ifPresent(
        trouble -> {
          throw trouble;
        });
    if (waitsForAnswer) {
      answers.add(answer);
    }
    return waitsForAnswer;
  }

  private void trouble() {
    if (!troubles.isEmpty()) {
      throw troubles.removeFirst();
    }
  }
}
