package org.lockkeeper.portal.people;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.lockkeeper.compliance.access.Permission;
import org.lockkeeper.compliance.access.people.AccessRequest;
import org.lockkeeper.compliance.access.people.AskForAccess;
import org.lockkeeper.portal.session.SignedIn;
import org.lockkeeper.portal.session.Toast;
import org.lockkeeper.portal.texts.Texts;

/** {@code /support/access}: a support agent asks to work for a seller. */
@Named
@RequestScoped
public class AskPage {

  private final AskForAccess ask;
  private final SignedIn signedIn;
  private final PeopleWords words;
  private final Texts texts;
  private final Toast toast;
  private final Clock clock;

  private @Nullable String wanted;
  private @Nullable String reason;
  private int days = 30;

  @Inject
  AskPage(
      AskForAccess ask,
      SignedIn signedIn,
      PeopleWords words,
      Texts texts,
      Toast toast,
      Clock clock) {
    this.ask = ask;
    this.signedIn = signedIn;
    this.words = words;
    this.texts = texts;
    this.toast = toast;
    this.clock = clock;
  }

  /** A wish of one's own. */
  public record Row(
      UUID id,
      String wanted,
      String reason,
      Instant endsAt,
      Instant askedAt,
      String state,
      boolean open) {}

  /** The own wishes, the newest first. */
  public List<Row> rows() {
    UUID me = signedIn.account().id();
    return ask.recent().stream()
        .filter(found -> found.requester().equals(me))
        .map(
            found ->
                new Row(
                    found.id(),
                    found.wanted(),
                    found.reason(),
                    found.endsAt(),
                    found.askedAt(),
                    texts.get("common.people.request." + PeopleWords.word(found.state())),
                    found.state() == AccessRequest.State.ASKED))
        .toList();
  }

  /** Asks. */
  public void send() {
    signedIn.need(Permission.DESK_WORK);
    AskForAccess.Outcome outcome =
        ask.ask(
            signedIn.account(),
            Optional.ofNullable(wanted).orElse(""),
            Optional.ofNullable(reason).orElse(""),
            clock.instant().plus(Duration.ofDays(days)));
    if (outcome == AskForAccess.Outcome.DONE) {
      wanted = null;
      reason = null;
      toast.say(texts.get("common.people.message.asked"));
    } else {
      toast.warn(words.outcome("ask", outcome));
    }
  }

  /** Takes a wish back. */
  public void withdraw(UUID id) {
    signedIn.need(Permission.DESK_WORK);
    ask.withdraw(signedIn.account(), id);
  }

  public @Nullable String getWanted() {
    return wanted;
  }

  public void setWanted(@Nullable String wanted) {
    this.wanted = wanted;
  }

  public @Nullable String getReason() {
    return reason;
  }

  public void setReason(@Nullable String reason) {
    this.reason = reason;
  }

  public int getDays() {
    return days;
  }

  public void setDays(int days) {
    this.days = days;
  }
}
