package org.lockkeeper.portal.admin;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.lockkeeper.compliance.access.Permission;
import org.lockkeeper.compliance.response.NameContacts;
import org.lockkeeper.compliance.response.Responders;
import org.lockkeeper.incidents.FindIncident;
import org.lockkeeper.incidents.Incident;
import org.lockkeeper.portal.people.PeopleWords;
import org.lockkeeper.portal.session.SignedIn;
import org.lockkeeper.portal.session.Toast;
import org.lockkeeper.portal.texts.Choices;
import org.lockkeeper.portal.texts.Clocks;
import org.lockkeeper.portal.texts.Texts;

/** {@code /admin/incidents}: all incidents with their clocks, and who is to be reached. */
@Named
@RequestScoped
public class Incidents {

  private static final Pattern ID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
  private static final int MOST = 100;

  private final FindIncident find;
  private final Responders responders;
  private final NameContacts contacts;
  private final DutyRings rings;
  private final OurPeople people;
  private final SignedIn signedIn;
  private final Texts texts;
  private final PeopleWords words;
  private final Toast toast;
  private final HttpServletRequest request;

  private @Nullable List<Line> lines;

  @Inject
  Incidents(
      FindIncident find,
      Responders responders,
      NameContacts contacts,
      DutyRings rings,
      OurPeople people,
      SignedIn signedIn,
      Texts texts,
      PeopleWords words,
      Toast toast,
      HttpServletRequest request) {
    this.find = find;
    this.responders = responders;
    this.contacts = contacts;
    this.rings = rings;
    this.people = people;
    this.signedIn = signedIn;
    this.texts = texts;
    this.words = words;
    this.toast = toast;
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
        people.inWords(one.what()),
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
        .map(
            n ->
                texts.with(
                    "admin.incidents.message.named",
                    people.name(n.contact()),
                    people.name(n.deputy())))
        .orElse("");
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
      toast.refuse(texts.get("admin.incidents.message.two"));
    }
  }
}
