package org.lockkeeper.portal.support;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.lockkeeper.compliance.desk.SupportCauses;
import org.lockkeeper.kernel.SellerId;
import org.lockkeeper.orders.ExceptionClass;
import org.lockkeeper.orders.Order;
import org.lockkeeper.orders.OrderTrouble;
import org.lockkeeper.portal.seller.ChannelNames;
import org.lockkeeper.portal.session.SignedIn;
import org.lockkeeper.portal.texts.Texts;

/**
 * {@code /support/exceptions}: orders that stand still for a cause that the desk has to settle.
 * Counts of all assigned sellers; the orders themselves of one seller at a time.
 */
@Named
@RequestScoped
public class Exceptions {

  private static final Set<ExceptionClass> OURS =
      Arrays.stream(ExceptionClass.values())
          .filter(cause -> cause.owner() == ExceptionClass.Owner.SUPPORT)
          .collect(Collectors.toUnmodifiableSet());

  private final SupportCausesReader causes;
  private final DeskReader reader;
  private final Desk desk;
  private final SignedIn signedIn;
  private final Texts texts;
  private final Clock clock;
  private @Nullable List<Row> rows;
  private @Nullable List<Line> lines;

  @Inject
  Exceptions(
      SupportCausesReader causes,
      DeskReader reader,
      Desk desk,
      SignedIn signedIn,
      Texts texts,
      Clock clock) {
    this.causes = causes;
    this.reader = reader;
    this.desk = desk;
    this.signedIn = signedIn;
    this.texts = texts;
    this.clock = clock;
  }

  /** How many orders of a seller stand still for one cause. */
  public record Row(
      String seller, String path, String cause, long orders, Instant oldest, boolean on) {}

  /** Of all assigned sellers, the oldest first. */
  public List<Row> rows() {
    List<Row> known = rows;
    if (known == null) {
      known =
          causes.of(signedIn.account().id(), clock.instant(), OURS).stream()
              .map(this::row)
              .toList();
      rows = known;
    }
    return known;
  }

  private Row row(SupportCauses.Count count) {
    return new Row(
        reader.name(count.seller()).orElse(""),
        "/support/exceptions?seller=" + count.seller(),
        texts.of(count.cause()),
        count.orders(),
        count.oldest(),
        desk.seller().equals(Optional.of(count.seller())));
  }

  /** An order that stands still. */
  public record Line(
      String path,
      String channel,
      String label,
      String cause,
      String detail,
      Instant since,
      @Nullable Instant nextTry,
      @Nullable Instant deadline) {}

  /** Those of the chosen seller, the oldest first. */
  public List<Line> lines() {
    List<Line> known = lines;
    if (known == null) {
      known =
          desk.seller()
              .map(
                  seller ->
                      reader.troubled(seller, OURS).stream()
                          .flatMap(order -> line(seller, order).stream())
                          .toList())
              .orElse(List.of());
      lines = known;
    }
    return known;
  }

  private Optional<Line> line(SellerId seller, Order.Snapshot order) {
    return order.trouble().map(trouble -> line(seller, order, trouble));
  }

  private Line line(SellerId seller, Order.Snapshot order, OrderTrouble trouble) {
    return new Line(
        DeskOrder.path(seller, order.id()),
        ChannelNames.name(order.channelOrder().channel()),
        order.label(),
        texts.of(trouble.cause()),
        trouble.detail().orElse(""),
        trouble.since(),
        trouble.nextTry().orElse(null),
        trouble.deadline().orElse(null));
  }
}
