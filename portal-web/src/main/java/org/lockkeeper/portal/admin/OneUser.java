package org.lockkeeper.portal.admin;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.lockkeeper.compliance.access.Account;
import org.lockkeeper.compliance.access.Permission;
import org.lockkeeper.compliance.access.Role;
import org.lockkeeper.compliance.access.people.AssignStaff;
import org.lockkeeper.compliance.access.people.ChangePeople;
import org.lockkeeper.compliance.access.people.Offboard;
import org.lockkeeper.compliance.access.people.OffboardSteps;
import org.lockkeeper.compliance.access.people.Roster;
import org.lockkeeper.compliance.access.people.SetFactorsBack;
import org.lockkeeper.compliance.access.people.Training;
import org.lockkeeper.compliance.access.people.TrainingRegister;
import org.lockkeeper.kernel.SellerId;
import org.lockkeeper.portal.people.PeopleWords;
import org.lockkeeper.portal.session.SignedIn;
import org.lockkeeper.portal.session.Toast;
import org.lockkeeper.portal.texts.Texts;
import org.lockkeeper.portal.texts.Times;

/** {@code /admin/user}: one of ours; assignments, role, training, and how the person leaves. */
@Named
@RequestScoped
public class OneUser {

  private static final Pattern ID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
  private static final DateTimeFormatter TYPED =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm", Locale.ROOT);

  private final PeopleReader reader;
  private final SellerChoice choice;
  private final AssignStaff assign;
  private final ChangePeople change;
  private final SetFactorsBack factors;
  private final TrainingRegister training;
  private final Offboard offboard;
  private final SignedIn signedIn;
  private final PeopleWords words;
  private final Texts texts;
  private final Times times;
  private final Toast toast;
  private final Clock clock;
  private final Optional<UUID> who;

  private @Nullable List<Roster.Member> member;
  private @Nullable String seller;
  private @Nullable String reason;
  private @Nullable String trainedOn;
  private @Nullable String proof;
  private @Nullable String leftAt;
  private @Nullable String why;
  private @Nullable String heir;
  private Role role = Role.SUPPORT;
  private int days = 30;
  private int roleDays = 7;

  @Inject
  OneUser(
      PeopleReader reader,
      SellerChoice choice,
      AssignStaff assign,
      ChangePeople change,
      SetFactorsBack factors,
      TrainingRegister training,
      Offboard offboard,
      SignedIn signedIn,
      PeopleWords words,
      Texts texts,
      Times times,
      Toast toast,
      Clock clock,
      HttpServletRequest request) {
    this.reader = reader;
    this.choice = choice;
    this.assign = assign;
    this.change = change;
    this.factors = factors;
    this.training = training;
    this.offboard = offboard;
    this.signedIn = signedIn;
    this.words = words;
    this.texts = texts;
    this.times = times;
    this.toast = toast;
    this.clock = clock;
    this.who =
        Optional.ofNullable(request.getParameter("who"))
            .filter(text -> ID.matcher(text).matches())
            .map(UUID::fromString);
  }

  /** The facts of one account. */
  public record Card(
      UUID id,
      String name,
      String login,
      String role,
      String status,
      String look,
      boolean active,
      boolean suspended,
      boolean support,
      boolean me,
      @Nullable Instant endsAt,
      @Nullable Instant lastUsed,
      @Nullable Instant trainingDue) {}

  /** Another identity of the same person. */
  public record Identity(UUID id, String login, String role, String status) {}

  /** One seller that the person works for. */
  public record Assigned(UUID id, UUID seller, String name, Instant since, Instant endsAt) {}

  /** Somebody of ours to choose. */
  public record Choice(UUID id, String name) {}

  private Optional<Roster.Member> member() {
    List<Roster.Member> read = member;
    if (read == null) {
      read = who.flatMap(reader::member).stream().toList();
      member = read;
    }
    return read.stream().findFirst();
  }

  /** Whether there is such a person. */
  public boolean there() {
    return member().isPresent();
  }

  private Account account() {
    return member().orElseThrow().account();
  }

  /** The address of this page. */
  public String path() {
    return "/admin/user?who=" + account().id();
  }

  public Card card() {
    Account account = account();
    return new Card(
        account.id(),
        words.name(account),
        words.login(account),
        words.role(account.role()),
        words.status(account.status()),
        PeopleWords.look(account.status()),
        account.status() == Account.Status.ACTIVE,
        account.status() == Account.Status.SUSPENDED,
        account.role() == Role.SUPPORT,
        account.person().equals(signedIn.account().person()),
        account.endsAt().orElse(null),
        member().flatMap(Roster.Member::lastUsedAt).orElse(null),
        training.due().get(account.id()));
  }

  /** The other identities of the same person. */
  public List<Identity> identities() {
    Account account = account();
    return reader.members().stream()
        .map(Roster.Member::account)
        .filter(a -> a.person().equals(account.person()) && !a.id().equals(account.id()))
        .map(
            a ->
                new Identity(
                    a.id(), words.login(a), words.role(a.role()), words.status(a.status())))
        .toList();
  }

  /** The sellers that the person works for. */
  public List<Assigned> assigned() {
    return reader.assignments(account().id()).stream()
        .map(
            open ->
                new Assigned(
                    open.id(),
                    open.seller().value(),
                    reader.seller(open.seller()),
                    open.since(),
                    open.endsAt()))
        .toList();
  }

  /** The trainings, the newest first. */
  public List<Training.Done> trainings() {
    return training.of(account().id());
  }

  /** Support agents who could go on for the person. */
  public List<Choice> heirs() {
    UUID person = account().person();
    Instant now = clock.instant();
    return reader.members().stream()
        .map(Roster.Member::account)
        .filter(a -> a.role() == Role.SUPPORT && a.welcomeAt(now) && !a.person().equals(person))
        .map(a -> new Choice(a.id(), words.name(a)))
        .toList();
  }

  public List<Users.Option> options() {
    return Users.ROLES.stream().map(each -> new Users.Option(each, words.role(each))).toList();
  }

  /** Assigns the person to the chosen seller. */
  public void assign() {
    signedIn.needFresh(Permission.PEOPLE_WORK);
    Optional<SellerId> chosen = choice.of(seller);
    if (chosen.isEmpty()) {
      toast.warn(texts.get("admin.access-requests.message.choose"));
      return;
    }
    AssignStaff.Outcome outcome =
        assign.assign(
            signedIn.account(),
            account(),
            chosen.get(),
            clock.instant().plus(Duration.ofDays(days)),
            Optional.ofNullable(reason).orElse(""));
    say("assign", outcome, outcome == AssignStaff.Outcome.DONE);
    if (outcome == AssignStaff.Outcome.DONE) {
      reason = null;
      seller = null;
    }
  }

  /** Ends an assignment. */
  public void end(UUID ofSeller, UUID id) {
    signedIn.needFresh(Permission.PEOPLE_WORK);
    if (assign.end(signedIn.account(), new SellerId(ofSeller), id, account().id())) {
      toast.say(texts.get("admin.user.message.ended"));
    }
  }

  /** Gives the chosen role. */
  public void change() {
    signedIn.needFresh(Permission.PEOPLE_WORK);
    say(
        change.role(
            signedIn.account(),
            account().id(),
            role,
            role == Role.AUDITOR
                ? Optional.of(clock.instant().plus(Duration.ofDays(roleDays)))
                : Optional.empty()));
  }

  /** Holds the person back. */
  public void suspend() {
    signedIn.needFresh(Permission.PEOPLE_WORK);
    say(change.suspend(signedIn.account(), account().id()));
  }

  /** Lets the person in again. */
  public void resume() {
    signedIn.needFresh(Permission.PEOPLE_WORK);
    say(change.resume(signedIn.account(), account().id()));
  }

  /** Takes all second factors away from somebody who has lost them. */
  public void resetFactors() {
    signedIn.needFresh(Permission.PEOPLE_WORK);
    ChangePeople.Outcome outcome = factors.of(signedIn.account(), account().id());
    if (outcome == ChangePeople.Outcome.DONE) {
      toast.say(texts.get("common.people.message.factors-reset"));
      member = null;
    } else {
      say(outcome);
    }
  }

  /** Records a training. */
  public void train() {
    signedIn.needFresh(Permission.PEOPLE_WORK);
    Optional<Instant> at = day();
    TrainingRegister.Outcome outcome =
        at.isEmpty()
            ? TrainingRegister.Outcome.DAY
            : training.record(
                signedIn.account(),
                account().id(),
                at.get(),
                Optional.ofNullable(proof).orElse(""));
    say("training", outcome, outcome == TrainingRegister.Outcome.DONE);
  }

  private Optional<Instant> day() {
    try {
      return Optional.ofNullable(trainedOn)
          .map(text -> LocalDate.parse(text.strip()).atStartOfDay().toInstant(ZoneOffset.UTC));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  /** The person leaves: one action. */
  public void leave() {
    signedIn.needFresh(Permission.PEOPLE_WORK);
    Optional<Instant> at = left();
    OffboardSteps.Outcome outcome =
        at.isEmpty()
            ? OffboardSteps.Outcome.DAY
            : offboard.now(
                signedIn.account(),
                account().id(),
                at.get(),
                Optional.ofNullable(why).orElse(""),
                Optional.ofNullable(heir).filter(ID.asMatchPredicate()).map(UUID::fromString));
    say("offboard", outcome, outcome == OffboardSteps.Outcome.DONE);
  }

  /** When the person went, in the reader's zone; now, if nothing was typed. */
  private Optional<Instant> left() {
    String typed = Optional.ofNullable(leftAt).orElse("").strip();
    if (typed.isEmpty()) {
      return Optional.of(clock.instant());
    }
    try {
      return Optional.of(LocalDateTime.parse(typed, TYPED).atZone(times.zone()).toInstant());
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private void say(ChangePeople.Outcome outcome) {
    say("change", outcome, outcome == ChangePeople.Outcome.DONE);
  }

  private void say(String page, Enum<?> outcome, boolean good) {
    if (good) {
      toast.say(words.outcome(page, outcome));
    } else {
      toast.warn(words.outcome(page, outcome));
    }
    member = null;
  }

  public @Nullable String getSeller() {
    return seller;
  }

  public void setSeller(@Nullable String seller) {
    this.seller = seller;
  }

  public @Nullable String getReason() {
    return reason;
  }

  public void setReason(@Nullable String reason) {
    this.reason = reason;
  }

  public @Nullable String getTrainedOn() {
    return trainedOn;
  }

  public void setTrainedOn(@Nullable String trainedOn) {
    this.trainedOn = trainedOn;
  }

  public @Nullable String getProof() {
    return proof;
  }

  public void setProof(@Nullable String proof) {
    this.proof = proof;
  }

  public @Nullable String getLeftAt() {
    return leftAt;
  }

  public void setLeftAt(@Nullable String leftAt) {
    this.leftAt = leftAt;
  }

  public @Nullable String getWhy() {
    return why;
  }

  public void setWhy(@Nullable String why) {
    this.why = why;
  }

  public @Nullable String getHeir() {
    return heir;
  }

  public void setHeir(@Nullable String heir) {
    this.heir = heir;
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

  public int getRoleDays() {
    return roleDays;
  }

  public void setRoleDays(int roleDays) {
    this.roleDays = roleDays;
  }
}
