package org.lockkeeper.compliance.access.people;

import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.lockkeeper.compliance.access.Account;
import org.lockkeeper.compliance.access.Assignments;
import org.lockkeeper.compliance.access.Role;
import org.lockkeeper.compliance.access.TwoPeople;
import org.lockkeeper.compliance.audit.AuditTrail;
import org.lockkeeper.compliance.notices.Notice;
import org.lockkeeper.compliance.notices.TellPeople;
import org.lockkeeper.kernel.Actor;
import org.lockkeeper.kernel.Errands;
import org.lockkeeper.kernel.Ids;
import org.lockkeeper.kernel.SellerId;
import org.lockkeeper.kernel.UseCase;
import org.lockkeeper.proof.certificate.Digests;

/** The steps of an access review; each is in the audit log with its change. */
@UseCase
public class ReviewSteps {

  static final Actor.Task TASK = new Actor.Task("access-review");

  private static final int SHOWN = 20;

  private final Reviews reviews;
  private final Roster roster;
  private final ServiceAccounts services;
  private final ServiceRegister register;
  private final Authority authority;
  private final TwoPeople two;
  private final PeoplePolicy policy;
  private final EndAccount end;
  private final TellPeople tell;
  private final Errands errands;
  private final AuditTrail audit;
  private final Ids ids;
  private final Clock clock;

  @Inject
  public ReviewSteps(
      Reviews reviews,
      Roster roster,
      ServiceAccounts services,
      ServiceRegister register,
      Authority authority,
      TwoPeople two,
      PeoplePolicy policy,
      EndAccount end,
      TellPeople tell,
      Errands errands,
      AuditTrail audit,
      Ids ids,
      Clock clock) {
    this.reviews = reviews;
    this.roster = roster;
    this.services = services;
    this.register = register;
    this.authority = authority;
    this.two = two;
    this.policy = policy;
    this.end = end;
    this.tell = tell;
    this.errands = errands;
    this.audit = audit;
    this.ids = ids;
    this.clock = clock;
  }

  /** What became of a decision. */
  public enum Outcome {
    DONE,
    /** Nobody decides about themself. */
    OWN,
    NOT_ALLOWED,
    /** The review is closed, or the line is decided. */
    OVER,
    /** Removing needs a reason. */
    REASON,
    /** Nobody else could let people in. */
    LAST
  }

  /** Stores a new review with its picture. */
  boolean open(
      Account by, List<Assignments.Open> assigned, Map<UUID, Optional<Instant>> assignmentsUsed) {
    if (!authority.overReviews(by) || reviews.open().isPresent()) {
      return false;
    }
    Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
    UUID review = ids.next();
    List<Review.Item> picture = new ArrayList<>();
    for (Roster.Member member : roster.members(SellerId.PLATFORM)) {
      Account account = member.account();
      if (account.status() != Account.Status.LEFT) {
        picture.add(
            item(
                review,
                Review.Kind.ACCOUNT,
                account.id(),
                Optional.of(account.id()),
                Optional.empty(),
                account.role() + " " + account.status(),
                member.createdAt(),
                member.lastUsedAt(),
                account.endsAt()));
      }
    }
    for (Assignments.Open open : assigned) {
      picture.add(
          item(
              review,
              Review.Kind.ASSIGNMENT,
              open.id(),
              Optional.of(open.staff()),
              Optional.of(open.seller()),
              Role.SUPPORT.name(),
              open.since(),
              assignmentsUsed.getOrDefault(open.id(), Optional.empty()),
              Optional.of(open.endsAt())));
    }
    for (ServiceAccounts.ServiceAccount service : services.all()) {
      picture.add(
          item(
              review,
              Review.Kind.SERVICE,
              service.id(),
              service.owner(),
              Optional.empty(),
              service.label(),
              service.createdAt(),
              Optional.empty(),
              Optional.empty()));
    }
    Review fresh =
        new Review(
            review,
            by.id(),
            now,
            now.plus(policy.reviewOpen()),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
    if (!reviews.open(fresh, picture)) {
      return false;
    }
    record(
        by.actor(),
        review,
        "review.opened",
        Map.of("lines", String.valueOf(picture.size()), "due_at", fresh.dueAt().toString()));
    return true;
  }

  private Review.Item item(
      UUID review,
      Review.Kind kind,
      UUID subject,
      Optional<UUID> person,
      Optional<SellerId> seller,
      String what,
      Instant since,
      Optional<Instant> lastUsedAt,
      Optional<Instant> endsAt) {
    return new Review.Item(
        ids.next(),
        review,
        kind,
        subject,
        person,
        seller,
        what,
        since,
        lastUsedAt,
        endsAt,
        Optional.empty(),
        "",
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  /** Keeps or removes what a line says; what is removed goes at once. */
  public Outcome decide(Account by, UUID item, boolean keep, String reason) {
    Optional<Review> open = reviews.open();
    Optional<Review.Item> found = reviews.item(item);
    Instant now = clock.instant();
    if (!authority.overReviews(by)) {
      return Outcome.NOT_ALLOWED;
    }
    if (open.isEmpty()
        || found.isEmpty()
        || !found.get().review().equals(open.get().id())
        || found.get().decision().isPresent()
        || !now.isBefore(open.get().dueAt())) {
      return Outcome.OVER;
    }
    // Where nobody answers for a service account, anybody who may decide is somebody else.
    if (found.get().person().filter(who -> !two.differ(by, who)).isPresent()) {
      record(by.actor(), open.get().id(), "review.denied", Map.of("line", item.toString()));
      return Outcome.OWN;
    }
    String why = reason.strip();
    if (why.length() > 300 || (!keep && why.length() < 3)) {
      return Outcome.REASON;
    }
    if (!keep && isLastAdmin(found.get(), now)) {
      return Outcome.LAST;
    }
    Review.Decision decision = keep ? Review.Decision.KEEP : Review.Decision.REMOVE;
    reviews.decide(item, decision, why, Optional.of(by.id()), now);
    record(
        by.actor(),
        open.get().id(),
        "review.decided",
        Map.of(
            "line", item.toString(),
            "subject", subject(found.get()),
            "decision", decision.name()));
    if (!keep) {
      go(found.get());
    }
    return Outcome.DONE;
  }

  /**
   * What is ours goes with the decision, so that of two admins who remove each other one stays; of
   * an assignment the seller's step follows.
   */
  private void go(Review.Item item) {
    if (item.kind() == Review.Kind.ASSIGNMENT) {
      errands.soon(CarryOutReview.errand(item.id()));
    } else {
      remove(item);
    }
  }

  private static String subject(Review.Item item) {
    return switch (item.kind()) {
      case ACCOUNT -> "account:" + item.subject();
      case ASSIGNMENT -> "assignment:" + item.subject();
      case SERVICE -> "service-account:" + item.subject();
    };
  }

  private boolean isLastAdmin(Review.Item item, Instant now) {
    return item.kind() == Review.Kind.ACCOUNT
        && roster
            .hold(SellerId.PLATFORM, item.subject())
            .map(Roster.Member::account)
            .filter(a -> a.role() == Role.ADMIN && a.welcomeAt(now))
            .isPresent()
        && roster.others(SellerId.PLATFORM, Role.ADMIN, item.subject(), now) == 0;
  }

  /** Closes the review if nothing is undecided. */
  public Outcome close(Account by) {
    Optional<Review> open = reviews.open();
    if (!authority.overReviews(by)) {
      return Outcome.NOT_ALLOWED;
    }
    if (open.isEmpty()
        || reviews.items(open.get().id()).stream().anyMatch(i -> i.decision().isEmpty())) {
      return Outcome.OVER;
    }
    close(open.get(), by.actor());
    return Outcome.DONE;
  }

  private void close(Review review, Actor actor) {
    reviews.close(review.id(), clock.instant().truncatedTo(ChronoUnit.MICROS));
    record(actor, review.id(), "review.closed", Map.of());
    errands.soon(SignReview.errand(review.id()));
  }

  /** Reminds of an open review; what is undecided when it is due is removed, and it is closed. */
  public void asOf(Instant now) {
    Optional<Review> open = reviews.open();
    if (open.isEmpty()) {
      warnOfNext(now);
      return;
    }
    Review review = open.get();
    List<Review.Item> undecided =
        reviews.items(review.id()).stream().filter(i -> i.decision().isEmpty()).toList();
    if (now.isBefore(review.dueAt())) {
      remind(review, undecided.size(), now);
      return;
    }
    for (Review.Item item : undecided) {
      boolean spared = isLastAdmin(item, now);
      Review.Decision decision = spared ? Review.Decision.SPARED : Review.Decision.LAPSED;
      reviews.decide(item.id(), decision, "", Optional.empty(), now);
      record(
          TASK,
          review.id(),
          "review.decided",
          Map.of(
              "line", item.id().toString(),
              "subject", subject(item),
              "decision", decision.name()));
      if (spared) {
        tellSpared(item, review.dueAt());
      } else {
        go(item);
      }
    }
    close(review, TASK);
  }

  private void remind(Review review, int undecided, Instant now) {
    if (undecided == 0) {
      return;
    }
    policy.reviewReminders().stream()
        .filter(span -> !now.isBefore(review.dueAt().minus(span)))
        .min(Comparator.naturalOrder())
        .ifPresent(
            span ->
                tell.of(
                    SellerId.PLATFORM,
                    Notice.Kind.REVIEW_OPEN,
                    "review:" + review.id(),
                    "lockkeeper",
                    String.valueOf(undecided),
                    review.dueAt(),
                    Math.toIntExact(span.toDays())));
  }

  /** When the next review is due; empty if there is nobody to review. */
  public Optional<Instant> nextDue() {
    Optional<Instant> last = reviews.newest(1).stream().map(Review::openedAt).findFirst();
    return last.or(
            () ->
                roster.members(SellerId.PLATFORM).stream()
                    .map(Roster.Member::createdAt)
                    .min(Comparator.naturalOrder()))
        .map(at -> at.plus(policy.reviewEvery()));
  }

  private void warnOfNext(Instant now) {
    Optional<Instant> due = nextDue();
    if (due.isEmpty()) {
      return;
    }
    Optional<Duration> span =
        !now.isBefore(due.get())
            ? Optional.of(Duration.ZERO)
            : policy.reviewWarnings().stream()
                .filter(each -> !now.isBefore(due.get().minus(each)))
                .min(Comparator.naturalOrder());
    span.ifPresent(
        each ->
            tell.of(
                SellerId.PLATFORM,
                Notice.Kind.REVIEW_DUE,
                "review:next",
                "lockkeeper",
                "",
                due.get(),
                Math.toIntExact(each.toDays())));
  }

  // ---- carrying out

  /** A line whose access is to go and has not gone. */
  Optional<Review.Item> toRemove(UUID item) {
    return reviews
        .item(item)
        .filter(i -> i.carriedOutAt().isEmpty())
        .filter(i -> i.decision().filter(Review.Decision::removes).isPresent());
  }

  /**
   * Ends an account or a service account; of an assignment the seller's step is the caller's. A
   * line is carried out only if its access is gone; otherwise that is told.
   */
  void remove(Review.Item item) {
    Instant now = clock.instant();
    if (item.kind() == Review.Kind.SERVICE) {
      register.end(item.subject(), TASK);
    }
    if (item.kind() != Review.Kind.ACCOUNT || removeAccount(item, now)) {
      reviews.carriedOut(item.id(), now);
      return;
    }
    record(
        TASK,
        item.review(),
        "review.not-carried-out",
        Map.of("line", item.id().toString(), "subject", subject(item), "why", Outcome.LAST.name()));
    tellSpared(item, reviews.find(item.review()).map(Review::dueAt).orElse(now));
  }

  private void tellSpared(Review.Item item, Instant dueAt) {
    tell.of(
        SellerId.PLATFORM,
        Notice.Kind.REVIEW_SPARED,
        subject(item),
        "lockkeeper",
        item.what(),
        dueAt,
        0);
  }

  /** False if the account stays, because nobody else could let people in. */
  private boolean removeAccount(Review.Item item, Instant now) {
    Optional<Account> account =
        roster
            .hold(SellerId.PLATFORM, item.subject())
            .map(Roster.Member::account)
            .filter(a -> a.status() != Account.Status.LEFT);
    if (account.isEmpty()) {
      return true;
    }
    if (isLastAdmin(item, now)) {
      return false;
    }
    end.now(account.get(), TASK, "account.removed", Map.of("review", item.review().toString()));
    return true;
  }

  // ---- the signed result

  /** What is to be signed: a closed review without a signature. */
  Optional<ReviewResult> toSign(UUID id) {
    return reviews
        .find(id)
        .filter(review -> review.closedAt().isPresent() && review.jws().isEmpty())
        .map(review -> new ReviewResult(review, reviews.items(id)));
  }

  /** Adds the signed result. */
  void signed(UUID id, String jws, String jwk) {
    if (reviews.signed(id, jws, jwk)) {
      record(
          TASK,
          id,
          "review.signed",
          Map.of("digest", Digests.hex(jws.getBytes(StandardCharsets.US_ASCII))));
    }
  }

  /** The newest first. */
  public List<Review> newest() {
    return reviews.newest(SHOWN);
  }

  /** The lines of a review. */
  public List<Review.Item> items(UUID review) {
    return reviews.items(review);
  }

  private void record(Actor actor, UUID review, String action, Map<String, String> facts) {
    audit.record(SellerId.PLATFORM, actor, action, "review:" + review, facts);
  }
}
