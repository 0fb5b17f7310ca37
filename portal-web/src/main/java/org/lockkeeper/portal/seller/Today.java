package org.lockkeeper.portal.seller;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;
import org.lockkeeper.orders.ExceptionClass;
import org.lockkeeper.orders.OrderBoard;
import org.lockkeeper.orders.OrderBoard.Status;
import org.lockkeeper.portal.cases.CaseReader;
import org.lockkeeper.portal.cases.CaseView;
import org.lockkeeper.portal.session.SignedIn;
import org.lockkeeper.portal.texts.BarChart;
import org.lockkeeper.portal.texts.Clocks;
import org.lockkeeper.portal.texts.Texts;
import org.lockkeeper.portal.texts.Times;
import org.lockkeeper.retention.BuyerRetentions;

/** {@code /seller/today}: is anything stuck, and what comes next. */
@Named
@RequestScoped
public class Today {

  private static final Set<Status> PAST_ROUTING =
      Set.of(
          Status.ROUTED,
          Status.SHIPPED,
          Status.DELIVERED,
          Status.LOST,
          Status.RETURNED,
          Status.UNFOLLOWED);
  private static final Set<Status> NOT_LEFT = Set.of(Status.RECEIVED, Status.ROUTED);

  private final TodayReader reader;
  private final CaseReader caseReader;
  private final Clocks clocks;
  private final SignedIn signedIn;
  private final Texts texts;
  private final Times times;
  private final Clock clock;
  private final Duration lateAfter;
  private TodayReader.@Nullable Figures figures;

  @Inject
  Today(
      TodayReader reader,
      CaseReader caseReader,
      Clocks clocks,
      SignedIn signedIn,
      Texts texts,
      Times times,
      Clock clock,
      @ConfigProperty(name = "lockkeeper.late-after", defaultValue = "PT24H") Duration lateAfter) {
    this.reader = reader;
    this.caseReader = caseReader;
    this.clocks = clocks;
    this.signedIn = signedIn;
    this.texts = texts;
    this.times = times;
    this.clock = clock;
    this.lateAfter = lateAfter;
  }

  /**
   * One figure with the list behind it.
   *
   * @param name the last part of its text keys
   * @param figure as it is shown
   * @param look {@code plain}, {@code good}, {@code warning} or {@code danger}
   */
  public record Tile(String name, String figure, String look, String path) {

    /** The key of its heading. */
    public String label() {
      return "seller.today.tile." + name;
    }

    /** The key of what it means. */
    public String help() {
      return "seller.today.tile-help." + name;
    }
  }

  /** One cause with its number of orders. */
  public record Cause(ExceptionClass cause, long orders, String path) {}

  private TodayReader.Figures figures() {
    TodayReader.Figures read = figures;
    if (read == null) {
      read = reader.of(signedIn.seller(), clock.instant(), lateAfter);
      figures = read;
    }
    return read;
  }

  /** The tiles, what may be wrong before what is merely known. */
  public List<Tile> tiles() {
    OrderBoard.Today today = figures().today();
    OrderFilter all = OrderFilter.ALL;
    List<Tile> tiles = new ArrayList<>();
    tiles.add(new Tile("received", number(today.receivedLastDay()), "plain", all.since(24).path()));
    tiles.add(
        new Tile(
            "routed", percent(today), "plain", all.withStatuses(PAST_ROUTING).since(24).path()));
    tiles.add(
        new Tile(
            "waiting",
            number(today.waiting()),
            "plain",
            all.withStatuses(Set.of(Status.RECEIVED)).path()));
    tiles.add(
        new Tile(
            "stuck",
            number(today.troubled()),
            today.troubled() > 0 ? "danger" : "good",
            all.stuckOnly().path()));
    tiles.add(
        new Tile(
            "late",
            number(today.late()),
            today.late() > 0 ? "warning" : "good",
            all.withStatuses(NOT_LEFT).oldestFirst().path()));
    tiles.add(
        new Tile(
            "under-way",
            number(today.underWay()),
            "plain",
            all.withStatuses(Set.of(Status.SHIPPED)).path()));
    tiles.add(
        new Tile(
            "ends",
            number(figures().ends().stream().mapToLong(BuyerRetentions.DayCount::count).sum()),
            "plain",
            all.withBuyer(false).oldestFirst().path()));
    tiles.add(
        new Tile(
            "unreadable",
            figures().unreadable() >= DeliveriesReader.MOST
                ? texts.with("seller.today.message.or-more", DeliveriesReader.MOST)
                : number(figures().unreadable()),
            figures().unreadable() > 0 ? "warning" : "good",
            "/seller/deliveries"));
    tiles.add(
        new Tile(
            "connections",
            number(figures().connectionsToSee()),
            figures().connectionsToSee() > 0 ? "warning" : "good",
            "/seller/channels"));
    return tiles;
  }

  /** Deletions whose clock runs. */
  public List<CaseView> cases() {
    return caseReader.all(signedIn.seller()).stream()
        .map(one -> CaseView.own(one, signedIn.sellerName(), texts, clocks, clock.instant()))
        .filter(CaseView::live)
        .toList();
  }

  /** What stands still, by cause, the most frequent first. */
  public List<Cause> causes() {
    return figures().today().byCause().entrySet().stream()
        .sorted(Map.Entry.<ExceptionClass, Long>comparingByValue().reversed())
        .map(
            entry ->
                new Cause(
                    entry.getKey(),
                    entry.getValue(),
                    OrderFilter.ALL.stuckBy(Optional.of(entry.getKey())).path()))
        .toList();
  }

  /** The last hours, oldest first. */
  public List<OrderBoard.HourCount> hours() {
    return figures().hours();
  }

  /** The coming ends of retention, by day. */
  public List<BuyerRetentions.DayCount> ends() {
    return figures().ends();
  }

  /** The last hours as a chart. */
  public String hoursChart() {
    return BarChart.of(
        texts.get("seller.today.label.orders"),
        texts.get("seller.today.label.hour"),
        hours().stream().map(h -> times.hour(h.hour())).toList(),
        hours().stream().map(OrderBoard.HourCount::count).toList());
  }

  private String percent(OrderBoard.Today today) {
    return today.receivedLastDay() == 0
        ? texts.get("seller.today.message.none-yet")
        : texts.with(
            "seller.today.message.percent", today.routedLastDay() * 100 / today.receivedLastDay());
  }

  private String number(long count) {
    return texts.with("common.number", count);
  }
}
