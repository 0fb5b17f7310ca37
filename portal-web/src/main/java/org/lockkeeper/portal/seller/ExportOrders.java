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
import org.jspecify.annotations.Nullable;
import org.lockkeeper.compliance.access.Permission;
import org.lockkeeper.compliance.exports.AskExport;
import org.lockkeeper.compliance.exports.Export;
import org.lockkeeper.compliance.exports.ExportPolicy;
import org.lockkeeper.portal.exports.ExportWords;
import org.lockkeeper.portal.session.Redirect;
import org.lockkeeper.portal.session.SignedIn;
import org.lockkeeper.portal.texts.Texts;
import org.lockkeeper.portal.texts.Times;

/**
 * {@code /seller/export-orders}: asks for the orders that a filter lets through as a file, with a
 * reason. What it would hold stands there before.
 */
@Named
@RequestScoped
public class ExportOrders {

  private static final String PAGE = "/seller/export-orders";

  private final AskExport ask;
  private final ExportPolicy policy;
  private final SignedIn signedIn;
  private final Texts texts;
  private final Times times;
  private final Clock clock;
  private final Redirect redirect;
  private final HttpServletRequest request;
  private final Optional<OrderFilter> asked;
  private AskExport.@Nullable Preview preview;
  private String error = "";

  @Inject
  ExportOrders(
      AskExport ask,
      ExportPolicy policy,
      SignedIn signedIn,
      Texts texts,
      Times times,
      Clock clock,
      Redirect redirect,
      HttpServletRequest request) {
    this.ask = ask;
    this.policy = policy;
    this.signedIn = signedIn;
    this.texts = texts;
    this.times = times;
    this.clock = clock;
    this.redirect = redirect;
    this.request = request;
    this.asked = OrderFilter.from(request.getParameterMap());
  }

  /** A choice of the form. */
  public record Choice(String value, String label, boolean on) {}

  /** The page for the same orders as a list shows. */
  static String path(OrderFilter filter) {
    return filter.path().replaceFirst("^/seller/orders", PAGE);
  }

  /** Answers that there is no such page if the address says what no page of ours writes. */
  public void check() {
    if (asked.isEmpty()) {
      redirect.nowhere();
    }
  }

  private OrderFilter filter() {
    return asked.orElse(OrderFilter.ALL);
  }

  private Export.Selection selection() {
    OrderFilter filter = filter();
    return new Export.Selection(
        filter.board(Optional.empty(), clock), filter.sort(), filter.descending());
  }

  private AskExport.Preview preview() {
    AskExport.Preview read = preview;
    if (read == null) {
      read = ask.preview(signedIn.account(), selection());
      preview = read;
    }
    return read;
  }

  public long rows() {
    return preview().rows();
  }

  public int most() {
    return preview().most();
  }

  /** Whether it can be asked for. */
  public boolean fits() {
    return preview().fits();
  }

  /** Whether no order is in the list. */
  public boolean nothing() {
    return preview().rows() == 0;
  }

  /** Whether another person has to agree. */
  public boolean approval() {
    return preview().approval();
  }

  public int approvalRows() {
    return policy.approvalRows();
  }

  /** For how long another person may take to agree, in words. */
  public String approvalValid() {
    return times.span(policy.approvalValid());
  }

  /** For how long the file can be fetched, in words. */
  public String fileValid() {
    return times.span(policy.fileValid());
  }

  /** The list that the file is of. */
  public String listPath() {
    return filter().path();
  }

  /** What narrows the list, in words; empty if nothing does. */
  public List<String> narrowed() {
    OrderFilter now = filter();
    List<String> words = new ArrayList<>();
    now.statuses().forEach(status -> words.add(texts.of(status)));
    now.channel().ifPresent(name -> words.add(ChannelNames.name(name)));
    if (now.stuck() && now.cause().isEmpty()) {
      words.add(texts.get("seller.orders.label.stuck"));
    }
    now.cause().ifPresent(cause -> words.add(texts.of(cause)));
    now.stripped()
        .ifPresent(
            gone ->
                words.add(
                    texts.get(gone ? "seller.orders.label.stripped" : "seller.orders.label.kept")));
    now.hours()
        .ifPresent(
            hours ->
                words.add(
                    hours <= 48
                        ? texts.with("seller.orders.label.hours", hours)
                        : texts.with("seller.orders.label.days", hours / 24)));
    return words;
  }

  /** The name and value of each part of the filter, for the form. */
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

  public List<Choice> reasons() {
    return Arrays.stream(Export.Reason.values())
        .map(
            reason ->
                new Choice(
                    reason.name(),
                    ExportWords.reason(reason, texts),
                    reason.name().equals(sent("reason"))))
        .toList();
  }

  private String sent(String name) {
    return Optional.ofNullable(request.getParameter(name)).orElse("");
  }

  /** What was typed, when the form comes back. */
  public String note() {
    return sent("note");
  }

  /** Why nothing is made; empty text if something is, or nobody asked. */
  public String error() {
    return error;
  }

  /** Asks for the file. */
  public void make() {
    signedIn.needFresh(Permission.ORDERS_EXPORT);
    if (asked.isEmpty()) {
      return;
    }
    Optional<Export.Reason> reason =
        Arrays.stream(Export.Reason.values())
            .filter(each -> each.name().equals(sent("reason")))
            .findFirst();
    if (reason.isEmpty()) {
      error = texts.get("seller.export-orders.message.no-reason");
      return;
    }
    switch (ask.ask(signedIn.account(), selection(), reason.get(), sent("note"))) {
      case AskExport.Asked.Taken taken -> redirect.to(ExportPage.path(taken.export().id()));
      case AskExport.Asked.BadNote bad ->
          error = texts.get("seller.export-orders.fault." + ExportWords.word(bad.fault()));
      case AskExport.Asked.Refused refused -> error = why(refused.why());
    }
  }

  private String why(AskExport.Why why) {
    int limit =
        switch (why) {
          case TOO_MANY_OPEN -> policy.open();
          case TOO_MANY_TODAY -> policy.day();
          case TOO_MANY_ROWS, NOTHING, NOT_ALLOWED -> most();
        };
    return texts.with("seller.export-orders.refused." + ExportWords.word(why), limit);
  }
}
