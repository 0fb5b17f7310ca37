package org.lockkeeper.portal.admin;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.lockkeeper.compliance.access.Permission;
import org.lockkeeper.compliance.response.ConcernSteps;
import org.lockkeeper.compliance.response.CountConcerned;
import org.lockkeeper.compliance.response.DraftNotice;
import org.lockkeeper.compliance.response.Letter;
import org.lockkeeper.compliance.response.TellSellers;
import org.lockkeeper.incidents.AcknowledgeNotice;
import org.lockkeeper.incidents.IncidentPolicy;
import org.lockkeeper.incidents.Party;
import org.lockkeeper.kernel.SellerId;
import org.lockkeeper.portal.session.SignedIn;
import org.lockkeeper.portal.session.Toast;
import org.lockkeeper.portal.texts.Choices;
import org.lockkeeper.portal.texts.Texts;

/** In the room: whom it concerns, what they are told, and the proof that it left. */
@Named
@RequestScoped
public class IncidentNotices extends RoomSection {

  private static final int[] HOURS = {1, 6, 24, 168, 720};

  private final CountConcerned count;
  private final ConcernSteps concerned;
  private final DraftNotice notices;
  private final TellSellers sellers;
  private final AcknowledgeNotice acknowledge;
  private final IncidentPolicy policy;
  private final PickReader reader;
  private final RoomPickers pickers;
  private final Clock clock;
  private final SignedIn signedIn;
  private final Texts texts;
  private final Toast toast;

  @Inject
  IncidentNotices(
      RoomView view,
      CountConcerned count,
      ConcernSteps concerned,
      DraftNotice notices,
      TellSellers sellers,
      AcknowledgeNotice acknowledge,
      IncidentPolicy policy,
      PickReader reader,
      RoomPickers pickers,
      Clock clock,
      SignedIn signedIn,
      Texts texts,
      Toast toast) {
    super(view);
    this.count = count;
    this.concerned = concerned;
    this.notices = notices;
    this.sellers = sellers;
    this.acknowledge = acknowledge;
    this.policy = policy;
    this.reader = reader;
    this.pickers = pickers;
    this.clock = clock;
    this.signedIn = signedIn;
    this.texts = texts;
    this.toast = toast;
  }

  /** Spans to look back over, in hours. */
  public List<Choices.Choice> spans() {
    return Arrays.stream(HOURS)
        .mapToObj(
            hours ->
                new Choices.Choice(
                    Integer.toString(hours),
                    texts.with("admin.incident.label.hours", hours),
                    hours == 24))
        .toList();
  }

  /** A seller who is concerned; whether and when it was told, and somebody of it read that. */
  public record Affected(
      String seller,
      long orders,
      String fields,
      @Nullable Instant toldAt,
      @Nullable Instant readAt) {}

  public List<Affected> affected() {
    Map<SellerId, Instant> receipts = asked().map(concerned::receipts).orElse(Map.of());
    return asked().map(concerned::of).orElse(List.of()).stream()
        .map(
            one ->
                new Affected(
                    reader.name(one.seller()),
                    one.orders(),
                    one.fields(),
                    one.toldAt().orElse(null),
                    receipts.get(one.seller())))
        .toList();
  }

  /** What every seller concerned would read. */
  public String sellersText() {
    return asked().flatMap(sellers::preview).map(TellSellers.Text::body).orElse("");
  }

  /** One notice to a party. */
  public record Notice(
      String id,
      String party,
      String sentTo,
      String subject,
      String body,
      String state,
      boolean draft,
      String proof,
      String trouble,
      @Nullable Instant nextTryAt) {}

  public List<Notice> notices() {
    return asked().map(notices::of).orElse(List.of()).stream()
        .filter(letter -> letter.party().isPresent())
        .map(this::notice)
        .toList();
  }

  private Notice notice(Letter l) {
    return new Notice(
        l.id().toString(),
        l.party().map(this::party).orElse(""),
        l.sentTo().orElse(""),
        l.subject(),
        l.body(),
        texts.get("common.incident.letter." + Choices.word(l.state())),
        l.state() == Letter.State.DRAFT,
        l.proof()
            .map(p -> p.messageId() + " · " + p.answer() + " · sha256 " + p.sha256())
            .orElse(""),
        l.trouble().orElse(""),
        l.proof().isPresent() ? null : l.nextTryAt().orElse(null));
  }

  /** One reminder to our own people. */
  public record Reminder(String to, String subject, String state, @Nullable Instant at) {}

  public List<Reminder> reminders() {
    return asked().map(notices::of).orElse(List.of()).stream()
        .filter(letter -> letter.mark().isPresent())
        .map(
            l ->
                new Reminder(
                    l.account().map(this::name).orElse(""),
                    l.subject(),
                    texts.get("common.incident.letter." + Choices.word(l.state())),
                    l.proof().map(Letter.Proof::at).or(l::nextTryAt).orElse(null)))
        .toList();
  }

  /** Works out whom it concerns, by what somebody did. */
  public void countPerson() {
    signedIn.need(Permission.INCIDENTS_WORK);
    Instant now = clock.instant();
    counted(
        pickers
            .person("actor")
            .map(p -> count.byActor(which(), "person:" + p, now.minus(span()), now, me())));
  }

  /** Works out whom it concerns, by what a connection could be used for. */
  public void countConnection() {
    signedIn.need(Permission.INCIDENTS_WORK);
    Instant now = clock.instant();
    counted(
        pickers
            .connection("of-connection")
            .map(
                one ->
                    count.byConnection(
                        which(), one.seller(), one.connection(), now.minus(span()), now, me())));
  }

  private void counted(Optional<CountConcerned.Count> came) {
    if (came.filter(c -> c.noted() && !c.whole()).isPresent()) {
      again();
      toast.warn(texts.get("admin.incident.message.list-cut"));
    } else {
      said(came.filter(CountConcerned.Count::noted).isPresent());
    }
  }

  private Duration span() {
    return Duration.ofHours(
        Arrays.stream(HOURS)
            .filter(h -> Integer.toString(h).equals(sent("hours")))
            .findFirst()
            .orElse(24));
  }

  /** Tells every seller concerned. */
  public void tellSellers() {
    signedIn.needFresh(Permission.INCIDENTS_WORK);
    said(sellers.approve(which(), me()).isPresent());
  }

  /** Drafts the notice to a party. */
  public void draft(String party) {
    signedIn.need(Permission.INCIDENTS_WORK);
    said(
        Choices.read(Party.values(), party)
            .filter(p -> notices.draft(which(), p, me()) instanceof DraftNotice.Result.Done)
            .isPresent());
  }

  /** Changes a draft. */
  public void save(String letter) {
    signedIn.need(Permission.INCIDENTS_WORK);
    said(
        notices.edit(
            which(),
            UUID.fromString(letter),
            sent("subject-" + letter),
            sent("body-" + letter),
            me()));
  }

  /** Sends a draft as it stands in the form. */
  public void send(String letter) {
    signedIn.needFresh(Permission.INCIDENTS_WORK);
    UUID id = UUID.fromString(letter);
    String body = sent("body-" + letter);
    DraftNotice.Result kept =
        body.isEmpty()
            ? new DraftNotice.Result.Done(id)
            : notices.edit(which(), id, sent("subject-" + letter), body, me());
    said(kept instanceof DraftNotice.Result.Done ? notices.approve(which(), id, me()) : kept);
  }

  /** Puts a draft away. */
  public void drop(String letter) {
    signedIn.need(Permission.INCIDENTS_WORK);
    said(notices.drop(which(), UUID.fromString(letter), me()));
  }

  private void said(DraftNotice.Result result) {
    switch (result) {
      case DraftNotice.Result.Done done -> said(true);
      case DraftNotice.Result.Refused refused -> said(false);
      case DraftNotice.Result.Faulty faulty ->
          toast.refuse(texts.get("support.note.fault." + Choices.word(faulty.fault())));
    }
  }

  private boolean hasItsOwnForm(Party party) {
    return policy.address(party).way() == IncidentPolicy.Way.BY_HAND;
  }

  /** A party was told in its own form; the reference shows it. */
  public void byHand(String party) {
    signedIn.needFresh(Permission.INCIDENTS_WORK);
    String reference = sent("reference-" + party);
    said(
        reference.matches("[A-Za-z0-9._:/#-]{3,80}")
            && Choices.read(Party.values(), party)
                .filter(this::hasItsOwnForm)
                .filter(p -> acknowledge.of(which(), p, "reference:" + reference, me().actor()))
                .isPresent());
  }
}
