package org.lockkeeper.portal.admin;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.lockkeeper.compliance.access.Account;
import org.lockkeeper.compliance.access.Permission;
import org.lockkeeper.compliance.access.people.InvitePeople;
import org.lockkeeper.compliance.access.people.Roster;
import org.lockkeeper.compliance.pack.AskPack;
import org.lockkeeper.compliance.pack.EvidencePack;
import org.lockkeeper.compliance.pack.InviteAuditor;
import org.lockkeeper.compliance.pack.PackDifference;
import org.lockkeeper.compliance.pack.Questionnaire;
import org.lockkeeper.compliance.pack.TrackQuestionnaires;
import org.lockkeeper.portal.people.PeopleWords;
import org.lockkeeper.portal.session.Download;
import org.lockkeeper.portal.session.SignedIn;
import org.lockkeeper.portal.session.Toast;
import org.lockkeeper.portal.texts.Clocks;
import org.lockkeeper.portal.texts.Texts;

/** {@code /admin/evidence-pack}: packs, questionnaires that were asked, and auditors. */
@Named
@RequestScoped
public class EvidencePackPage {

  private final AskPack packs;
  private final TrackQuestionnaires questionnaires;
  private final InviteAuditor auditors;
  private final AlertsReader reader;
  private final SignedIn signedIn;
  private final PeopleWords words;
  private final Clocks clocks;
  private final Download download;
  private final Toast toast;
  private final Texts texts;
  private final Clock clock;
  private final Optional<UUID> compared;

  private @Nullable List<EvidencePack> read;
  private @Nullable String askedBy;
  private @Nullable String askedOn;
  private @Nullable String reference;
  private @Nullable String name;
  private @Nullable String login;
  private int days = 7;

  @Inject
  EvidencePackPage(
      AskPack packs,
      TrackQuestionnaires questionnaires,
      InviteAuditor auditors,
      AlertsReader reader,
      SignedIn signedIn,
      PeopleWords words,
      Clocks clocks,
      Download download,
      Toast toast,
      Texts texts,
      Clock clock,
      HttpServletRequest request) {
    this.packs = packs;
    this.questionnaires = questionnaires;
    this.auditors = auditors;
    this.reader = reader;
    this.signedIn = signedIn;
    this.words = words;
    this.clocks = clocks;
    this.download = download;
    this.toast = toast;
    this.texts = texts;
    this.clock = clock;
    this.compared = id(request.getParameter("pack"));
  }

  private static Optional<UUID> id(@Nullable String text) {
    try {
      return Optional.ofNullable(text).map(UUID::fromString);
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** A pack in words. */
  public record Row(
      UUID id,
      String number,
      String edition,
      String by,
      Instant asked,
      String state,
      String look,
      boolean ready,
      boolean making,
      int done,
      int total,
      @Nullable Instant made,
      String yes,
      String no,
      String tasks,
      String size,
      String digest) {}

  /** An answer that changed. */
  public record Change(String control, String before, String after, String text, boolean turned) {}

  /** A questionnaire in words. */
  public record Asked(
      UUID id,
      String by,
      String reference,
      Instant on,
      Clocks.Ring due,
      boolean open,
      String with) {}

  /** An auditor in words. */
  public record Auditor(
      UUID id, String name, String state, String look, Clocks.@Nullable Ring ends, String used) {}

  /** Something to choose. */
  public record Choice(String value, String label) {}

  private List<EvidencePack> all() {
    List<EvidencePack> known = read;
    if (known == null) {
      known = packs.newest();
      read = known;
    }
    return known;
  }

  /** The packs, the newest first. */
  public List<Row> rows() {
    return all().stream().map(this::row).toList();
  }

  private Row row(EvidencePack pack) {
    Optional<EvidencePack.Result> made = pack.result();
    return new Row(
        pack.id(),
        texts.with("common.number", pack.number()),
        pack.edition().toString(),
        reader
            .person(pack.askedBy())
            .map(words::name)
            .orElseGet(() -> texts.get("common.log.message.unknown")),
        pack.askedAt(),
        texts.get("admin.evidence-pack.state." + PeopleWords.word(pack.state())),
        switch (pack.state()) {
          case MAKING -> "routed";
          case READY -> "delivered";
          case FAILED -> "danger";
        },
        pack.state() == EvidencePack.State.READY,
        pack.state() == EvidencePack.State.MAKING,
        pack.done(),
        pack.total(),
        made.map(EvidencePack.Result::madeAt).orElse(null),
        made.map(one -> texts.with("common.number", one.yes())).orElse(""),
        made.map(one -> texts.with("common.number", one.no())).orElse(""),
        made.map(one -> texts.with("common.number", one.openTasks())).orElse(""),
        made.map(
                one ->
                    texts.with("admin.evidence-pack.message.size", Math.max(1, one.bytes() / 1024)))
            .orElse(""),
        made.map(EvidencePack.Result::sha256).orElse(""));
  }

  /** Whether one is being made; the page looks again by itself. */
  public boolean moving() {
    return all().stream().anyMatch(pack -> pack.state() == EvidencePack.State.MAKING);
  }

  /** The pack that is compared, by its number; empty text if none is. */
  public String comparison() {
    return pair()
        .map(
            pair ->
                texts.with(
                    "admin.evidence-pack.message.compared",
                    pair.before().number(),
                    pair.after().number()))
        .orElse("");
  }

  private record Pair(EvidencePack before, EvidencePack after) {}

  /** The one that is asked for, else the newest, and the one that was ready before it. */
  private Optional<Pair> pair() {
    List<EvidencePack> ready =
        all().stream().filter(pack -> pack.state() == EvidencePack.State.READY).toList();
    Optional<EvidencePack> after =
        compared
            .flatMap(id -> ready.stream().filter(pack -> pack.id().equals(id)).findFirst())
            .or(() -> ready.stream().findFirst());
    return after.flatMap(
        one ->
            ready.stream()
                .filter(pack -> pack.number() < one.number())
                .findFirst()
                .map(was -> new Pair(was, one)));
  }

  /** What changed from the pack before. */
  public List<Change> changes() {
    return pair()
        .flatMap(pair -> packs.difference(pair.before().id(), pair.after().id()))
        .map(PackDifference::lines)
        .orElse(List.of())
        .stream()
        .map(
            line ->
                new Change(
                    line.control(),
                    verdict(line.before()),
                    verdict(line.after()),
                    line.textAfter(),
                    line.turned()))
        .toList();
  }

  private String verdict(String word) {
    return switch (word) {
      case "YES" -> texts.get("admin.evidence-pack.verdict.yes");
      case "NO" -> texts.get("admin.evidence-pack.verdict.no");
      default -> texts.get("admin.evidence-pack.verdict.none");
    };
  }

  /** Has a pack made. */
  public void make() {
    signedIn.need(Permission.CONTROLS_WORK);
    if (packs.ask(signedIn.account()).isPresent()) {
      toast.say(texts.get("admin.evidence-pack.message.asked"));
    } else {
      toast.warn(texts.get("admin.evidence-pack.message.busy"));
    }
    read = null;
  }

  /** Sends the ZIP. */
  public void zip(UUID pack) {
    signedIn.need(Permission.CONTROLS_READ);
    send(packs.zip(signedIn.account(), pack));
  }

  /** Sends the report. */
  public void report(UUID pack) {
    signedIn.need(Permission.CONTROLS_READ);
    send(packs.report(signedIn.account(), pack));
  }

  private void send(Optional<AskPack.File> file) {
    if (file.isEmpty()) {
      toast.warn(texts.get("admin.evidence-pack.message.not-ready"));
    } else {
      download.file(file.get().name(), file.get().type(), file.get().bytes().bytes());
    }
  }

  // ---- Questionnaires

  /** Those that wait first. */
  public List<Asked> asked() {
    return questionnaires.all().stream().map(this::asked).toList();
  }

  private Asked asked(Questionnaire one) {
    Instant on = midnight(one.askedOn());
    return new Asked(
        one.id(),
        texts.get("admin.evidence-pack.asked-by." + PeopleWords.word(one.askedBy())),
        one.reference(),
        on,
        // The last day counts to its end.
        clocks.duty(
            on,
            midnight(one.dueOn().plusDays(1)),
            one.answeredOn().map(EvidencePackPage::midnight)),
        one.answeredOn().isEmpty(),
        one.pack()
            .map(number -> texts.with("admin.evidence-pack.message.with", number))
            .orElse(""));
  }

  private static Instant midnight(LocalDate day) {
    return day.atStartOfDay(ZoneOffset.UTC).toInstant();
  }

  /** Who may ask. */
  public List<Choice> askers() {
    return Arrays.stream(Questionnaire.AskedBy.values())
        .map(
            each ->
                new Choice(
                    each.name(),
                    texts.get("admin.evidence-pack.asked-by." + PeopleWords.word(each))))
        .toList();
  }

  /** Notes that one was asked. */
  public void noteAsked() {
    signedIn.need(Permission.CONTROLS_WORK);
    Optional<Questionnaire.AskedBy> who =
        Arrays.stream(Questionnaire.AskedBy.values())
            .filter(each -> each.name().equals(askedBy))
            .findFirst();
    Optional<LocalDate> on = day(askedOn);
    if (who.isEmpty() || on.isEmpty()) {
      toast.refuse(texts.get("admin.evidence-pack.outcome.day"));
      return;
    }
    TrackQuestionnaires.Outcome outcome =
        questionnaires.asked(
            signedIn.account(), who.get(), on.get(), reference == null ? "" : reference);
    tell(outcome);
    if (outcome == TrackQuestionnaires.Outcome.DONE) {
      reference = null;
    }
  }

  /** Notes that one was answered with the newest pack. */
  public void answered(UUID questionnaire) {
    signedIn.need(Permission.CONTROLS_WORK);
    tell(questionnaires.answered(signedIn.account(), questionnaire));
  }

  private void tell(TrackQuestionnaires.Outcome outcome) {
    String sentence = texts.get("admin.evidence-pack.outcome." + PeopleWords.word(outcome));
    if (outcome == TrackQuestionnaires.Outcome.DONE) {
      toast.say(sentence);
    } else if (outcome == TrackQuestionnaires.Outcome.NOT_THERE) {
      toast.warn(sentence);
    } else {
      toast.refuse(sentence);
    }
  }

  private static Optional<LocalDate> day(@Nullable String entered) {
    try {
      return Optional.ofNullable(entered)
          .filter(one -> !one.isBlank())
          .map(one -> LocalDate.parse(one.strip()));
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }

  // ---- Auditors

  /** The auditors, those whose end is nearest first. */
  public List<Auditor> auditors() {
    return auditors.auditors().stream().map(this::auditor).toList();
  }

  private Auditor auditor(Roster.Member member) {
    Account account = member.account();
    boolean over = auditors.over(account, clock.instant());
    return new Auditor(
        account.id(),
        words.name(account),
        over ? texts.get("admin.evidence-pack.auditor.over") : words.status(account.status()),
        over ? "stripped" : PeopleWords.look(account.status()),
        account
            .endsAt()
            .map(
                end ->
                    clocks.ring(
                        member.createdAt(), end, over ? Optional.of(end) : Optional.empty()))
            .orElse(null),
        member.lastUsedAt().isPresent()
            ? texts.get("admin.evidence-pack.auditor.used")
            : texts.get("admin.evidence-pack.auditor.unused"));
  }

  /** For how many days one may come in at most. */
  public int longest() {
    return auditors.longestDays();
  }

  /** The present day in UTC: nobody asked after it. */
  public String today() {
    return clock.instant().atZone(ZoneOffset.UTC).toLocalDate().toString();
  }

  /** The numbers of days that are offered. */
  public List<Integer> offered() {
    return auditors.offered();
  }

  /** Invites an auditor. */
  public void invite() {
    signedIn.needFresh(Permission.PEOPLE_WORK);
    InvitePeople.Outcome outcome =
        auditors.invite(
            signedIn.account(), login == null ? "" : login, name == null ? "" : name, days);
    String sentence =
        outcome == InvitePeople.Outcome.END
            ? texts.with("admin.evidence-pack.message.days", longest())
            : words.outcome("invite", outcome);
    if (outcome == InvitePeople.Outcome.DONE) {
      toast.say(sentence);
      name = null;
      login = null;
    } else {
      toast.refuse(sentence);
    }
  }

  public @Nullable String getAskedBy() {
    return askedBy;
  }

  public void setAskedBy(@Nullable String askedBy) {
    this.askedBy = askedBy;
  }

  public @Nullable String getAskedOn() {
    return askedOn;
  }

  public void setAskedOn(@Nullable String askedOn) {
    this.askedOn = askedOn;
  }

  public @Nullable String getReference() {
    return reference;
  }

  public void setReference(@Nullable String reference) {
    this.reference = reference;
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

  public int getDays() {
    return days;
  }

  public void setDays(int days) {
    this.days = days;
  }
}
