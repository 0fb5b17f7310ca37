package org.lockkeeper.portal.admin;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.lockkeeper.compliance.access.Account;
import org.lockkeeper.compliance.access.Assignments;
import org.lockkeeper.compliance.access.Permission;
import org.lockkeeper.compliance.access.Role;
import org.lockkeeper.compliance.access.factors.KeepFactors;
import org.lockkeeper.compliance.access.people.Invitations;
import org.lockkeeper.compliance.access.people.InvitePeople;
import org.lockkeeper.compliance.access.people.Leavers;
import org.lockkeeper.compliance.access.people.OffboardSteps;
import org.lockkeeper.compliance.access.people.Roster;
import org.lockkeeper.compliance.access.people.TrainingRegister;
import org.lockkeeper.portal.people.PeopleWords;
import org.lockkeeper.portal.session.SignedIn;
import org.lockkeeper.portal.session.Toast;
import org.lockkeeper.portal.texts.Texts;

/** {@code /admin/users}: who of ours has access, and how each came and went. */
@Named
@RequestScoped
public class Users {

  static final List<Role> ROLES = List.of(Role.SUPPORT, Role.ADMIN, Role.AUDITOR);

  private final PeopleReader reader;
  private final TrainingRegister training;
  private final OffboardSteps leavers;
  private final InvitePeople invite;
  private final KeepFactors factors;
  private final SignedIn signedIn;
  private final PeopleWords words;
  private final Texts texts;
  private final Toast toast;
  private final Clock clock;

  private @Nullable List<Row> rows;
  private @Nullable String name;
  private @Nullable String login;
  private @Nullable String sameAs;
  private Role role = Role.SUPPORT;
  private int days = 7;

  @Inject
  Users(
      PeopleReader reader,
      TrainingRegister training,
      OffboardSteps leavers,
      InvitePeople invite,
      KeepFactors factors,
      SignedIn signedIn,
      PeopleWords words,
      Texts texts,
      Toast toast,
      Clock clock) {
    this.reader = reader;
    this.training = training;
    this.leavers = leavers;
    this.invite = invite;
    this.factors = factors;
    this.signedIn = signedIn;
    this.words = words;
    this.texts = texts;
    this.toast = toast;
    this.clock = clock;
  }

  /** A role to choose. */
  public record Option(Role role, String label) {}

  /** One of ours. */
  public record Row(
      UUID id,
      String name,
      String login,
      String role,
      String status,
      String look,
      String sellers,
      @Nullable Instant lastUsed,
      @Nullable Instant endsAt,
      @Nullable Instant linkEnds,
      @Nullable Instant trainingDue,
      boolean overdue,
      int factors,
      boolean invited,
      boolean linked) {}

  /** Somebody who left. */
  public record Left(
      String name, Instant at, String minutes, String what, boolean done, String reason) {}

  /** All who have not left. */
  public List<Row> rows() {
    List<Row> read = rows;
    if (read == null) {
      read = read();
      rows = read;
    }
    return read;
  }

  private List<Row> read() {
    Map<UUID, List<Assignments.Open>> assigned = reader.assignments();
    Map<UUID, Instant> due = training.due();
    Map<UUID, Invitations.Invitation> invited =
        reader.invited().stream()
            .collect(Collectors.toMap(Invitations.Invitation::account, Function.identity()));
    return reader.members().stream()
        .filter(member -> member.account().status() != Account.Status.LEFT)
        .map(
            member ->
                row(
                    member,
                    assigned.getOrDefault(member.account().id(), List.of()).size(),
                    due.get(member.account().id()),
                    invited.get(member.account().id())))
        .toList();
  }

  private Row row(
      Roster.Member member,
      int sellers,
      @Nullable Instant due,
      Invitations.@Nullable Invitation invited) {
    Account account = member.account();
    return new Row(
        account.id(),
        words.name(account),
        words.login(account),
        words.role(account.role()),
        words.status(account.status()),
        PeopleWords.look(account.status()),
        account.role() == Role.SUPPORT
            ? texts.with("common.number", sellers)
            : texts.get("admin.users.message.all-sellers"),
        member.lastUsedAt().orElse(null),
        account.endsAt().orElse(null),
        invited == null ? null : invited.endsAt(),
        due,
        due != null && !clock.instant().isBefore(due),
        factors.all(account).size(),
        account.status() == Account.Status.INVITED,
        !account.person().equals(account.id()));
  }

  /** Who left, the newest first, with the measured minutes. */
  public List<Left> left() {
    Map<UUID, Account> people =
        reader.members().stream()
            .map(Roster.Member::account)
            .collect(Collectors.toMap(Account::person, Function.identity(), (one, two) -> one));
    return leavers.newest().stream().map(found -> left(found, people)).toList();
  }

  private Left left(Leavers.Leaver found, Map<UUID, Account> people) {
    return new Left(
        Optional.ofNullable(people.get(found.person()))
            .map(words::name)
            .orElseGet(() -> texts.get("common.log.message.unknown")),
        found.leftAt(),
        texts.with("admin.users.message.minutes", found.took().toMinutes()),
        texts.with(
            "admin.users.message.ended",
            found.accounts(),
            found.sessions(),
            found.assignments(),
            found.flagged()),
        found.doneAt().isPresent(),
        found.reason());
  }

  /** The roles of ours. */
  public List<Option> options() {
    return ROLES.stream().map(each -> new Option(each, words.role(each))).toList();
  }

  /** For how many days an auditor may come in. */
  public List<Integer> auditDays() {
    return invite.auditDays();
  }

  /** The longest of them. */
  public int longestAudit() {
    return invite.auditDays().getLast();
  }

  /** People who may get a second identity. */
  public List<Row> persons() {
    return rows();
  }

  /** Invites one of ours. */
  public void invite() {
    signedIn.needFresh(Permission.PEOPLE_WORK);
    Optional<Instant> end =
        role == Role.AUDITOR
            ? Optional.of(clock.instant().plus(Duration.ofDays(days)))
            : Optional.empty();
    InvitePeople.Outcome outcome =
        invite.invite(
            signedIn.account(),
            new InvitePeople.Wanted(
                Optional.ofNullable(login).orElse(""),
                Optional.ofNullable(name).orElse(""),
                role,
                end,
                Optional.ofNullable(sameAs).filter(id -> !id.isEmpty()).map(UUID::fromString)));
    if (outcome == InvitePeople.Outcome.DONE) {
      name = null;
      login = null;
      sameAs = null;
      toast.say(texts.get("common.people.message.invited"));
    } else {
      toast.refuse(words.outcome("invite", outcome));
    }
    rows = null;
  }

  /** Sends a link anew. */
  public void again(UUID who) {
    signedIn.needFresh(Permission.PEOPLE_WORK);
    if (invite.again(signedIn.account(), who)) {
      toast.say(texts.get("common.people.message.invited"));
    }
    rows = null;
  }

  /** Takes an invitation back. */
  public void withdraw(UUID who) {
    signedIn.needFresh(Permission.PEOPLE_WORK);
    if (invite.withdraw(signedIn.account(), who)) {
      toast.say(texts.get("common.people.message.withdrawn"));
    }
    rows = null;
  }

  public @Nullable String getName() {
    return name;
  }

  public void setName(@Nullable String name) {
    this.name = name;
  }

  public @Nullable String getLogin() {
    return login;
  }

  public void setLogin(@Nullable String login) {
    this.login = login;
  }

  public @Nullable String getSameAs() {
    return sameAs;
  }

  public void setSameAs(@Nullable String sameAs) {
    this.sameAs = sameAs;
  }

  public Role getRole() {
    return role;
  }

  public void setRole(Role role) {
    this.role = role;
  }

  public int getDays() {
    return days;
  }

  public void setDays(int days) {
    this.days = days;
  }
}
