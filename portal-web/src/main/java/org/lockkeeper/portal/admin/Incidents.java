package org.lockkeeper.portal.admin;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.lockkeeper.compliance.access.Permission;
import org.lockkeeper.compliance.desk.PlainNote;
import org.lockkeeper.compliance.response.NameContacts;
import org.lockkeeper.compliance.response.Responders;
import org.lockkeeper.incidents.FindIncident;
import org.lockkeeper.incidents.Incident;
import org.lockkeeper.incidents.IncidentId;
import org.lockkeeper.incidents.IncidentKind;
import org.lockkeeper.incidents.Nature;
import org.lockkeeper.incidents.Report;
import org.lockkeeper.incidents.ReportIncident;
import org.lockkeeper.incidents.Severity;
import org.lockkeeper.kernel.Ids;
import org.lockkeeper.portal.people.PeopleWords;
import org.lockkeeper.portal.session.Redirect;
import org.lockkeeper.portal.session.SignedIn;
import org.lockkeeper.portal.session.Toast;
import org.lockkeeper.portal.texts.Choices;
import org.lockkeeper.portal.texts.Clocks;
import org.lockkeeper.portal.texts.Texts;

/** {@code /admin/incidents}: all incidents with their clocks, drills, and who is to be reached. */
@Named
@RequestScoped
public class Incidents {

  private static final Pattern ID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
  private static final int MOST = 100;

  private final FindIncident find;
  private final ReportIncident report;
  private final Responders responders;
  private final NameContacts contacts;
  private final DutyRings rings;
  private final SignedIn signedIn;
  private final Texts texts;
  private final PeopleWords words;
  private final Toast toast;
  private final Redirect redirect;
  private final Ids ids;
  private final Clock clock;
  private final HttpServletRequest request;

  private @Nullable List<Line> lines;

  @Inject
  Incidents(
      FindIncident find,
      ReportIncident report,
      Responders responders,
      NameContacts contacts,
      DutyRings rings,
      SignedIn signedIn,
      Texts texts,
      PeopleWords words,
      Toast toast,
      Redirect redirect,
      Ids ids,
      Clock clock,
      HttpServletRequest request) {
    this.find = find;
    this.report = report;
    this.responders = responders;
    this.contacts = contacts;
    this.rings = rings;
    this.signedIn = signedIn;
    this.texts = texts;
    this.words = words;
    this.toast = toast;
    this.redirect = redirect;
    this.ids = ids;
    this.clock = clock;
    this.request = request;
  }

  /**
   * One incident.
   *
   * @param ring of the duty that comes first; null if none is open
   */
  public record Line(
      String id,
      String kind,
      String severity,
      String phase,
      String look,
      boolean drill,
      String what,
      Instant detectedAt,
      Clocks.@Nullable Ring ring,
      String score) {}

  /** The newest first. */
  public List<Line> lines() {
    List<Line> known = lines;
    if (known == null) {
      known = find.register(0, MOST).stream().map(this::line).toList();
      lines = known;
    }
    return known;
  }

  private Line line(Incident.Snapshot one) {
    return new Line(
        one.id().toString(),
        texts.get("common.incident.kind." + Choices.word(one.kind())),
        texts.get("common.incident.severity." + Choices.word(one.severity())),
        texts.get("common.incident.phase." + one.phase().word().toLowerCase(Locale.ROOT)),
        one.open() ? "exception" : "delivered",
        one.drill(),
        one.what(),
        one.clock().detected().database(),
        rings.next(one).orElse(null),
        one.drill() ? score(one.score()) : "");
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

  public List<Choices.Choice> kinds() {
    return Choices.of(
        IncidentKind.values(), "common.incident.kind.", texts, IncidentKind.DATA_LEAK);
  }

  /** Somebody who may be named. */
  public record Person(String id, String name, boolean contact, boolean deputy) {}

  public List<Person> people() {
    var named = contacts.newest();
    return responders.admins().stream()
        .map(
            one ->
                new Person(
                    one.id().toString(),
                    words.name(one),
                    named.filter(n -> n.contact().equals(one.id())).isPresent(),
                    named.filter(n -> n.deputy().equals(one.id())).isPresent()))
        .toList();
  }

  /** Who is named, in words; empty text if nobody is. */
  public String named() {
    return contacts
        .newest()
        .map(n -> texts.with("admin.incidents.message.named", name(n.contact()), name(n.deputy())))
        .orElse("");
  }

  /** When the next test of whether they can be reached is due; null if nobody is named. */
  public @Nullable Instant testDue() {
    return contacts.newest().map(contacts::testDue).orElse(null);
  }

  /** Whether a test was sent to the reader that waits for an answer. */
  public boolean asked() {
    return contacts.newest().filter(n -> contacts.waitsFor(n, signedIn.account().id())).isPresent();
  }

  private String name(UUID id) {
    return responders.admins().stream()
        .filter(one -> one.id().equals(id))
        .findFirst()
        .map(words::name)
        .orElse("–");
  }

  private String sent(String name) {
    return Optional.ofNullable(request.getParameter(name)).orElse("");
  }

  private Optional<UUID> id(String name) {
    return Optional.of(sent(name)).filter(t -> ID.matcher(t).matches()).map(UUID::fromString);
  }

  /** Names the contact and the deputy. */
  public void nameThem() {
    signedIn.need(Permission.INCIDENTS_WORK);
    Optional<UUID> contact = id("contact");
    Optional<UUID> deputy = id("deputy");
    boolean done =
        contact.isPresent()
            && deputy.isPresent()
            && contacts.name(contact.get(), deputy.get(), signedIn.account());
    if (done) {
      toast.say(texts.get("admin.incidents.message.roster"));
    } else {
      toast.warn(texts.get("admin.incidents.message.two"));
    }
  }

  /** Sends the test. */
  public void test() {
    signedIn.need(Permission.INCIDENTS_WORK);
    if (contacts.test(signedIn.account())) {
      toast.say(texts.get("admin.incidents.message.tested"));
    }
  }

  /** The reader can be reached. */
  public void answer() {
    signedIn.need(Permission.INCIDENTS_WORK);
    if (contacts.answer(signedIn.account())) {
      toast.say(texts.get("admin.incidents.message.answered"));
    }
  }

  /** Begins a drill. */
  public void drill() {
    signedIn.need(Permission.INCIDENTS_WORK);
    String what = sent("what");
    Optional<PlainNote.Fault> fault = PlainNote.fault(what);
    if (fault.isPresent()) {
      toast.warn(texts.get("support.note.fault." + Choices.word(fault.get())));
      return;
    }
    IncidentId id =
        report.of(
            new Report(
                "drill:" + ids.next(),
                Choices.read(IncidentKind.values(), sent("kind")).orElse(IncidentKind.OTHER),
                Nature.DRILL,
                Severity.SEV2,
                clock.instant(),
                signedIn.actor(),
                Optional.empty(),
                what,
                List.of()));
    redirect.to("/admin/incident?incident=" + id);
  }
}
