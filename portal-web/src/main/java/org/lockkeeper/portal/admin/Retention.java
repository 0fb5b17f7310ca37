package org.lockkeeper.portal.admin;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.lockkeeper.portal.texts.BarChart;
import org.lockkeeper.portal.texts.Texts;
import org.lockkeeper.portal.texts.Times;
import org.lockkeeper.retention.Anchor;
import org.lockkeeper.retention.BuyerRetentions.DayCount;
import org.lockkeeper.retention.RetentionRule;
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
  private final Clock clock;
  private RetentionReader.@Nullable Figures figures;

  @Inject
  Retention(
      RetentionReader reader, RetentionSchedule schedule, Texts texts, Times times, Clock clock) {
    this.reader = reader;
    this.schedule = schedule;
    this.texts = texts;
    this.times = times;
    this.clock = clock;
  }

  /** A rule in words. */
  public record Rule(String when, String keep, String source) {}

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
            texts.get("admin.retention.tile-help.backlog"),
            figures().backlog() > 0 ? "warning" : "good"));
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

  /** The day from which the policy is in force. */
  public LocalDate edition() {
    return schedule.edition();
  }

  /** The policy in force, the strongest anchor first. */
  public List<Rule> rules() {
    return Arrays.asList(Anchor.values()).reversed().stream()
        .map(schedule::rule)
        .map(this::inWords)
        .toList();
  }

  private Rule inWords(RetentionRule rule) {
    return new Rule(
        texts.get("admin.retention.rule." + rule.countedFrom().name().toLowerCase(Locale.ROOT)),
        rule.keepFor().isZero()
            ? texts.get("admin.retention.message.at-once")
            : texts.with("admin.retention.message.keep", rule.keepFor().toDays()),
        rule.source());
  }

  private String number(long count) {
    return texts.with("common.number", count);
  }
}
