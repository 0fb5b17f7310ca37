package org.lockkeeper.portal.seller;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.lockkeeper.orders.ExceptionClass;
import org.lockkeeper.orders.OrderBoard;
import org.lockkeeper.orders.OrderBoard.Sort;
import org.lockkeeper.orders.OrderBoard.Status;
import org.lockkeeper.portal.session.Redirect;
import org.lockkeeper.portal.session.SignedIn;
import org.lockkeeper.portal.texts.Clocks;
import org.lockkeeper.portal.texts.Texts;
import org.lockkeeper.portal.texts.Times;
import org.primefaces.model.LazyDataModel;

/**
 * {@code /seller/orders}: all orders, narrowed by what stands in the address and by what was typed.
 * What was typed comes by POST with each request and is kept nowhere.
 */
@Named
@RequestScoped
public class Orders {

  private static final Pattern TYPED = Pattern.compile("[\\p{Alnum}#_.\\- ]{1,64}");

  private final OrdersReader reader;
  private final SignedIn signedIn;
  private final Texts texts;
  private final Times times;
  private final Clocks clocks;
  private final Clock clock;
  private final Redirect redirect;
  private final Optional<OrderFilter> asked;
  private final String text;
  private @Nullable OrderTable table;
  private long counted = -1;

  @Inject
  Orders(
      OrdersReader reader,
      SignedIn signedIn,
      Texts texts,
      Times times,
      Clocks clocks,
      Clock clock,
      Redirect redirect,
      HttpServletRequest request) {
    this.reader = reader;
    this.signedIn = signedIn;
    this.texts = texts;
    this.times = times;
    this.clocks = clocks;
    this.clock = clock;
    this.redirect = redirect;
    Map<String, String[]> parameters = request.getParameterMap();
    this.asked = OrderFilter.from(parameters);
    this.text =
        request.getMethod().equals("POST")
            ? Arrays.stream(parameters.getOrDefault("q", new String[0]))
                .findFirst()
                .map(String::strip)
                .orElse("")
            : "";
  }

  /** A word of the filter with the address that takes it out again. */
  public record Chip(String label, String path) {}

  /** A choice of the filter with its address. */
  public record Choice(String label, String path, boolean on) {}

  /** Answers that there is no such page if the address says what no page of ours writes. */
  public void check() {
    if (asked.isEmpty()) {
      redirect.nowhere();
    }
  }

  private OrderFilter filter() {
    return asked.orElse(OrderFilter.ALL);
  }

  /** The rows; counted and read when the table asks. */
  public LazyDataModel<OrderRow> table() {
    OrderTable made = table;
    if (made == null) {
      made =
          new OrderTable(
              new OrderTable.Source() {
                @Override
                public long count() {
                  return Orders.this.count();
                }

                @Override
                public List<OrderRow> page(Sort sort, boolean descending, long offset, int limit) {
                  return Orders.this.page(sort, descending, offset, limit);
                }

                @Override
                public Sort sort() {
                  return filter().sort();
                }

                @Override
                public boolean descending() {
                  return filter().descending();
                }
              });
      table = made;
    }
    return made;
  }

  private List<OrderRow> page(Sort sort, boolean descending, long offset, int limit) {
    if (!typedSensibly()) {
      return List.of();
    }
    return reader.page(signedIn.seller(), boardFilter(), sort, descending, offset, limit).stream()
        .map(line -> OrderRow.of(line, texts, times, clocks))
        .toList();
  }

  /** How many orders there are, exactly. */
  public long count() {
    if (counted < 0) {
      counted = typedSensibly() ? reader.count(signedIn.seller(), boardFilter()) : 0;
    }
    return counted;
  }

  private OrderBoard.Filter boardFilter() {
    return filter().board(Optional.of(text).filter(t -> !t.isEmpty()), clock);
  }

  /** No number of an order or a parcel looks otherwise; the board is not asked for it. */
  private boolean typedSensibly() {
    return text.isEmpty() || TYPED.matcher(text).matches();
  }

  /** What was typed. */
  public String text() {
    return text;
  }

  /** This page without what was typed. */
  public String path() {
    return filter().path();
  }

  /** The page that makes a file of this list; empty text if the list is of what was typed. */
  public String exportPath() {
    return text.isEmpty() ? ExportOrders.path(filter()) : "";
  }

  /** Whether anything is left out. */
  public boolean narrowed() {
    return filter().narrows() || !text.isEmpty();
  }

  /** The name and value of each part of the filter, for the form that pages and sorts. */
  public List<Map.Entry<String, String>> parts() {
    String path = filter().path();
    int query = path.indexOf('?');
    return query < 0
        ? List.of()
        : Arrays.stream(path.substring(query + 1).split("&", -1))
            .map(part -> part.split("=", 2))
            .map(pair -> Map.entry(pair[0], pair[1]))
            .toList();
  }

  /** How the column is sorted when the page opens. */
  public @Nullable String sortOf(String column) {
    boolean first =
        switch (filter().sort()) {
          case LABEL -> column.equals("label");
          case PLACED -> column.equals("placedAt");
          case RECEIVED -> column.equals("receivedAt");
        };
    return first ? (filter().descending() ? "desc" : "asc") : null;
  }

  /** The statuses as a row of views, all first, those that stand still last. */
  public List<Choice> views() {
    OrderFilter now = filter();
    List<Choice> views = new ArrayList<>();
    OrderFilter open = now.stuckBy(Optional.empty()).withStatuses(Set.of());
    views.add(
        new Choice(
            texts.get("seller.orders.label.all"),
            open.path(),
            now.statuses().isEmpty() && !now.stuck() && now.cause().isEmpty()));
    for (Status status : Status.values()) {
      Set<Status> only = Set.of(status);
      views.add(
          new Choice(
              texts.of(status),
              open.withStatuses(only).path(),
              now.statuses().equals(only) && !now.stuck()));
    }
    views.add(
        new Choice(
            texts.get("seller.orders.label.stuck"),
            open.stuckOnly().path(),
            now.stuck() && now.cause().isEmpty() && now.statuses().isEmpty()));
    return views;
  }

  public List<Choice> channels() {
    List<Choice> choices = new ArrayList<>();
    choices.add(any(filter().onChannel(Optional.empty()).path(), filter().channel().isEmpty()));
    ChannelNames.ALL.forEach(
        name ->
            choices.add(
                new Choice(
                    ChannelNames.name(name),
                    filter().onChannel(Optional.of(name)).path(),
                    filter().channel().filter(name::equals).isPresent())));
    return choices;
  }

  public List<Choice> causes() {
    List<Choice> choices = new ArrayList<>();
    choices.add(any(filter().stuckBy(Optional.empty()).path(), filter().cause().isEmpty()));
    for (ExceptionClass cause : ExceptionClass.values()) {
      choices.add(
          new Choice(
              texts.of(cause),
              filter().stuckBy(Optional.of(cause)).path(),
              filter().cause().filter(c -> c == cause).isPresent()));
    }
    return choices;
  }

  public List<Choice> buyers() {
    Optional<Boolean> gone = filter().stripped();
    return List.of(
        any(filter().withAnyBuyer().path(), gone.isEmpty()),
        new Choice(
            texts.get("seller.orders.label.kept"),
            filter().withBuyer(false).path(),
            gone.filter(g -> !g).isPresent()),
        new Choice(
            texts.get("seller.orders.label.stripped"),
            filter().withBuyer(true).path(),
            gone.filter(g -> g).isPresent()));
  }

  public List<Choice> spans() {
    List<Choice> choices = new ArrayList<>();
    choices.add(any(filter().everSince().path(), filter().hours().isEmpty()));
    for (int hours : new int[] {24, 24 * 7, 24 * 30, 24 * 90}) {
      choices.add(
          new Choice(
              span(hours),
              filter().since(hours).path(),
              filter().hours().filter(h -> h == hours).isPresent()));
    }
    return choices;
  }

  /** What narrows the list now, each with the address without it. */
  public List<Chip> chips() {
    OrderFilter now = filter();
    List<Chip> chips = new ArrayList<>();
    if (now.statuses().size() > 1) {
      now.statuses()
          .forEach(
              status -> {
                Set<Status> rest = new java.util.HashSet<>(now.statuses());
                rest.remove(status);
                chips.add(new Chip(texts.of(status), now.withStatuses(rest).path()));
              });
    }
    now.channel()
        .ifPresent(
            c -> chips.add(new Chip(ChannelNames.name(c), now.onChannel(Optional.empty()).path())));
    now.cause()
        .ifPresent(c -> chips.add(new Chip(texts.of(c), now.stuckBy(Optional.empty()).path())));
    now.stripped()
        .ifPresent(
            gone ->
                chips.add(
                    new Chip(
                        texts.get(
                            gone ? "seller.orders.label.stripped" : "seller.orders.label.kept"),
                        now.withAnyBuyer().path())));
    now.hours().ifPresent(h -> chips.add(new Chip(span(h), now.everSince().path())));
    return chips;
  }

  private Choice any(String path, boolean on) {
    return new Choice(texts.get("seller.orders.label.any"), path, on);
  }

  private String span(int hours) {
    return hours <= 48
        ? texts.with("seller.orders.label.hours", hours)
        : texts.with("seller.orders.label.days", hours / 24);
  }
}
