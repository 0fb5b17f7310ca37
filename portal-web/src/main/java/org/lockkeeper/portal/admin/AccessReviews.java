package org.lockkeeper.portal.admin;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.lockkeeper.compliance.access.Account;
import org.lockkeeper.compliance.access.Permission;
import org.lockkeeper.compliance.access.people.OpenReview;
import org.lockkeeper.compliance.access.people.Review;
import org.lockkeeper.compliance.access.people.ReviewSteps;
import org.lockkeeper.compliance.access.people.Roster;
import org.lockkeeper.portal.people.PeopleWords;
import org.lockkeeper.portal.session.Download;
import org.lockkeeper.portal.session.SignedIn;
import org.lockkeeper.portal.session.Toast;
import org.lockkeeper.portal.texts.Texts;

/** {@code /admin/access-reviews}: who keeps which access, looked at every quarter. */
@Named
@RequestScoped
public class AccessReviews {

  private final ReviewSteps steps;
  private final OpenReview open;
  private final PeopleReader reader;
  private final SignedIn signedIn;
  private final PeopleWords words;
  private final Texts texts;
  private final Toast toast;
  private final Download download;
  private final Clock clock;

  private @Nullable List<Review> reviews;
  private @Nullable List<Line> lines;
  private @Nullable String reason;

  @Inject
  AccessReviews(
      ReviewSteps steps,
      OpenReview open,
      PeopleReader reader,
      SignedIn signedIn,
      PeopleWords words,
      Texts texts,
      Toast toast,
      Download download,
      Clock clock) {
    this.steps = steps;
    this.open = open;
    this.reader = reader;
    this.signedIn = signedIn;
    this.words = words;
    this.texts = texts;
    this.toast = toast;
    this.download = download;
    this.clock = clock;
  }

  /** One line of the picture. */
  public record Line(
      UUID id,
      String kind,
      String who,
      String what,
      String seller,
      Instant since,
      @Nullable Instant lastUsed,
      @Nullable Instant endsAt,
      String decision,
      String look,
      String reason,
      boolean undecided,
      boolean own) {}

  /** A review that is closed. */
  public record Closed(
      UUID id, Instant openedAt, @Nullable Instant closedAt, String lines, boolean signed) {}

  private List<Review> reviews() {
    List<Review> read = reviews;
    if (read == null) {
      read = steps.newest();
      reviews = read;
    }
    return read;
  }

  private Optional<Review> current() {
    return reviews().stream().filter(review -> review.closedAt().isEmpty()).findFirst();
  }

  /** Whether a review is open. */
  public boolean isOpen() {
    return current().isPresent();
  }

  /** Until when the open one has to be decided. */
  public @Nullable Instant dueAt() {
    return current().map(Review::dueAt).orElse(null);
  }

  /** When the next one is due. */
  public @Nullable Instant nextDue() {
    return steps.nextDue().orElse(null);
  }

  /** Whether the next one should have been opened. */
  public boolean late() {
    return !isOpen() && steps.nextDue().filter(due -> !clock.instant().isBefore(due)).isPresent();
  }

  /** The lines of the open one; undecided ones first. */
  public List<Line> lines() {
    List<Line> read = lines;
    if (read == null) {
      Map<UUID, Account> people =
          reader.members().stream()
              .map(Roster.Member::account)
              .collect(Collectors.toMap(Account::id, Function.identity()));
      read =
          current().stream()
              .flatMap(review -> steps.items(review.id()).stream())
              .map(item -> line(item, people))
              .sorted(java.util.Comparator.comparing(Line::undecided).reversed())
              .toList();
      lines = read;
    }
    return read;
  }

  private Line line(Review.Item item, Map<UUID, Account> people) {
    Optional<Account> person = item.person().flatMap(id -> Optional.ofNullable(people.get(id)));
    return new Line(
        item.id(),
        texts.get("admin.access-reviews.kind." + PeopleWords.word(item.kind())),
        person.map(words::name).orElseGet(() -> texts.get("admin.access-reviews.message.nobody")),
        what(item),
        item.seller().map(reader::seller).orElse(""),
        item.since(),
        item.lastUsedAt().orElse(null),
        item.endsAt().orElse(null),
        item.decision()
            .map(each -> texts.get("admin.access-reviews.decision." + PeopleWords.word(each)))
            .orElse(""),
        item.decision().map(AccessReviews::look).orElse("routed"),
        item.reason(),
        item.decision().isEmpty(),
        person.filter(a -> a.person().equals(signedIn.account().person())).isPresent());
  }

  private String what(Review.Item item) {
    if (item.kind() == Review.Kind.SERVICE) {
      return item.what();
    }
    // The picture holds the constants; a role that is gone by now is shown as it was.
    String role = item.what().split(" ", 2)[0].toLowerCase(Locale.ROOT).replace('_', '-');
    return texts.getOr("common.people.role." + role, "common.raw", item.what());
  }

  private static String look(Review.Decision decision) {
    return switch (decision) {
      case KEEP -> "delivered";
      case REMOVE, LAPSED -> "danger";
      case SPARED -> "exception";
    };
  }

  /** How many lines are undecided, in words. */
  public String progress() {
    long undecided = lines().stream().filter(Line::undecided).count();
    return texts.with(
        "admin.access-reviews.message.progress", lines().size() - undecided, lines().size());
  }

  /** Whether everything is decided. */
  public boolean complete() {
    return isOpen() && lines().stream().noneMatch(Line::undecided);
  }

  /** Those that are closed, the newest first. */
  public List<Closed> closed() {
    return reviews().stream()
        .filter(review -> review.closedAt().isPresent())
        .map(
            review ->
                new Closed(
                    review.id(),
                    review.openedAt(),
                    review.closedAt().orElse(null),
                    summary(steps.items(review.id())),
                    review.jws().isPresent()))
        .toList();
  }

  private String summary(List<Review.Item> items) {
    long removed =
        items.stream()
            .filter(i -> i.decision().filter(Review.Decision::removes).isPresent())
            .count();
    return texts.with("admin.access-reviews.message.summary", items.size() - removed, removed);
  }

  /** Opens a review. */
  public void begin() {
    signedIn.needFresh(Permission.REVIEWS_WORK);
    if (open.now(signedIn.account())) {
      toast.say(texts.get("admin.access-reviews.message.opened"));
    } else {
      toast.warn(texts.get("admin.access-reviews.message.not-opened"));
    }
    forget();
  }

  /** The access stays. */
  public void keep(UUID line) {
    signedIn.needFresh(Permission.REVIEWS_WORK);
    decide(line, true);
  }

  /** The access goes. */
  public void remove(UUID line) {
    signedIn.needFresh(Permission.REVIEWS_WORK);
    decide(line, false);
  }

  private void decide(UUID line, boolean keep) {
    say(steps.decide(signedIn.account(), line, keep, Optional.ofNullable(reason).orElse("")));
  }

  /** Closes the review, which then is signed. */
  public void close() {
    signedIn.needFresh(Permission.REVIEWS_WORK);
    say(steps.close(signedIn.account()));
  }

  private void say(ReviewSteps.Outcome outcome) {
    if (outcome == ReviewSteps.Outcome.DONE) {
      reason = null;
      toast.say(words.outcome("review", outcome));
    } else {
      toast.warn(words.outcome("review", outcome));
    }
    forget();
  }

  private void forget() {
    reviews = null;
    lines = null;
  }

  /** Sends the signed result. */
  public void result(UUID review) {
    signedIn.need(Permission.REVIEWS_READ);
    send(review, Review::jws, ".jws", "application/jose");
  }

  /** Sends the key that signed it. */
  public void key(UUID review) {
    signedIn.need(Permission.REVIEWS_READ);
    send(review, Review::jwk, ".jwk.json", "application/jwk+json");
  }

  private void send(UUID id, Function<Review, Optional<String>> part, String ending, String type) {
    reviews().stream()
        .filter(review -> review.id().equals(id))
        .findFirst()
        .flatMap(part)
        .ifPresent(
            text ->
                download.file(
                    "access-review-" + id + ending, type, text.getBytes(StandardCharsets.UTF_8)));
  }

  public @Nullable String getReason() {
    return reason;
  }

  public void setReason(@Nullable String reason) {
    this.reason = reason;
  }
}
