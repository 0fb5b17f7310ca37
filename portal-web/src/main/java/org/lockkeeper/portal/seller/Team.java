package org.lockkeeper.portal.seller;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.lockkeeper.compliance.access.Account;
import org.lockkeeper.compliance.access.Permission;
import org.lockkeeper.compliance.access.Role;
import org.lockkeeper.compliance.access.factors.KeepFactors;
import org.lockkeeper.compliance.access.people.ChangePeople;
import org.lockkeeper.compliance.access.people.FindPeople;
import org.lockkeeper.compliance.access.people.Invitations;
import org.lockkeeper.compliance.access.people.InvitePeople;
import org.lockkeeper.compliance.access.people.Roster;
import org.lockkeeper.compliance.access.people.SetFactorsBack;
import org.lockkeeper.compliance.desk.Budget;
import org.lockkeeper.portal.people.PeopleWords;
import org.lockkeeper.portal.session.SignedIn;
import org.lockkeeper.portal.session.Toast;
import org.lockkeeper.portal.texts.Texts;

/** {@code /seller/team}: who of the organisation may do what, and who of ours works for it. */
@Named
@RequestScoped
public class Team {

  private static final List<Role> ROLES =
      List.of(Role.SELLER_OWNER, Role.SELLER_OPERATIONS, Role.SELLER_VIEWER);

  private final FindPeople find;
  private final InvitePeople invite;
  private final KeepFactors factors;
  private final ChangePeople change;
  private final SetFactorsBack setBack;
  private final SignedIn signedIn;
  private final PeopleWords words;
  private final Texts texts;
  private final Toast toast;
  private final Clock clock;

  private @Nullable List<Row> rows;
  private @Nullable String name;
  private @Nullable String login;
  private Role role = Role.SELLER_VIEWER;

  @Inject
  Team(
      FindPeople find,
      InvitePeople invite,
      KeepFactors factors,
      ChangePeople change,
      SetFactorsBack setBack,
      SignedIn signedIn,
      PeopleWords words,
      Texts texts,
      Toast toast,
      Clock clock) {
    this.find = find;
    this.invite = invite;
    this.factors = factors;
    this.change = change;
    this.setBack = setBack;
    this.signedIn = signedIn;
    this.words = words;
    this.texts = texts;
    this.toast = toast;
    this.clock = clock;
  }

  /** A role to choose. */
  public record Option(Role role, String label, String help) {}

  /** One of the people. */
  public record Row(
      UUID id,
      String name,
      String login,
      String role,
      String status,
      String look,
      @Nullable Instant lastUsed,
      @Nullable Instant linkEnds,
      int factors,
      boolean me,
      boolean invited,
      boolean active,
      boolean suspended,
      List<Option> others) {}

  /**
   * Somebody of ours who works for the seller.
   *
   * @param who a role and four signs, the same as in the seller's log
   */
  public record Assignee(String who, String reason, Instant since, Instant until) {}

  /** The people; whoever left is not among them. */
  public List<Row> rows() {
    List<Row> read = rows;
    if (read == null) {
      Map<UUID, Invitations.Invitation> invited =
          find.invited(signedIn.seller()).stream()
              .collect(Collectors.toMap(Invitations.Invitation::account, Function.identity()));
      read =
          find.of(signedIn.seller()).stream()
              .filter(member -> member.account().status() != Account.Status.LEFT)
              .map(member -> row(member, invited.get(member.account().id())))
              .toList();
      rows = read;
    }
    return read;
  }

  private Row row(Roster.Member member, Invitations.@Nullable Invitation invited) {
    Account account = member.account();
    return new Row(
        account.id(),
        account.displayName(),
        account.login(),
        words.role(account.role()),
        words.status(account.status()),
        PeopleWords.look(account.status()),
        member.lastUsedAt().orElse(null),
        invited == null ? null : invited.endsAt(),
        factors.all(account).size(),
        account.id().equals(signedIn.account().id()),
        account.status() == Account.Status.INVITED,
        account.status() == Account.Status.ACTIVE,
        account.status() == Account.Status.SUSPENDED,
        options().stream().filter(option -> option.role() != account.role()).toList());
  }

  /** The roles of a seller, each with what it may do. */
  public List<Option> options() {
    return ROLES.stream()
        .map(
            each ->
                new Option(
                    each,
                    words.role(each),
                    texts.get("seller.team.help." + PeopleWords.word(each))))
        .toList();
  }

  /** Who of ours works for the seller now. */
  public List<Assignee> helpers() {
    Instant now = clock.instant();
    return find.assigned(signedIn.seller()).stream()
        .filter(assignment -> assignment.openAt(now))
        .map(
            a ->
                new Assignee(
                    texts.with("common.staff.support", Budget.pseudonym(a.staff())),
                    a.reason(),
                    a.since(),
                    a.endsAt()))
        .toList();
  }

  /** Invites somebody. */
  public void invite() {
    signedIn.needFresh(Permission.TEAM_WORK);
    InvitePeople.Outcome outcome =
        invite.invite(
            signedIn.account(),
            new InvitePeople.Wanted(
                Optional.ofNullable(login).orElse(""),
                Optional.ofNullable(name).orElse(""),
                role,
                Optional.empty(),
                Optional.empty()));
    if (outcome == InvitePeople.Outcome.DONE) {
      name = null;
      login = null;
      toast.say(texts.get("common.people.message.invited"));
    } else {
      toast.warn(words.outcome("invite", outcome));
    }
    rows = null;
  }

  /** Sends the link anew. */
  public void again(UUID who) {
    signedIn.needFresh(Permission.TEAM_WORK);
    if (invite.again(signedIn.account(), who)) {
      toast.say(texts.get("common.people.message.invited"));
    }
    rows = null;
  }

  /** Takes an invitation back. */
  public void withdraw(UUID who) {
    signedIn.needFresh(Permission.TEAM_WORK);
    if (invite.withdraw(signedIn.account(), who)) {
      toast.say(texts.get("common.people.message.withdrawn"));
    }
    rows = null;
  }

  /** Gives somebody another role. */
  public void change(UUID who, Role wanted) {
    signedIn.needFresh(Permission.TEAM_WORK);
    say(change.role(signedIn.account(), who, wanted, Optional.empty()));
  }

  /** Holds somebody back. */
  public void suspend(UUID who) {
    signedIn.needFresh(Permission.TEAM_WORK);
    say(change.suspend(signedIn.account(), who));
  }

  /** Lets somebody in again. */
  public void resume(UUID who) {
    signedIn.needFresh(Permission.TEAM_WORK);
    say(change.resume(signedIn.account(), who));
  }

  /** Takes all second factors away from somebody who has lost them. */
  public void resetFactors(UUID who) {
    signedIn.needFresh(Permission.TEAM_WORK);
    ChangePeople.Outcome outcome = setBack.of(signedIn.account(), who);
    if (outcome == ChangePeople.Outcome.DONE) {
      toast.say(texts.get("common.people.message.factors-reset"));
      rows = null;
    } else {
      say(outcome);
    }
  }

  /** Ends somebody's access. */
  public void remove(UUID who) {
    signedIn.needFresh(Permission.TEAM_WORK);
    say(change.remove(signedIn.account(), who));
  }

  private void say(ChangePeople.Outcome outcome) {
    if (outcome == ChangePeople.Outcome.DONE) {
      toast.say(words.outcome("change", outcome));
    } else {
      toast.warn(words.outcome("change", outcome));
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

  public Role getRole() {
    return role;
  }

  public void setRole(Role role) {
    this.role = role;
  }
}
