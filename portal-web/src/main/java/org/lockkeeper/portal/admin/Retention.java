package org.lockkeeper.portal.admin;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.lockkeeper.compliance.access.Permission;
import org.lockkeeper.compliance.disposal.WatchClock;
import org.lockkeeper.portal.session.SignedIn;
import org.lockkeeper.portal.session.Toast;
import org.lockkeeper.portal.texts.BarChart;
import org.lockkeeper.portal.texts.Texts;
import org.lockkeeper.portal.texts.Times;
import org.lockkeeper.retention.BuyerRetentions.DayCount;
import org.lockkeeper.retention.RetentionSchedule;
import org.lockkeeper.retention.Sweeps;

/** {@code /admin/retention}: what goes next, whether the runs keep up, and by which policy. */
@Named
@RequestScoped
public class Retention {

  private final RetentionReader reader;
  private final RetentionSchedule schedule;
  private final Texts texts;
  private final Times times;
  private final WatchClock watch;
  private final SignedIn signedIn;
  private final Toast toast;
  private final Clock clock;
  private RetentionReader.@Nullable Figures figures;

  @Inject
  Retention(
      RetentionReader reader,
      RetentionSchedule schedule,
      WatchClock watch,
      SignedIn signedIn,
      Toast toast,
      Texts texts,
      Times times,
      Clock clock) {
    this.reader = reader;
    this.schedule = schedule;
    this.watch = watch;
    this.signedIn = signedIn;
    this.toast = toast;
    this.texts = texts;
    this.times = times;
    this.clock = clock;
  }

  /** A figure with what it means. */
  public record Figure(String label, String value, String help, String look) {}

  private RetentionReader.Figures figures() {
    RetentionReader.Figures read = figures;
    if (read == null) {
      read = reader.at(clock.instant());
      figures = read;
    }
    return read;
  }

  /** The figures of the page. */
  public List<Figure> tiles() {
    List<Figure> tiles = new ArrayList<>();
    tiles.add(
        new Figure(
            texts.get("admin.retention.tile.backlog"),
            number(figures().backlog()),
            figures()
                .oldest()
                .map(end -> texts.with("admin.retention.tile-help.oldest", times.relative(end)))
                .orElseGet(() -> texts.get("admin.retention.tile-help.backlog")),
            late() ? "danger" : figures().backlog() > 0 ? "warning" : "good"));
    tiles.add(
        new Figure(
            texts.get("admin.retention.tile.held"),
            number(figures().heldBack()),
            texts.get("admin.retention.tile-help.held"),
            "plain"));
    tiles.add(
        new Figure(
            texts.get("admin.retention.tile.day"),
            number(figures().ends().stream().limit(1).mapToLong(DayCount::count).sum()),
            texts.get("admin.retention.tile-help.day"),
            "plain"));
    tiles.add(
        new Figure(
            texts.get("admin.retention.tile.week"),
            number(figures().ends().stream().limit(7).mapToLong(DayCount::count).sum()),
            texts.get("admin.retention.tile-help.week"),
            "plain"));
    tiles.add(
        figures().runs().stream()
            .findFirst()
            .map(
                run ->
                    new Figure(
                        texts.get("admin.retention.tile.run"),
                        times.relative(run.asOf()),
                        texts.with(
                            "admin.retention.tile-help.run", run.stripped(), run.remaining()),
                        run.remaining() > 0 ? "warning" : "good"))
            .orElseGet(
                () ->
                    new Figure(
                        texts.get("admin.retention.tile.run"),
                        texts.get("admin.retention.message.never"),
                        texts.get("admin.retention.tile-help.no-run"),
                        "warning")));
    return tiles;
  }

  /** The coming ends, by day, today first. */
  public List<DayCount> ends() {
    return figures().ends();
  }

  /** The coming ends as a chart. */
  public String endsChart() {
    return BarChart.of(
        texts.get("admin.retention.label.buyers"),
        texts.get("admin.retention.label.day"),
        ends().stream().map(day -> times.day(day.day())).toList(),
        ends().stream().map(DayCount::count).toList());
  }

  /** The latest runs, newest first. */
  public List<Sweeps.Run> runs() {
    return figures().runs();
  }

  /** How long a run took, in seconds. */
  public String seconds(Duration took) {
    return texts.with("admin.retention.message.seconds", took.toMillis() / 1000.0);
  }

  /** How long ago the oldest end came that is not done, in words; empty text if there is none. */
  public @Nullable Instant oldest() {
    return figures().oldest().orElse(null);
  }

  /** Whether the oldest is later than it may be. */
  public boolean late() {
    return figures()
        .oldest()
        .filter(
            end ->
                end.plus(schedule.term(RetentionSchedule.Term.SWEEP_WITHIN))
                    .isBefore(clock.instant()))
        .isPresent();
  }

  /** Sellers whose buyers could not be stripped in the last run. */
  public List<String> failed() {
    return runs().stream()
        .limit(1)
        .flatMap(run -> run.failed().stream())
        .map(seller -> reader.name(seller).orElseGet(seller::toString))
        .toList();
  }

  /** What stopped the runs and waits for a word. */
  public @Nullable Stop stop() {
    return figures()
        .stop()
        .map(
            stop ->
                new Stop(
                    stop.id(),
                    texts.with(
                        stop.jump().isNegative()
                            ? "admin.retention.message.stepped-back"
                            : "admin.retention.message.stepped-ahead",
                        times.span(stop.jump().abs())),
                    stop.seen().ours(),
                    stop.seen().reference(),
                    stop.confirmedAt().isPresent()))
        .orElse(null);
  }

  /** A step of the clock. */
  public record Stop(UUID id, String words, Instant ours, Instant reference, boolean confirmed) {}

  /** An admin says that the clock is right. */
  public void clockIsRight() {
    signedIn.needFresh(Permission.RETENTION_WORK);
    boolean said =
        figures().stop().map(stop -> watch.right(stop.id(), signedIn.account())).orElse(false);
    toast.say(
        texts.get(
            said ? "admin.retention.message.clock-right" : "admin.retention.message.clock-over"));
    figures = null;
  }

  /** A holder of aged records and what the last run removed. */
  public record Part(String what, String holder, Instant asOf, long gone, long failed) {}

  /** What the second sweep did, by holder. */
  public List<Part> disposals() {
    return figures().disposals().stream()
        .map(
            part ->
                new Part(
                    texts.getOr(
                        "admin.retention.holder." + part.holder(), "common.raw", part.holder()),
                    part.holder(),
                    part.asOf(),
                    part.gone(),
                    part.failed()))
        .toList();
  }

  private String number(long count) {
    return texts.with("common.number", count);
  }
}
