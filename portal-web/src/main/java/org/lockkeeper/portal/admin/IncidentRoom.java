package org.lockkeeper.portal.admin;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.lockkeeper.compliance.access.Account;
import org.lockkeeper.compliance.access.Permission;
import org.lockkeeper.compliance.desk.PlainNote;
import org.lockkeeper.compliance.response.BlockNetwork;
import org.lockkeeper.compliance.response.ConcernSteps;
import org.lockkeeper.compliance.response.ContainIncident;
import org.lockkeeper.compliance.response.CountConcerned;
import org.lockkeeper.compliance.response.DraftNotice;
import org.lockkeeper.compliance.response.IncidentFile;
import org.lockkeeper.compliance.response.Letter;
import org.lockkeeper.compliance.response.Responders;
import org.lockkeeper.compliance.response.TellSellers;
import org.lockkeeper.incidents.AcknowledgeNotice;
import org.lockkeeper.incidents.AdvancePhase;
import org.lockkeeper.incidents.AssessIncident;
import org.lockkeeper.incidents.Assessment;
import org.lockkeeper.incidents.ChecklistItem;
import org.lockkeeper.incidents.CloseIncident;
import org.lockkeeper.incidents.ContainmentStep;
import org.lockkeeper.incidents.Evidence;
import org.lockkeeper.incidents.Exhibit;
import org.lockkeeper.incidents.FindIncident;
import org.lockkeeper.incidents.Finding;
import org.lockkeeper.incidents.Incident;
import org.lockkeeper.incidents.IncidentId;
import org.lockkeeper.incidents.IncidentKind;
import org.lockkeeper.incidents.IncidentPolicy;
import org.lockkeeper.incidents.KeepEvidence;
import org.lockkeeper.incidents.NotificationDuty;
import org.lockkeeper.incidents.Obstacle;
import org.lockkeeper.incidents.Party;
import org.lockkeeper.incidents.Phase;
import org.lockkeeper.incidents.ResponseRole;
import org.lockkeeper.incidents.RootCause;
import org.lockkeeper.incidents.Severity;
import org.lockkeeper.incidents.TimelineEntry;
import org.lockkeeper.incidents.WorkIncident;
import org.lockkeeper.kernel.ConnectionId;
import org.lockkeeper.kernel.SellerId;
import org.lockkeeper.portal.people.PeopleWords;
import org.lockkeeper.portal.session.Download;
import org.lockkeeper.portal.session.RemoteIp;
import org.lockkeeper.portal.session.SignedIn;
import org.lockkeeper.portal.session.Toast;
import org.lockkeeper.portal.texts.Choices;
import org.lockkeeper.portal.texts.Clocks;
import org.lockkeeper.portal.texts.Texts;

/** {@code /admin/incident}: the room in which one incident is worked on. */
@Named
@RequestScoped
public class IncidentRoom {

  private static final Pattern ID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
  private static final int[] HOURS = {1, 6, 24, 168, 720};

  private final FindIncident find;
  private final AssessIncident assess;
  private final WorkIncident work;
  private final AdvancePhase advance;
  private final CloseIncident close;
  private final AcknowledgeNotice acknowledge;
  private final KeepEvidence keep;
  private final IncidentPolicy policy;
  private final ContainIncident contain;
  private final BlockNetwork networks;
  private final RemoteIp remote;
  private final CountConcerned count;
  private final ConcernSteps concerned;
  private final DraftNotice notices;
  private final TellSellers sellers;
  private final IncidentFile file;
  private final Responders responders;
  private final DutyRings rings;
  private final SignedIn signedIn;
  private final Texts texts;
  private final PeopleWords words;
  private final Toast toast;
  private final Download download;
  private final Clock clock;
  private final HttpServletRequest request;
  private final Optional<IncidentId> id;

  private Optional<Incident.Snapshot> seen = Optional.empty();
  private final Map<UUID, String> names = new HashMap<>();

  @Inject
  IncidentRoom(
      FindIncident find,
      AssessIncident assess,
      WorkIncident work,
      AdvancePhase advance,
      CloseIncident close,
      AcknowledgeNotice acknowledge,
      KeepEvidence keep,
      IncidentPolicy policy,
      ContainIncident contain,
      BlockNetwork networks,
      RemoteIp remote,
      CountConcerned count,
      ConcernSteps concerned,
      DraftNotice notices,
      TellSellers sellers,
      IncidentFile file,
      Responders responders,
      DutyRings rings,
      SignedIn signedIn,
      Texts texts,
      PeopleWords words,
      Toast toast,
      Download download,
      Clock clock,
      HttpServletRequest request) {
    this.find = find;
    this.assess = assess;
    this.work = work;
    this.advance = advance;
    this.close = close;
    this.acknowledge = acknowledge;
    this.keep = keep;
    this.policy = policy;
    this.contain = contain;
    this.networks = networks;
    this.remote = remote;
    this.count = count;
    this.concerned = concerned;
    this.notices = notices;
    this.sellers = sellers;
    this.file = file;
    this.responders = responders;
    this.rings = rings;
    this.signedIn = signedIn;
    this.texts = texts;
    this.words = words;
    this.toast = toast;
    this.download = download;
    this.clock = clock;
    this.request = request;
    this.id = uuid("incident").map(IncidentId::new);
  }

  private String sent(String name) {
    return Optional.ofNullable(request.getParameter(name)).map(String::strip).orElse("");
  }

  private Optional<UUID> uuid(String name) {
    return Optional.of(sent(name)).filter(t -> ID.matcher(t).matches()).map(UUID::fromString);
  }

  private Optional<Incident.Snapshot> seen() {
    if (seen.isEmpty()) {
      seen = id.flatMap(find::of);
    }
    return seen;
  }

  private Incident.Snapshot incident() {
    return seen().orElseThrow(() -> new IllegalStateException("there is no such incident"));
  }

  /** Whether there is such an incident. */
  public boolean there() {
    return seen().isPresent();
  }

  public String id() {
    return id.map(IncidentId::toString).orElse("");
  }

  /** What stands at the head of the room. */
  public record Head(
      String kind,
      String severity,
      String phase,
      boolean open,
      boolean drill,
      boolean recovered,
      String what,
      String reportedBy,
      Instant detectedAt,
      boolean reportable,
      String cause,
      String causeWord,
      Review review,
      String score) {}

  /** What was learned; empty texts where nothing is written. */
  public record Review(String impact, String remediation, String lessons, String plan) {}

  public Head head() {
    Incident.Snapshot i = incident();
    return new Head(
        texts.get("common.incident.kind." + Choices.word(i.kind())),
        texts.get("common.incident.severity." + Choices.word(i.severity())),
        texts.get("common.incident.phase." + i.phase().word().toLowerCase(Locale.ROOT)),
        i.open(),
        i.drill(),
        i.phase() instanceof Phase.Recovered,
        i.what(),
        who(i.reportedBy()),
        i.clock().detected().database(),
        i.reportableAt().isPresent(),
        i.rootCause().map(RootCause::text).orElse(""),
        i.rootCause()
            .map(c -> texts.get("common.incident.cause." + Choices.word(c.category())))
            .orElse(""),
        i.review()
            .map(r -> new Review(r.impact(), r.remediation(), r.lessons(), r.planChange()))
            .orElse(new Review("", "", "", "")),
        score(i.score()));
  }

  private String score(Incident.Score score) {
    return texts.with(
        "admin.incidents.label.score",
        minutes(score.assess()),
        minutes(score.contain()),
        minutes(score.told()));
  }

  private static String minutes(Optional<Long> minutes) {
    return minutes.map(String::valueOf).orElse("–");
  }

  /** The countdown across the page; null if nothing is owed any more. */
  public Clocks.@Nullable Ring ring() {
    return rings.next(incident()).orElse(null);
  }

  /** One duty. */
  public record Duty(
      String party,
      String label,
      String source,
      boolean open,
      boolean mail,
      boolean byHand,
      Clocks.Ring ring) {}

  public List<Duty> duties() {
    return incident().duties().stream()
        .map(
            duty -> {
              IncidentPolicy.Address address = policy.address(duty.party());
              return new Duty(
                  duty.party().name(),
                  party(duty.party()),
                  address.source(),
                  duty.open(),
                  address.way() == IncidentPolicy.Way.MAIL,
                  address.way() == IncidentPolicy.Way.BY_HAND,
                  rings.of(incident(), duty));
            })
        .toList();
  }

  private String party(Party party) {
    return texts.get("common.incident.party." + Choices.word(party));
  }

  public List<Choices.Choice> kinds() {
    return Choices.of(IncidentKind.values(), "common.incident.kind.", texts, incident().kind());
  }

  public List<Choices.Choice> severities() {
    return Choices.of(Severity.values(), "common.incident.severity.", texts, incident().severity());
  }

  public List<Choices.Choice> parties() {
    return Choices.of(Party.values(), "common.incident.party.", texts, Party.AMAZON);
  }

  public List<Choices.Choice> findings() {
    return Choices.of(Finding.values(), "common.incident.finding.", texts, Finding.SUSPECTED);
  }

  public List<Choices.Choice> causes() {
    return Choices.of(
        RootCause.Category.values(),
        "common.incident.cause.",
        texts,
        incident().rootCause().map(RootCause::category).orElse(RootCause.Category.ATTACK));
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

  /** A role with its holder. */
  public record Role(String role, String label, String holder) {}

  public List<Role> roles() {
    return Arrays.stream(ResponseRole.values())
        .map(
            role ->
                new Role(
                    role.name(),
                    texts.get("common.incident.role." + Choices.word(role)),
                    Optional.ofNullable(incident().roles().get(role)).map(this::name).orElse("")))
        .toList();
  }

  /** Somebody who may work on incidents. */
  public record Person(String id, String name, boolean me) {}

  public List<Person> people() {
    return responders.admins().stream()
        .map(
            one ->
                new Person(
                    one.id().toString(), words.name(one), one.id().equals(signedIn.account().id())))
        .toList();
  }

  private String name(UUID person) {
    if (names.isEmpty()) {
      responders.admins().forEach(one -> names.put(one.id(), words.name(one)));
    }
    return Optional.ofNullable(names.get(person)).orElse("person:" + person);
  }

  private String who(String actor) {
    return actor.startsWith("person:") ? name(UUID.fromString(actor.substring(7))) : actor;
  }

  /** One finding. */
  public record Found(
      String id,
      String party,
      String finding,
      String reason,
      String by,
      Instant at,
      String signedBy,
      boolean mayBeSigned) {}

  public List<Found> found() {
    return incident().assessments().stream().map(this::found).toList();
  }

  private Found found(Assessment a) {
    return new Found(
        a.id().toString(),
        party(a.party()),
        texts.get("common.incident.finding." + Choices.word(a.finding())),
        a.reason(),
        name(a.by()),
        a.at(),
        a.signedBy().map(this::name).orElse(""),
        a.finding() == Finding.RULED_OUT
            && a.signedBy().isEmpty()
            && !a.by().equals(signedIn.account().id()));
  }

  /** One step of the containment. */
  public record Step(
      String step, String label, String help, String state, boolean open, String note, String by) {}

  public List<Step> steps() {
    return incident().checklist().stream()
        .map(
            item ->
                new Step(
                    item.step().name(),
                    texts.get("common.incident.step." + Choices.word(item.step())),
                    texts.get("common.incident.step-help." + Choices.word(item.step())),
                    texts.get("common.incident.state." + Choices.word(item.state())),
                    item.state() == ChecklistItem.State.OPEN,
                    item.note().orElse(""),
                    item.by().map(this::name).orElse("")))
        .toList();
  }

  /** A seller who is concerned. */
  public record Affected(String seller, long orders, String fields, @Nullable Instant toldAt) {}

  public List<Affected> affected() {
    return id.map(concerned::of).orElse(List.of()).stream()
        .map(
            one ->
                new Affected(
                    one.seller().toString(), one.orders(), one.fields(), one.toldAt().orElse(null)))
        .toList();
  }

  /** What every seller concerned would read. */
  public String sellersText() {
    return id.flatMap(sellers::preview).map(TellSellers.Text::body).orElse("");
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
    return id.map(notices::of).orElse(List.of()).stream()
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
    return id.map(notices::of).orElse(List.of()).stream()
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

  public List<Evidence> evidence() {
    return id.map(find::evidence).orElse(List.of());
  }

  /** One task. */
  public record Job(String id, String what, String owner, Instant due, boolean open) {}

  public List<Job> tasks() {
    return incident().tasks().stream()
        .map(t -> new Job(t.id().toString(), t.what(), name(t.owner()), t.due(), t.open()))
        .toList();
  }

  /** One line of what happened. */
  public record Line(Instant at, String who, String what, String note) {}

  /** The newest first. */
  public List<Line> timeline() {
    return id.map(find::timeline).orElse(List.of()).reversed().stream().map(this::line).toList();
  }

  private Line line(TimelineEntry t) {
    return new Line(
        t.at(),
        who(t.actor()),
        texts.get("common.incident.line." + t.word().replace('.', '-')),
        t.note()
            .orElseGet(
                () ->
                    t.orderedFacts().entrySet().stream()
                        .map(fact -> fact(fact.getKey(), fact.getValue()))
                        .collect(Collectors.joining(" · "))));
  }

  /** The name of a list's entry in words; an id or a count as it is. */
  private String fact(String name, String value) {
    String list =
        "common.incident." + (name.startsWith("was-") ? name.substring(4) : name) + "." + value;
    String key = list.toLowerCase(Locale.ROOT).replace('_', '-');
    if (value.startsWith("person:")) {
      return who(value);
    }
    return texts.has(key) ? texts.get(key) : value;
  }

  /** What is in the way of closing it, in words. */
  public List<String> obstacles() {
    return words(id.map(find::obstacles).orElse(Set.of()));
  }

  private List<String> words(Set<Obstacle> obstacles) {
    return obstacles.stream()
        .sorted()
        .map(o -> texts.get("common.incident.obstacle." + Choices.word(o)))
        .toList();
  }

  private void said(boolean done) {
    seen = Optional.empty();
    if (done) {
      toast.say(texts.get("admin.incident.message.done"));
    } else {
      toast.warn(texts.get("admin.incident.message.refused"));
    }
  }

  private boolean plain(String text) {
    Optional<PlainNote.Fault> fault = PlainNote.fault(text);
    fault.ifPresent(f -> toast.warn(texts.get("support.note.fault." + Choices.word(f))));
    return fault.isEmpty();
  }

  private Account me() {
    return signedIn.account();
  }

  private IncidentId which() {
    return id.orElseThrow(() -> new IllegalStateException("no incident was named"));
  }

  /** Goes on to the next phase. */
  public void goOn() {
    signedIn.need(Permission.INCIDENTS_WORK);
    Set<Obstacle> obstacles = advance.of(which(), me().actor()).orElse(Set.of());
    seen = Optional.empty();
    if (obstacles.isEmpty()) {
      said(true);
    } else {
      toast.warn(String.join(" ", words(obstacles)));
    }
  }

  /** Closes it. */
  public void end() {
    signedIn.needFresh(Permission.INCIDENTS_WORK);
    Set<Obstacle> obstacles = close.of(which(), me().actor()).orElse(Set.of());
    seen = Optional.empty();
    if (obstacles.isEmpty()) {
      said(true);
    } else {
      toast.warn(String.join(" ", words(obstacles)));
    }
  }

  /** Gives a role to somebody. */
  public void assign() {
    signedIn.need(Permission.INCIDENTS_WORK);
    Optional<ResponseRole> role = Choices.read(ResponseRole.values(), sent("role"));
    Optional<UUID> to =
        uuid("to").filter(p -> responders.admins().stream().anyMatch(one -> one.id().equals(p)));
    said(
        role.isPresent()
            && to.isPresent()
            && work.assign(which(), role.get(), to.get(), me().actor()));
  }

  /** Says of what kind it is, and how bad. */
  public void classify() {
    signedIn.need(Permission.INCIDENTS_WORK);
    Optional<IncidentKind> kind = Choices.read(IncidentKind.values(), sent("kind"));
    Optional<Severity> severity = Choices.read(Severity.values(), sent("severity"));
    said(
        kind.isPresent()
            && severity.isPresent()
            && assess.reclassify(which(), kind.get(), severity.get(), me().actor()));
  }

  /** Says whether a party's data is concerned. */
  public void decide() {
    signedIn.needFresh(Permission.INCIDENTS_WORK);
    String reason = sent("reason");
    if (!plain(reason)) {
      return;
    }
    Optional<Party> party = Choices.read(Party.values(), sent("party"));
    Optional<Finding> finding = Choices.read(Finding.values(), sent("finding"));
    List<UUID> shown =
        Optional.ofNullable(request.getParameterValues("evidence")).stream()
            .flatMap(Arrays::stream)
            .filter(t -> ID.matcher(t).matches())
            .map(UUID::fromString)
            .toList();
    said(
        party.isPresent()
            && finding.isPresent()
            && assess
                .find(which(), party.get(), finding.get(), reason, shown, me().id())
                .isPresent());
  }

  /** Agrees to a ruling out. */
  public void sign(String assessment) {
    signedIn.needFresh(Permission.INCIDENTS_WORK);
    Incident.Signature said =
        ID.matcher(assessment).matches()
            ? assess.sign(which(), UUID.fromString(assessment), me().id())
            : Incident.Signature.REFUSED;
    seen = Optional.empty();
    toast.say(texts.get("admin.incident.signed." + Choices.word(said)));
  }

  /** A step was done, or is not needed. */
  public void check(String step, boolean done) {
    signedIn.need(Permission.INCIDENTS_WORK);
    String note = sent("note-" + step);
    if (!plain(note)) {
      return;
    }
    said(
        Choices.read(ContainmentStep.values(), step)
            .filter(
                s ->
                    work.check(
                        which(),
                        s,
                        done ? ChecklistItem.State.DONE : ChecklistItem.State.NOT_NEEDED,
                        me().id(),
                        note))
            .isPresent());
  }

  /** Signs somebody out everywhere. */
  public void endSessions() {
    signedIn.needFresh(Permission.INCIDENTS_WORK);
    said(uuid("person").map(p -> contain.endSessions(which(), p, me())));
  }

  /** Keeps somebody out. */
  public void suspend() {
    signedIn.needFresh(Permission.INCIDENTS_WORK);
    said(uuid("person").map(p -> contain.suspend(which(), p, me())));
  }

  /** Ends a grant whose secret may be known to others. */
  public void rotate() {
    signedIn.needFresh(Permission.INCIDENTS_WORK);
    said(
        uuid("seller")
            .flatMap(
                s ->
                    uuid("connection")
                        .map(
                            c ->
                                contain.rotate(
                                    which(), new SellerId(s), new ConnectionId(c), me()))));
  }

  /** Stops the traffic of a connection. */
  public void pause() {
    signedIn.needFresh(Permission.INCIDENTS_WORK);
    said(
        uuid("seller")
            .flatMap(
                s ->
                    uuid("connection")
                        .map(
                            c ->
                                contain.pause(
                                    which(), new SellerId(s), new ConnectionId(c), me()))));
  }

  private void said(Optional<ContainIncident.Outcome> outcome) {
    seen = Optional.empty();
    toast.say(
        texts.get(
            "admin.incident.contain."
                + Choices.word(outcome.orElse(ContainIncident.Outcome.NOTHING))));
  }

  /** A network that is shut out. */
  public record Shut(String id, String range, Instant at) {}

  /** What this incident has shut out. */
  public List<Shut> shut() {
    return networks.now().stream()
        .filter(one -> id.filter(one.incident()::equals).isPresent())
        .map(one -> new Shut(one.id().toString(), one.range().toString(), one.at()))
        .toList();
  }

  /** Shuts a network out. */
  public void block() {
    signedIn.needFresh(Permission.INCIDENTS_WORK);
    BlockNetwork.Outcome outcome = networks.block(which(), sent("range"), remote.of(request), me());
    seen = Optional.empty();
    toast.say(texts.get("admin.incident.block." + Choices.word(outcome)));
  }

  /** Lets a network in again. */
  public void lift(String network) {
    signedIn.needFresh(Permission.INCIDENTS_WORK);
    said(networks.lift(UUID.fromString(network), me()));
  }

  /** Works out whom it concerns, by what somebody did. */
  public void countPerson() {
    signedIn.need(Permission.INCIDENTS_WORK);
    Instant now = clock.instant();
    said(
        uuid("actor")
            .flatMap(p -> count.byActor(which(), "person:" + p, now.minus(span()), now, me()))
            .isPresent());
  }

  /** Works out whom it concerns, by what a connection could be used for. */
  public void countConnection() {
    signedIn.need(Permission.INCIDENTS_WORK);
    Instant now = clock.instant();
    said(
        uuid("of-seller")
            .flatMap(
                s ->
                    uuid("of-connection")
                        .flatMap(
                            c ->
                                count.byConnection(
                                    which(),
                                    new SellerId(s),
                                    new ConnectionId(c),
                                    now.minus(span()),
                                    now,
                                    me())))
            .isPresent());
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

  /** Sends a draft. */
  public void send(String letter) {
    signedIn.needFresh(Permission.INCIDENTS_WORK);
    said(notices.approve(which(), UUID.fromString(letter), me()));
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
          toast.warn(texts.get("support.note.fault." + Choices.word(faulty.fault())));
    }
  }

  /** A party was told in its own form; the reference shows it. */
  public void byHand(String party) {
    signedIn.needFresh(Permission.INCIDENTS_WORK);
    String reference = sent("reference-" + party);
    said(
        reference.matches("[A-Za-z0-9._:/#-]{3,80}")
            && Choices.read(Party.values(), party)
                .filter(p -> acknowledge.of(which(), p, "reference:" + reference, me().actor()))
                .isPresent());
  }

  /** Puts a text into the locker. */
  public void keepText() {
    signedIn.need(Permission.INCIDENTS_WORK);
    String label = sent("label");
    String content = sent("content");
    if (!plain(label) || content.isEmpty()) {
      return;
    }
    said(
        keep.of(
                which(),
                new Exhibit(label, "text/plain", content.getBytes(StandardCharsets.UTF_8)),
                me().actor())
            .isPresent());
  }

  /** Notes that a piece of evidence went into other hands. */
  public void handOver(String evidence) {
    signedIn.need(Permission.INCIDENTS_WORK);
    String to = sent("hand-" + evidence);
    if (!plain(to)) {
      return;
    }
    said(
        keep.handOver(
            which(),
            UUID.fromString(evidence),
            to,
            texts.get("admin.incident.label.handed"),
            me().actor()));
  }

  /** Takes a piece of evidence away as a file. */
  public void take(String evidence) {
    signedIn.needFresh(Permission.INCIDENTS_READ);
    find.bytes(which(), UUID.fromString(evidence))
        .ifPresent(
            bytes -> download.file("evidence-" + evidence, "application/octet-stream", bytes));
  }

  /** Takes the whole story away as a file. */
  public void export() {
    signedIn.needFresh(Permission.INCIDENTS_READ);
    file.of(which(), me())
        .ifPresent(zip -> download.file(zip.name(), "application/zip", zip.content()));
  }

  /** Adds a task. */
  public void addTask() {
    signedIn.need(Permission.INCIDENTS_WORK);
    String what = sent("what");
    if (!plain(what)) {
      return;
    }
    said(
        work.task(
                which(),
                what,
                uuid("owner").orElse(me().id()),
                clock.instant().plus(Duration.ofDays(7)),
                true,
                me().actor())
            .isPresent());
  }

  /** A task is done. */
  public void taskDone(String task) {
    signedIn.need(Permission.INCIDENTS_WORK);
    said(ID.matcher(task).matches() && work.done(which(), UUID.fromString(task), me().id()));
  }

  /** Says why it happened. */
  public void because() {
    signedIn.need(Permission.INCIDENTS_WORK);
    String why = sent("why");
    if (!plain(why)) {
      return;
    }
    said(
        work.because(
            which(),
            Choices.read(RootCause.Category.values(), sent("category"))
                .orElse(RootCause.Category.ATTACK),
            why,
            me().id()));
  }

  /** Writes the review. */
  public void review() {
    signedIn.need(Permission.INCIDENTS_WORK);
    for (String part : List.of("impact", "remediation", "lessons", "plan")) {
      if (!plain(sent(part))) {
        return;
      }
    }
    said(
        work.review(
            which(),
            sent("impact"),
            sent("remediation"),
            sent("lessons"),
            sent("plan"),
            me().id()));
  }

  /** Writes a line of the timeline. */
  public void note() {
    signedIn.need(Permission.INCIDENTS_WORK);
    String note = sent("note");
    if (plain(note)) {
      said(work.note(which(), note, me().actor()));
    }
  }

  /** Whether a party still has to be told. */
  public boolean owed(String party) {
    return incident().duties().stream()
        .filter(NotificationDuty::open)
        .anyMatch(d -> d.party().name().equals(party));
  }
}
