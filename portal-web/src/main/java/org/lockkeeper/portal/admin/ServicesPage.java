package org.lockkeeper.portal.admin;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.lockkeeper.compliance.access.Account;
import org.lockkeeper.compliance.access.Permission;
import org.lockkeeper.compliance.access.people.Roster;
import org.lockkeeper.compliance.access.people.ServiceAccounts;
import org.lockkeeper.compliance.access.people.ServiceRegister;
import org.lockkeeper.portal.people.PeopleWords;
import org.lockkeeper.portal.session.SignedIn;
import org.lockkeeper.portal.session.Toast;
import org.lockkeeper.portal.texts.Texts;

/** {@code /admin/service-accounts}: ways in of no person, and who answers for each. */
@Named
@RequestScoped
public class ServicesPage {

  private final ServiceRegister register;
  private final PeopleReader reader;
  private final SignedIn signedIn;
  private final PeopleWords words;
  private final Texts texts;
  private final Toast toast;
  private final Clock clock;

  private @Nullable List<Row> rows;
  private @Nullable String label;
  private @Nullable String purpose;
  private @Nullable String owner;
  private ServiceAccounts.Kind kind = ServiceAccounts.Kind.PROCESS;

  @Inject
  ServicesPage(
      ServiceRegister register,
      PeopleReader reader,
      SignedIn signedIn,
      PeopleWords words,
      Texts texts,
      Toast toast,
      Clock clock) {
    this.register = register;
    this.reader = reader;
    this.signedIn = signedIn;
    this.words = words;
    this.texts = texts;
    this.toast = toast;
    this.clock = clock;
  }

  /** One of them. */
  public record Row(
      UUID id,
      String label,
      String kind,
      String purpose,
      String owner,
      boolean owned,
      Instant reviewBy,
      boolean late) {}

  /** A kind to choose. */
  public record Option(ServiceAccounts.Kind kind, String label) {}

  public List<Row> rows() {
    List<Row> read = rows;
    if (read == null) {
      Map<UUID, Account> people =
          reader.members().stream()
              .map(Roster.Member::account)
              .collect(Collectors.toMap(Account::id, Function.identity()));
      read = register.all().stream().map(found -> row(found, people)).toList();
      rows = read;
    }
    return read;
  }

  private Row row(ServiceAccounts.ServiceAccount found, Map<UUID, Account> people) {
    Optional<Account> known = found.owner().flatMap(id -> Optional.ofNullable(people.get(id)));
    return new Row(
        found.id(),
        found.label(),
        word(found.kind()),
        texts.getOr(
            "admin.service-accounts.purpose." + found.label(), "common.raw", found.purpose()),
        known.map(words::name).orElseGet(() -> texts.get("admin.service-accounts.message.nobody")),
        known.isPresent(),
        found.reviewBy(),
        !clock.instant().isBefore(found.reviewBy()));
  }

  private String word(ServiceAccounts.Kind each) {
    return texts.get("admin.service-accounts.kind." + PeopleWords.word(each));
  }

  public List<Option> kinds() {
    return Arrays.stream(ServiceAccounts.Kind.values())
        .map(each -> new Option(each, word(each)))
        .toList();
  }

  /** Who may answer for one. */
  public List<OneUser.Choice> owners() {
    Instant now = clock.instant();
    return reader.members().stream()
        .map(Roster.Member::account)
        .filter(account -> account.welcomeAt(now))
        .map(account -> new OneUser.Choice(account.id(), words.name(account)))
        .toList();
  }

  /** Says that it was looked at, and that the chosen person answers for it. */
  public void tend(UUID id) {
    signedIn.needFresh(Permission.PEOPLE_WORK);
    say(chosen().filter(who -> register.tend(signedIn.account(), id, who)).isPresent());
  }

  /** Registers one. */
  public void add() {
    signedIn.needFresh(Permission.PEOPLE_WORK);
    say(
        chosen()
            .filter(
                who ->
                    register.add(
                        signedIn.account(),
                        Optional.ofNullable(label).orElse(""),
                        kind,
                        Optional.ofNullable(purpose).orElse(""),
                        who))
            .isPresent());
  }

  /** Notes that one is gone. */
  public void end(UUID id) {
    signedIn.needFresh(Permission.PEOPLE_WORK);
    say(register.end(signedIn.account(), id));
  }

  private Optional<UUID> chosen() {
    return Optional.ofNullable(owner).filter(text -> !text.isEmpty()).map(UUID::fromString);
  }

  private void say(boolean done) {
    if (done) {
      toast.say(texts.get("admin.service-accounts.message.done"));
    } else {
      toast.warn(texts.get("admin.service-accounts.message.not-done"));
    }
    rows = null;
  }

  public @Nullable String getLabel() {
    return label;
  }

  public void setLabel(@Nullable String label) {
    this.label = label;
  }

  public @Nullable String getPurpose() {
    return purpose;
  }

  public void setPurpose(@Nullable String purpose) {
    this.purpose = purpose;
  }

  public @Nullable String getOwner() {
    return owner;
  }

  public void setOwner(@Nullable String owner) {
    this.owner = owner;
  }

  public ServiceAccounts.Kind getKind() {
    return kind;
  }

  public void setKind(ServiceAccounts.Kind kind) {
    this.kind = kind;
  }
}
