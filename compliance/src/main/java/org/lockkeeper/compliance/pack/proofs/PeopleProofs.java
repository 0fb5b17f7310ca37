package org.lockkeeper.compliance.pack.proofs;

import static org.lockkeeper.compliance.pack.proofs.Facts.LIVE;
import static org.lockkeeper.compliance.pack.proofs.Facts.count;
import static org.lockkeeper.compliance.pack.proofs.Facts.day;
import static org.lockkeeper.compliance.pack.proofs.Facts.figures;
import static org.lockkeeper.compliance.pack.proofs.Facts.sentence;
import static org.lockkeeper.compliance.pack.proofs.Facts.watchedSince;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.lockkeeper.compliance.access.AccessPolicy;
import org.lockkeeper.compliance.access.FieldGroup;
import org.lockkeeper.compliance.access.Permission;
import org.lockkeeper.compliance.access.Role;
import org.lockkeeper.compliance.access.Sight;
import org.lockkeeper.compliance.access.people.Leavers;
import org.lockkeeper.compliance.access.people.Review;
import org.lockkeeper.compliance.access.people.Reviews;
import org.lockkeeper.compliance.access.people.Roster;
import org.lockkeeper.compliance.access.people.ServiceAccounts;
import org.lockkeeper.compliance.access.people.TrainingRegister;
import org.lockkeeper.compliance.clocks.ClockMarks;
import org.lockkeeper.compliance.pack.ControlCatalogue;
import org.lockkeeper.compliance.pack.PackFacts;
import org.lockkeeper.compliance.pack.PackFacts.Figure;
import org.lockkeeper.compliance.pack.Proof;
import org.lockkeeper.compliance.pack.Proof.Seen;
import org.lockkeeper.compliance.pack.ProofSource;
import org.lockkeeper.kernel.SellerId;

/**
 * Who has access: accounts, factors, roles, reviews, leavers, training.
 */
@ApplicationScoped
class PeopleProofs implements ProofSource {

  private static final Duration YEAR = Duration.ofDays(365);
  private static final int MANY = 1000;

  private final PackFacts facts;
  private final AccessPolicy access;
  private final Reviews reviews;
  private final Leavers leavers;
  private final Roster roster;
  private final TrainingRegister training;
  private final ServiceAccounts services;
  private final ClockMarks marks;

  @Inject
  PeopleProofs(
      PackFacts facts,
      AccessPolicy access,
      Reviews reviews,
      Leavers leavers,
      Roster roster,
      TrainingRegister training,
      ServiceAccounts services,
      ClockMarks marks) {
    this.facts = facts;
    this.access = access;
    this.reviews = reviews;
    this.leavers = leavers;
    this.roster = roster;
    this.training = training;
    this.services = services;
    this.marks = marks;
  }

  @Override
  public List<Proof> proofs() {
    return List.of(
        new Proof("own-accounts", LIVE, "/admin/users", this::ownAccounts),
        new Proof("second-factors", LIVE, "/admin/users", this::secondFactors),
        new Proof("least-privilege", LIVE, "/admin/roles", this::leastPrivilege),
        new Proof("access-review", YEAR, "/admin/access-reviews", this::review),
        new Proof("leavers", LIVE, "/admin/users", this::leavers),
        new Proof("training", LIVE, "/admin/users", this::training),
        new Proof("service-accounts", LIVE, "/admin/service-accounts", this::services));
  }

  private Seen ownAccounts(Instant now, ControlCatalogue catalogue) {
    Map<Figure, Long> found = facts.figures(now);
    long people = Facts.of(found, Figure.ACCOUNTS);
    long shared = Facts.of(found, Figure.SHARED_LOGINS);
    return Seen.when(
        people > 0 && shared == 0,
        count(people, "active account", "active accounts")
            + "; the database "
            + (shared == 0
                ? "refuses a login that somebody has already."
                : "would let two share a login."),
        now,
        figures("people", people));
  }

  private Seen secondFactors(Instant now, ControlCatalogue catalogue) {
    Map<Figure, Long> found = facts.figures(now);
    long all = Facts.of(found, Figure.ACCOUNTS);
    long with = Facts.of(found, Figure.WITH_FACTOR);
    long without = Facts.of(found, Figure.LET_IN_WITHOUT);
    return Seen.when(
        all > 0 && without == 0,
        with
            + " of "
            + count(all, "active account has", "active accounts have")
            + " a second factor; "
            + without
            + " were let in without one. Whoever has none sees nothing before enrolling.",
        now,
        figures("all", all, "with", with, "without", without));
  }

  private Seen leastPrivilege(Instant now, ControlCatalogue catalogue) {
    boolean blind =
        List.of(Role.ADMIN, Role.AUDITOR).stream()
            .allMatch(
                role ->
                    List.of(
                            FieldGroup.BUYER_NAME,
                            FieldGroup.BUYER_ADDRESS,
                            FieldGroup.BUYER_CONTACT)
                        .stream()
                        .allMatch(group -> access.sight(role, group) == Sight.NONE));
    boolean auditorReads =
        access.permissions(Role.AUDITOR).stream()
            .noneMatch(permission -> permission.name().endsWith("_WORK"));
    int roles = Role.values().length;
    int permissions = Permission.values().length;
    return Seen.when(
        blind && auditorReads,
        "Access policy "
            + access.edition()
            + ": "
            + roles
            + " roles, "
            + permissions
            + " permissions; admins and auditors see "
            + (blind ? "no" : "some")
            + " fields of buyers, auditors "
            + (auditorReads ? "only read." : "may change things."),
        now,
        figures("roles", roles, "permissions", permissions));
  }

  private Seen review(Instant now, ControlCatalogue catalogue) {
    Optional<Review> closed =
        reviews.newest(20).stream().filter(review -> review.jws().isPresent()).findFirst();
    if (closed.isEmpty()) {
      return Seen.failed("No access review has been closed and signed yet.", now);
    }
    Instant at = closed.get().closedAt().orElse(closed.get().openedAt());
    int lines = reviews.items(closed.get().id()).size();
    long most = catalogue.number("review-days");
    return Seen.when(
            !at.plus(Duration.ofDays(most)).isBefore(now),
            "The last access review closed on "
                + day(at)
                + " with "
                + count(lines, "line", "lines")
                + " and a signed result; one is due every "
                + most
                + " days.",
            at,
            figures("on", day(at), "lines", lines))
        .until(day(at).plusDays(most));
  }

  private Seen leavers(Instant now, ControlCatalogue catalogue) {
    List<Leavers.Leaver> year =
        leavers.newest(MANY).stream()
            .filter(leaver -> leaver.leftAt().isAfter(now.minus(YEAR)))
            .toList();
    long longest = year.stream().mapToLong(leaver -> leaver.took().toMinutes()).max().orElse(0);
    long late =
        year.stream()
            .filter(
                leaver ->
                    leaver.took().compareTo(Duration.ofHours(catalogue.number("leaver-hours"))) > 0)
            .count();
    String left =
        year.isEmpty()
            ? "nobody has left since " + watchedSince(marks, now)
            : count(year.size(), "person", "people")
                + " left since "
                + watchedSince(marks, now)
                + ", the slowest was out after "
                + count(longest, "minute", "minutes");
    return Seen.when(
        late == 0,
        sentence(left)
            + "; "
            + late
            + " could open something for longer than "
            + catalogue.number("leaver-hours")
            + " hours.",
        now,
        figures("left", left));
  }

  private Seen training(Instant now, ControlCatalogue catalogue) {
    Map<UUID, Instant> valid = training.due();
    List<UUID> active =
        roster.members(SellerId.PLATFORM).stream()
            .filter(member -> member.account().welcomeAt(now))
            .filter(member -> member.account().role() != Role.AUDITOR)
            .map(member -> member.account().id())
            .toList();
    List<UUID> trained =
        active.stream()
            .filter(id -> training.of(id).stream().anyMatch(done -> done.validUntil().isAfter(now)))
            .toList();
    long overdue = active.stream().filter(id -> !valid.getOrDefault(id, now).isAfter(now)).count();
    return Seen.when(
        !active.isEmpty() && trained.size() == active.size(),
        trained.size()
            + " of "
            + count(active.size(), "person", "people")
            + " of ours have a training that holds; "
            + overdue
            + " are overdue. Whoever is overdue is held back.",
        now,
        figures("trained", trained.size(), "people", active.size()));
  }

  private Seen services(Instant now, ControlCatalogue catalogue) {
    List<ServiceAccounts.ServiceAccount> all = services.all();
    long loose =
        all.stream().filter(one -> one.owner().isEmpty() || !one.reviewBy().isAfter(now)).count();
    return Seen.when(
        !all.isEmpty() && loose == 0,
        count(all.size(), "way in belongs", "ways in belong")
            + " to no person; "
            + loose
            + " of them have no owner or are past the day on which they are looked at again.",
        now,
        figures("accounts", all.size()));
  }
}
