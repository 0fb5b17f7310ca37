package org.lockkeeper.portal.admin;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.lockkeeper.compliance.access.Permission;
import org.lockkeeper.compliance.logreview.LogFigure;
import org.lockkeeper.compliance.logreview.LogReviews;
import org.lockkeeper.compliance.logreview.ReviewLog;
import org.lockkeeper.portal.session.SignedIn;
import org.lockkeeper.portal.session.Toast;
import org.lockkeeper.portal.texts.Choices;
import org.lockkeeper.portal.texts.Clocks;
import org.lockkeeper.portal.texts.Texts;

/**
 * {@code /admin/log-review}: what stands in the log, looked at and signed every two weeks.
 */
@Named
@RequestScoped
public class LogReviewPage {

  private final ReviewLog log;
  private final DutyDates duties;
  private final OurPeople people;
  private final FormFields form;
  private final SignedIn signedIn;
  private final Texts texts;
  private final Toast toast;
  private ReviewLog.@Nullable ToReview open;

  @Inject
  LogReviewPage(
      ReviewLog log,
      DutyDates duties,
      OurPeople people,
      FormFields form,
      SignedIn signedIn,
      Texts texts,
      Toast toast) {
    this.log = log;
    this.duties = duties;
    this.people = people;
    this.form = form;
    this.signedIn = signedIn;
    this.texts = texts;
    this.toast = toast;
  }

  /** The ring of the fortnightly review. */
  public Clocks.@Nullable Ring ring() {
    return duties.ring("log-review");
  }

  private ReviewLog.ToReview open() {
    ReviewLog.ToReview known = open;
    if (known == null) {
      known = log.open();
      open = known;
    }
    return known;
  }

  public Instant from() {
    return open().from();
  }

  public Instant until() {
    return open().until();
  }

  /** The instant up to which the page counts, for its form. */
  public String mark() {
    return open().until().toString();
  }

  /**
   * One figure.
   *
   * @param before in the last review; empty text if there was none
   * @param path where the entries are
   */
  public record Figure(String label, String help, long count, String before, String path) {}

  public List<Figure> figures() {
    Optional<LogReviews.LogReview> last = log.history().stream().findFirst();
    return Arrays.stream(LogFigure.values())
        .map(
            figure ->
                new Figure(
                    texts.get("admin.log-review.figure." + Choices.word(figure)),
                    texts.get("admin.log-review.figure-help." + Choices.word(figure)),
                    open().figures().getOrDefault(figure, 0L),
                    last.map(review -> review.figures().get(figure))
                        .map(String::valueOf)
                        .orElse("–"),
                    path(figure)))
        .toList();
  }

  private static String path(LogFigure figure) {
    return figure == LogFigure.ALERTS
        ? "/admin/alerts"
        : "/admin/audit-log" + figure.topic().map(topic -> "?topic=" + topic).orElse("");
  }

  /** One review that was signed. */
  public record Row(Instant from, Instant until, String by, String words, String figures) {}

  public List<Row> history() {
    return log.history().stream()
        .map(
            review ->
                new Row(
                    review.from(),
                    review.until(),
                    people.name(review.signedBy()),
                    review.words(),
                    words(review.figures())))
        .toList();
  }

  private String words(Map<LogFigure, Long> figures) {
    return String.join(
        " · ",
        Arrays.stream(LogFigure.values())
            .filter(figures::containsKey)
            .map(
                figure ->
                    texts.get("admin.log-review.figure." + Choices.word(figure))
                        + " "
                        + figures.get(figure))
            .toList());
  }

  /** Signs that the log was looked at. */
  public void sign() {
    signedIn.needFresh(Permission.CLOCKS_WORK);
    String words = form.text("words");
    if (!form.plain(words)) {
      return;
    }
    Optional<Instant> until = shown();
    boolean done = until.filter(at -> log.sign(signedIn.account(), at, words)).isPresent();
    open = null;
    duties.again();
    if (done) {
      toast.say(texts.get("admin.log-review.message.signed"));
    } else {
      toast.warn(texts.get("admin.log-review.message.again"));
    }
  }

  private Optional<Instant> shown() {
    try {
      return Optional.of(Instant.parse(form.text("until")));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }
}
