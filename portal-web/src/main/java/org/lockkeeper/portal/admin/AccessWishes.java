package org.lockkeeper.portal.admin;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
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
import org.lockkeeper.compliance.access.people.AccessRequest;
import org.lockkeeper.compliance.access.people.AskForAccess;
import org.lockkeeper.compliance.access.people.Roster;
import org.lockkeeper.kernel.SellerId;
import org.lockkeeper.portal.people.PeopleWords;
import org.lockkeeper.portal.session.SignedIn;
import org.lockkeeper.portal.session.Toast;
import org.lockkeeper.portal.texts.Texts;

/** {@code /admin/access-requests}: what ours asked for; another person says yes or no. */
@Named
@RequestScoped
public class AccessWishes {

  private final AskForAccess ask;
  private final PeopleReader reader;
  private final SellerChoice choice;
  private final SignedIn signedIn;
  private final PeopleWords words;
  private final Texts texts;
  private final Toast toast;

  private @Nullable List<Row> rows;
  private @Nullable String seller;

  @Inject
  AccessWishes(
      AskForAccess ask,
      PeopleReader reader,
      SellerChoice choice,
      SignedIn signedIn,
      PeopleWords words,
      Texts texts,
      Toast toast) {
    this.ask = ask;
    this.reader = reader;
    this.choice = choice;
    this.signedIn = signedIn;
    this.words = words;
    this.texts = texts;
    this.toast = toast;
  }

  /** A wish. */
  public record Row(
      UUID id,
      String who,
      String wanted,
      String reason,
      Instant endsAt,
      Instant askedAt,
      String state,
      String seller,
      String decider,
      boolean open) {}

  public List<Row> rows() {
    List<Row> read = rows;
    if (read == null) {
      Map<UUID, Account> people =
          reader.members().stream()
              .map(Roster.Member::account)
              .collect(Collectors.toMap(Account::id, Function.identity()));
      read = ask.recent().stream().map(found -> row(found, people)).toList();
      rows = read;
    }
    return read;
  }

  private Row row(AccessRequest found, Map<UUID, Account> people) {
    return new Row(
        found.id(),
        name(people.get(found.requester())),
        found.wanted(),
        found.reason(),
        found.endsAt(),
        found.askedAt(),
        texts.get("common.people.request." + PeopleWords.word(found.state())),
        found.seller().map(reader::seller).orElse(""),
        found.decider().map(id -> name(people.get(id))).orElse(""),
        found.state() == AccessRequest.State.ASKED);
  }

  private String name(@Nullable Account account) {
    return account == null ? texts.get("common.log.message.unknown") : words.name(account);
  }

  /** Whether anything waits. */
  public boolean waiting() {
    return rows().stream().anyMatch(Row::open);
  }

  /** Says yes, for the chosen seller. */
  public void approve(UUID id) {
    signedIn.needFresh(Permission.PEOPLE_WORK);
    Optional<SellerId> chosen = choice.of(seller);
    if (chosen.isEmpty()) {
      toast.warn(texts.get("admin.access-requests.message.choose"));
      return;
    }
    say(ask.approve(signedIn.account(), id, chosen.get()));
  }

  /** Says no. */
  public void refuse(UUID id) {
    signedIn.needFresh(Permission.PEOPLE_WORK);
    say(ask.refuse(signedIn.account(), id));
  }

  private void say(AskForAccess.Outcome outcome) {
    if (outcome == AskForAccess.Outcome.DONE) {
      toast.say(words.outcome("ask", outcome));
    } else {
      toast.warn(words.outcome("ask", outcome));
    }
    rows = null;
  }

  public @Nullable String getSeller() {
    return seller;
  }

  public void setSeller(@Nullable String seller) {
    this.seller = seller;
  }
}
