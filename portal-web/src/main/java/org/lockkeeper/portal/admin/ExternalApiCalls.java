package org.lockkeeper.portal.admin;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.lockkeeper.compliance.monitoring.OutsideCalls;
import org.lockkeeper.compliance.monitoring.OutsideCalls.Span;
import org.lockkeeper.kernel.SellerId;
import org.lockkeeper.portal.session.Redirect;
import org.lockkeeper.portal.texts.BarChart;
import org.lockkeeper.portal.texts.Texts;
import org.lockkeeper.portal.texts.Times;

/**
 * {@code /admin/external-api-calls}: whom the product calls, how often, how well it goes, what is
 * new, and what it refused to call.
 */
@Named
@RequestScoped
public class ExternalApiCalls {

  /** For how long what is called for the first time counts as new. */
  private static final Duration NEW = Duration.ofDays(7);

  private static final double MOST_OF_THEM = 0.95;

  private final CallsReader reader;
  private final Texts texts;
  private final Times times;
  private final Redirect redirect;
  private final Instant now;
  private final Optional<CallFilter> asked;
  private final Map<SellerId, String> names = new HashMap<>();
  private CallsReader.@Nullable Figures figures;
  private @Nullable List<Call> calls;

  @Inject
  ExternalApiCalls(
      CallsReader reader,
      Texts texts,
      Times times,
      Redirect redirect,
      Clock clock,
      HttpServletRequest request) {
    this.reader = reader;
    this.texts = texts;
    this.times = times;
    this.redirect = redirect;
    this.now = clock.instant();
    this.asked = CallFilter.from(request.getParameterMap());
  }

  /** A choice of the filter with its address. */
  public record Choice(String label, String path, boolean on) {}

  /** A figure with what it means. */
  public record Figure(String label, String value, String help, String look) {}

  /** The calls of one operation at one host for one seller, in words. */
  public record Row(
      String host,
      String operation,
      String seller,
      String path,
      String calls,
      String failed,
      String look,
      String took,
      String bytes,
      Instant firstSeen,
      boolean isNew,
      String budget) {}

  /** One step of the charts. */
  public record Step(String when, String calls, String failed, String share) {}

  /** One call. */
  public record Call(
      Instant at,
      String status,
      String look,
      String took,
      String bytes,
      String requestId,
      int attempt) {}

  /** A call that was not made. */
  public record Refusal(Instant at, String seller, String host, String operation, String reason) {}

  /** Answers that there is no such page if the address says what no page of ours writes. */
  public void check() {
    if (asked.isEmpty()) {
      redirect.nowhere();
    }
  }

  private CallFilter filter() {
    return asked.orElse(CallFilter.ALL);
  }

  private CallsReader.Figures figures() {
    CallsReader.Figures read = figures;
    if (read == null) {
      read = reader.figures(filter().asked(), now);
      figures = read;
    }
    return read;
  }

  /** Whether single calls are shown, rather than figures. */
  public boolean single() {
    return filter().subject().isPresent();
  }

  /** Whether anything but the time is narrowed. */
  public boolean narrowed() {
    return filter().narrows();
  }

  /** The page with nothing narrowed. */
  public String clearPath() {
    return CallFilter.ALL.over(filter().span()).path();
  }

  /** The figures that the single calls belong to. */
  public String backPath() {
    return filter().out().path();
  }

  /** The operation whose single calls are shown. */
  public String operation() {
    return filter().operation().orElse("");
  }

  /** Where and for whom. */
  public String whereAndWhose() {
    return filter()
        .subject()
        .map(
            subject ->
                texts.with(
                    "admin.external-api-calls.message.where",
                    subject.host(),
                    name(subject.seller())))
        .orElse("");
  }

  public List<Choice> spans() {
    List<Choice> choices = new ArrayList<>();
    for (Span span : Span.values()) {
      choices.add(new Choice(texts.of(span), filter().over(span).path(), filter().span() == span));
    }
    return choices;
  }

  public List<Choice> hosts() {
    List<Choice> choices = new ArrayList<>();
    choices.add(any(filter().at(Optional.empty()).path(), filter().host().isEmpty()));
    for (String host : figures().hosts()) {
      choices.add(
          new Choice(
              host,
              filter().at(Optional.of(host)).path(),
              filter().host().filter(host::equals).isPresent()));
    }
    return choices;
  }

  /** The sellers of the rows, and the chosen one. */
  public List<Choice> sellers() {
    List<Choice> choices = new ArrayList<>();
    choices.add(any(filter().of(Optional.empty()).path(), filter().seller().isEmpty()));
    figures().rows().stream()
        .map(OutsideCalls.Row::seller)
        .distinct()
        .forEach(
            seller ->
                choices.add(
                    new Choice(
                        name(seller),
                        filter().of(Optional.of(seller)).path(),
                        filter().seller().filter(seller::equals).isPresent())));
    return choices;
  }

  /** All calls, or only those that failed. */
  public List<Choice> outcomes() {
    return List.of(
        new Choice(
            texts.get("admin.external-api-calls.label.all-calls"),
            filter().onlyFailing(false).path(),
            !filter().failing()),
        new Choice(
            texts.get("admin.external-api-calls.label.only-failing"),
            filter().onlyFailing(true).path(),
            filter().failing()));
  }

  /** What narrows the figures, each with the address without it. */
  public List<Choice> chips() {
    CallFilter narrow = filter();
    List<Choice> chips = new ArrayList<>();
    narrow.host().ifPresent(h -> chips.add(chip(h, narrow.at(Optional.empty()))));
    narrow.seller().ifPresent(s -> chips.add(chip(name(s), narrow.of(Optional.empty()))));
    if (narrow.failing()) {
      chips.add(
          chip(
              texts.get("admin.external-api-calls.label.only-failing"), narrow.onlyFailing(false)));
    }
    return chips;
  }

  private static Choice chip(String label, CallFilter without) {
    return new Choice(label, without.path(), true);
  }

  private Choice any(String path, boolean on) {
    return new Choice(texts.get("admin.external-api-calls.label.any"), path, on);
  }

  /** The figures of the page. */
  public List<Figure> tiles() {
    long all = figures().steps().stream().mapToLong(OutsideCalls.Step::calls).sum();
    long failed = figures().steps().stream().mapToLong(OutsideCalls.Step::failed).sum();
    long fresh = figures().rows().stream().filter(this::isNew).count();
    int refused = figures().refusals().size();
    return List.of(
        new Figure(
            texts.get("admin.external-api-calls.tile.calls"),
            number(all),
            texts.with("admin.external-api-calls.tile-help.calls", texts.of(filter().span())),
            "plain"),
        new Figure(
            texts.get("admin.external-api-calls.tile.failed"),
            share(all, failed),
            texts.with("admin.external-api-calls.tile-help.failed", failed),
            failed * 20 > all ? "warning" : "good"),
        new Figure(
            texts.get("admin.external-api-calls.tile.fresh"),
            number(fresh),
            texts.with("admin.external-api-calls.tile-help.fresh", NEW.toDays()),
            fresh > 0 ? "warning" : "good"),
        new Figure(
            texts.get("admin.external-api-calls.tile.refused"),
            refused < CallsReader.REFUSALS
                ? number(refused)
                : texts.with("admin.external-api-calls.message.or-more", refused),
            texts.get("admin.external-api-calls.tile-help.refused"),
            refused > 0 ? "danger" : "good"));
  }

  /** The rows with the most calls first. */
  public List<Row> rows() {
    return figures().rows().stream().map(this::inWords).toList();
  }

  /** Whether there are more rows than are shown. */
  public boolean cut() {
    return figures().rows().size() == CallsReader.ROWS;
  }

  /** How many rows are shown at most. */
  public int most() {
    return CallsReader.ROWS;
  }

  private Row inWords(OutsideCalls.Row row) {
    return new Row(
        row.host(),
        row.operation(),
        name(row.seller()),
        filter().into(new OutsideCalls.Subject(row.seller(), row.host(), row.operation())).path(),
        number(row.calls()),
        share(row.calls(), row.failed()),
        row.failed() * 20 > row.calls() ? "trouble" : "quiet",
        milliseconds(row.took().within(MOST_OF_THEM)),
        bytes(row.bytes()),
        row.firstSeen(),
        isNew(row),
        row.budget().map(this::budget).orElse(""));
  }

  private boolean isNew(OutsideCalls.Row row) {
    return row.firstSeen().plus(NEW).isAfter(now);
  }

  private String budget(OutsideCalls.BudgetFill fill) {
    return fill.closedUntil()
        .map(
            until ->
                texts.with(
                    "admin.external-api-calls.message.closed",
                    Math.max(1, Duration.between(now, until).toSeconds())))
        .orElseGet(
            () ->
                texts.with(
                    "admin.external-api-calls.message.budget",
                    Math.floor(fill.left()),
                    fill.burst(),
                    fill.perSecond()));
  }

  /** Calls over time. */
  public String callsChart() {
    return BarChart.of(
        texts.get("admin.external-api-calls.label.calls"),
        axis(),
        figures().steps().stream().map(step -> when(step.from())).toList(),
        figures().steps().stream().map(OutsideCalls.Step::calls).toList());
  }

  /** The share of failed calls over time, in percent. */
  public String failedChart() {
    return BarChart.of(
        texts.get("admin.external-api-calls.label.percent"),
        axis(),
        figures().steps().stream().map(step -> when(step.from())).toList(),
        figures().steps().stream()
            .map(step -> Math.round(100.0 * step.failed() / Math.max(1, step.calls())))
            .toList());
  }

  private String axis() {
    return texts.get(
        filter().span().step().compareTo(Duration.ofDays(1)) < 0
            ? "admin.external-api-calls.label.time"
            : "admin.external-api-calls.label.day");
  }

  /** The charts as a table. */
  public List<Step> steps() {
    return figures().steps().stream()
        .map(
            step ->
                new Step(
                    when(step.from()),
                    number(step.calls()),
                    number(step.failed()),
                    share(step.calls(), step.failed())))
        .toList();
  }

  private String when(Instant from) {
    return filter().span().step().compareTo(Duration.ofDays(1)) < 0
        ? times.hour(from)
        : times.day(from.atZone(ZoneOffset.UTC).toLocalDate());
  }

  /** The newest refusals first. */
  public List<Refusal> refusals() {
    return figures().refusals().stream()
        .map(
            refusal ->
                new Refusal(
                    refusal.at(),
                    name(refusal.seller()),
                    refusal.host().isEmpty()
                        ? texts.get("admin.external-api-calls.message.no-host")
                        : refusal.host(),
                    refusal.operation(),
                    texts.of(refusal.reason())))
        .toList();
  }

  /** The newest single calls first. */
  public List<Call> calls() {
    List<Call> read = calls;
    if (read == null) {
      read =
          filter()
              .subject()
              .map(subject -> reader.calls(subject, filter().asked(), now))
              .orElse(List.of())
              .stream()
              .map(this::inWords)
              .toList();
      calls = read;
    }
    return read;
  }

  private Call inWords(OutsideCalls.Call call) {
    boolean fine = call.status() >= 200 && call.status() < 300 && !call.throttled();
    String status =
        call.status() == 0
            ? texts.get("admin.external-api-calls.message.no-answer")
            : String.valueOf(call.status());
    return new Call(
        call.at(),
        call.throttled()
            ? texts.with("admin.external-api-calls.message.throttled", status)
            : status,
        fine ? "delivered" : call.status() >= 500 || call.status() == 0 ? "danger" : "exception",
        milliseconds(call.tookMs()),
        bytes(call.bytes()),
        call.requestId().orElse(""),
        call.attempt());
  }

  private String name(SellerId seller) {
    return names.computeIfAbsent(
        seller,
        id ->
            id.equals(SellerId.PLATFORM)
                ? texts.get("admin.external-api-calls.message.platform")
                : reader.name(id).orElseGet(id::toString));
  }

  private String number(long count) {
    return texts.with("common.number", count);
  }

  private String share(long all, long part) {
    return texts.with(
        "admin.external-api-calls.message.share", all == 0 ? 0.0 : (double) part / all);
  }

  private String milliseconds(long length) {
    return texts.with("admin.external-api-calls.message.milliseconds", length);
  }

  private String bytes(long length) {
    if (length < 1024) {
      return texts.with("admin.external-api-calls.message.bytes", length);
    }
    return length < 1024 * 1024
        ? texts.with("admin.external-api-calls.message.kilobytes", length / 1024.0)
        : texts.with("admin.external-api-calls.message.megabytes", length / (1024.0 * 1024));
  }
}
