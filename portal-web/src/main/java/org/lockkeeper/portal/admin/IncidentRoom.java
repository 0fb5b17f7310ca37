package org.lockkeeper.portal.admin;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.lockkeeper.compliance.access.Permission;
import org.lockkeeper.compliance.response.IncidentFile;
import org.lockkeeper.compliance.response.Responders;
import org.lockkeeper.incidents.AdvancePhase;
import org.lockkeeper.incidents.AssessIncident;
import org.lockkeeper.incidents.CloseIncident;
import org.lockkeeper.incidents.FindIncident;
import org.lockkeeper.incidents.Incident;
import org.lockkeeper.incidents.IncidentId;
import org.lockkeeper.incidents.IncidentKind;
import org.lockkeeper.incidents.IncidentPolicy;
import org.lockkeeper.incidents.NotificationDuty;
import org.lockkeeper.incidents.Obstacle;
import org.lockkeeper.incidents.Phase;
import org.lockkeeper.incidents.ResponseRole;
import org.lockkeeper.incidents.RootCause;
import org.lockkeeper.incidents.Severity;
import org.lockkeeper.incidents.TimelineEntry;
import org.lockkeeper.incidents.WorkIncident;
import org.lockkeeper.kernel.SellerId;
import org.lockkeeper.portal.people.PeopleWords;
import org.lockkeeper.portal.session.Download;
import org.lockkeeper.portal.session.SignedIn;
import org.lockkeeper.portal.session.Toast;
import org.lockkeeper.portal.texts.Choices;
import org.lockkeeper.portal.texts.Clocks;
import org.lockkeeper.portal.texts.Texts;

/**
 * {@code /admin/incident}: the room in which one incident is worked on: its head,
 * duties, roles, phases and story.
 */
@Named
@RequestScoped
public class IncidentRoom extends RoomSection {

  private final FindIncident find;
  private final AssessIncident assess;
  private final WorkIncident work;
  private final AdvancePhase advance;
  private final CloseIncident close;
  private final IncidentPolicy policy;
  private final IncidentFile file;
  private final Responders responders;
  private final PickReader reader;
  private final PeopleWords words;
  private final DutyRings rings;
  private final Download download;
  private final SignedIn signedIn;
  private final Texts texts;
  private final Toast toast;

  @Inject
  IncidentRoom(
      RoomView view,
      FindIncident find,
      AssessIncident assess,
      WorkIncident work,
      AdvancePhase advance,
      CloseIncident close,
      IncidentPolicy policy,
      IncidentFile file,
      Responders responders,
      PickReader reader,
      PeopleWords words,
      DutyRings rings,
      Download download,
      SignedIn signedIn,
      Texts texts,
      Toast toast) {
    super(view);
    this.find = find;
    this.assess = assess;
    this.work = work;
    this.advance = advance;
    this.close = close;
    this.policy = policy;
    this.file = file;
    this.responders = responders;
    this.reader = reader;
    this.words = words;
    this.rings = rings;
    this.download = download;
    this.signedIn = signedIn;
    this.texts = texts;
    this.toast = toast;
  }

  /** Whether there is such an incident. */
  public boolean there() {
    return seen().isPresent();
  }

  public String id() {
    return asked().map(IncidentId::toString).orElse("");
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
        inWords(i.what()),
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
                  rings.whom(duty),
                  address.source(),
                  duty.open(),
                  address.way() == IncidentPolicy.Way.MAIL,
                  address.way() == IncidentPolicy.Way.BY_HAND,
                  rings.of(incident(), duty));
            })
        .toList();
  }

  public List<Choices.Choice> kinds() {
    return Choices.of(IncidentKind.values(), "common.incident.kind.", texts, incident().kind());
  }

  public List<Choices.Choice> severities() {
    return Choices.of(Severity.values(), "common.incident.severity.", texts, incident().severity());
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

  /** One line of what happened. */
  public record Line(Instant at, String who, String what, String note) {}

  /** The newest first. */
  public List<Line> timeline() {
    return asked().map(find::timeline).orElse(List.of()).reversed().stream()
        .map(this::line)
        .toList();
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
    if (name.equals("seller")) {
      return FormFields.asId(value).map(id -> reader.name(new SellerId(id))).orElse(value);
    }
    if (name.equals("from") || name.equals("to")) {
      return FormFields.asId(value).map(this::name).orElse(value);
    }
    return texts.has(key) ? texts.get(key) : value;
  }

  /** What is in the way of closing it, in words. */
  public List<String> obstacles() {
    return words(asked().map(find::obstacles).orElse(Set.of()));
  }

  private List<String> words(Set<Obstacle> obstacles) {
    return obstacles.stream()
        .sorted()
        .map(o -> texts.get("common.incident.obstacle." + Choices.word(o)))
        .toList();
  }

  /** Goes on to the next phase. */
  public void goOn() {
    signedIn.need(Permission.INCIDENTS_WORK);
    Set<Obstacle> obstacles = advance.of(which(), me().actor()).orElse(Set.of());
    again();
    if (obstacles.isEmpty()) {
      said(true);
    } else {
      toast.refuse(String.join(" ", words(obstacles)));
    }
  }

  /** Closes it. */
  public void end() {
    signedIn.needFresh(Permission.INCIDENTS_WORK);
    Set<Obstacle> obstacles = close.of(which(), me().actor()).orElse(Set.of());
    again();
    if (obstacles.isEmpty()) {
      said(true);
    } else {
      toast.refuse(String.join(" ", words(obstacles)));
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

  /** Takes the whole story away as a file. */
  public void export() {
    signedIn.needFresh(Permission.INCIDENTS_READ);
    file.of(which(), me())
        .ifPresent(zip -> download.file(zip.name(), "application/zip", zip.content()));
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
