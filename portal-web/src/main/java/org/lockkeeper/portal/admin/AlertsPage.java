package org.lockkeeper.portal.admin;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.lockkeeper.compliance.access.Permission;
import org.lockkeeper.compliance.monitoring.alerts.Alert;
import org.lockkeeper.compliance.monitoring.alerts.BlockSubject;
import org.lockkeeper.compliance.monitoring.alerts.SettleAlert;
import org.lockkeeper.compliance.monitoring.alerts.Subject;
import org.lockkeeper.compliance.monitoring.detection.Finding;
import org.lockkeeper.compliance.monitoring.detection.Rule;
import org.lockkeeper.kernel.SellerId;
import org.lockkeeper.portal.people.PeopleWords;
import org.lockkeeper.portal.session.Redirect;
import org.lockkeeper.portal.session.SignedIn;
import org.lockkeeper.portal.session.Toast;
import org.lockkeeper.portal.texts.Clocks;
import org.lockkeeper.portal.texts.Texts;

/** {@code /admin/alerts}: what the watch found unusual, and what people made of it. */
@Named
@RequestScoped
public class AlertsPage {

  private static final Pattern ID =
      Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");

  private final SettleAlert settle;
  private final BlockSubject block;
  private final AlertsReader reader;
  private final SignedIn signedIn;
  private final Toast toast;
  private final Redirect redirect;
  private final Texts texts;
  private final Clocks clocks;
  private final PeopleWords words;
  private final Optional<UUID> asked;
  private final Map<SellerId, String> sellers = new HashMap<>();
  private final Map<UUID, String> people = new HashMap<>();

  private @Nullable List<Alert> open;
  private @Nullable List<Alert> settled;
  private Alert.Reason reason = Alert.Reason.WORK;

  @Inject
  AlertsPage(
      SettleAlert settle,
      BlockSubject block,
      AlertsReader reader,
      SignedIn signedIn,
      Toast toast,
      Redirect redirect,
      Texts texts,
      Clocks clocks,
      PeopleWords words,
      HttpServletRequest request) {
    this.settle = settle;
    this.block = block;
    this.reader = reader;
    this.signedIn = signedIn;
    this.toast = toast;
    this.redirect = redirect;
    this.texts = texts;
    this.clocks = clocks;
    this.words = words;
    this.asked =
        Optional.ofNullable(request.getParameter("alert"))
            .filter(text -> ID.matcher(text).matches())
            .map(UUID::fromString);
  }

  /**
   * An alert in words.
   *
   * @param score how sure it is, in words
   * @param about what the figures count
   * @param incident the id of the incident that was opened with it; null if none was
   */
  public record Row(
      UUID id,
      String mark,
      Instant lastAt,
      Instant firstAt,
      int times,
      String rule,
      String help,
      String about,
      String subject,
      String seller,
      String usual,
      String seen,
      String score,
      String state,
      String look,
      String decision,
      @Nullable Instant decidedAt,
      @Nullable String incident,
      Clocks.Ring due,
      boolean person,
      boolean acknowledged) {}

  /** A good reason to choose. */
  public record Choice(Alert.Reason reason, String label) {}

  private List<Alert> open() {
    List<Alert> read = open;
    if (read == null) {
      read = settle.open();
      open = read;
    }
    return read;
  }

  private List<Alert> settled() {
    List<Alert> read = settled;
    if (read == null) {
      read = settle.settled();
      settled = read;
    }
    return read;
  }

  /** What nobody has settled, the surest first. */
  public List<Row> rows() {
    return open().stream().map(this::inWords).toList();
  }

  /** What was settled, the newest first. */
  public List<Row> history() {
    return settled().stream().map(this::inWords).toList();
  }

  /** The one that is looked at; null if it is settled or there is none. */
  public @Nullable Row one() {
    return asked
        .flatMap(id -> open().stream().filter(alert -> alert.id().equals(id)).findFirst())
        .map(this::inWords)
        .orElse(null);
  }

  public List<Choice> reasons() {
    return Arrays.stream(Alert.Reason.values())
        .map(each -> new Choice(each, texts.get("admin.alerts.reason." + PeopleWords.word(each))))
        .toList();
  }

  public Alert.Reason getReason() {
    return reason;
  }

  public void setReason(Alert.Reason reason) {
    this.reason = reason;
  }

  private Row inWords(Alert alert) {
    Finding worst = alert.worst();
    String rule = PeopleWords.word(worst.rule());
    return new Row(
        alert.id(),
        alert.id().toString().substring(32),
        alert.lastAt(),
        alert.firstAt(),
        alert.times(),
        texts.get("admin.alerts.rule." + rule),
        texts.get("admin.alerts.rule-help." + rule),
        texts.with(
            "admin.alerts.message.about",
            texts.get("admin.alerts.signal." + PeopleWords.word(worst.signal())),
            worst.span().toMinutes()),
        subject(alert.subject()),
        alert.seller().map(this::seller).orElse(""),
        texts.with("admin.alerts.message.figure", worst.usual()),
        texts.with("admin.alerts.message.figure", worst.seen()),
        worst.rule() == Rule.BURST || worst.rule() == Rule.MANY_FAILURES
            ? texts.with("admin.alerts.message.chance", worst.score())
            : texts.with("admin.alerts.message.figure", worst.score()),
        texts.get("admin.alerts.state." + PeopleWords.word(alert.state())),
        look(alert.state()),
        decision(alert),
        alert.decision().map(Alert.Decision::at).orElse(null),
        alert.incident().map(i -> i.substring(i.indexOf(':') + 1)).orElse(null),
        clocks.duty(alert.firstAt(), alert.dueAt(), alert.decision().map(Alert.Decision::at)),
        alert.subject().kind() == Subject.Kind.PERSON,
        alert.state() == Alert.State.ACKNOWLEDGED);
  }

  private String decision(Alert alert) {
    return alert
        .decision()
        .map(
            made ->
                Stream.of(
                        Optional.of(person(made.by())),
                        made.reason()
                            .map(r -> texts.get("admin.alerts.reason." + PeopleWords.word(r))))
                    .flatMap(Optional::stream)
                    .reduce((one, other) -> one + " · " + other)
                    .orElse(""))
        .orElse("");
  }

  private static String look(Alert.State state) {
    return switch (state) {
      case OPEN -> "danger";
      case ACKNOWLEDGED -> "exception";
      case EXPLAINED -> "delivered";
      case BLOCKED, INCIDENT -> "routed";
    };
  }

  private String subject(Subject subject) {
    return switch (subject.kind()) {
      case PERSON -> person(subject.id());
      case CREDENTIALS ->
          texts.with("admin.alerts.subject.credentials", seller(new SellerId(subject.id())));
      case CALLS ->
          texts.with(
              "admin.alerts.subject.calls", subject.detail(), seller(new SellerId(subject.id())));
      case DELIVERIES ->
          texts.with("admin.alerts.subject.deliveries", seller(new SellerId(subject.id())));
      case BUYERS -> texts.with("admin.alerts.subject.buyers", seller(new SellerId(subject.id())));
      case NETWORK -> texts.with("admin.alerts.subject.network", subject.detail());
    };
  }

  private String person(UUID account) {
    return people.computeIfAbsent(
        account,
        id ->
            texts.with(
                "admin.alerts.subject.person",
                reader.person(id).map(words::name).orElse(""),
                id.toString().substring(32)));
  }

  private String seller(SellerId seller) {
    return sellers.computeIfAbsent(
        seller,
        id ->
            id.equals(SellerId.PLATFORM)
                ? texts.get("admin.alerts.subject.ours")
                : reader.name(id).orElseGet(id::toString));
  }

  /** Says that somebody looks into it. */
  public void acknowledge() {
    signedIn.need(Permission.ALERTS_WORK);
    asked.ifPresent(id -> told(settle.acknowledge(signedIn.account(), id), "acknowledged"));
  }

  /** Says that there is a good reason. */
  public void explain() {
    signedIn.need(Permission.ALERTS_WORK);
    asked.ifPresent(id -> told(settle.explain(signedIn.account(), id, reason), "explained"));
  }

  /** Holds the person back. */
  public void hold() {
    signedIn.needFresh(Permission.ALERTS_WORK);
    asked.ifPresent(id -> told(block.of(signedIn.account(), id), "blocked"));
  }

  /** Opens an incident with the alert as evidence, and goes to its room. */
  public void incident() {
    signedIn.needFresh(Permission.ALERTS_WORK);
    asked.ifPresent(
        id ->
            settle
                .incident(signedIn.account(), id)
                .ifPresentOrElse(
                    incident -> redirect.to("/admin/incident?incident=" + incident),
                    () -> told(SettleAlert.Outcome.GONE, "incident")));
  }

  /** Reads anew: something was done about an alert since the lists were read. */
  void again() {
    open = null;
    settled = null;
  }

  private void told(SettleAlert.Outcome outcome, String done) {
    switch (outcome) {
      case DONE -> toast.say(texts.get("admin.alerts.message." + done));
      case GONE -> toast.warn(texts.get("admin.alerts.message.gone"));
      case OWN -> toast.warn(texts.get("admin.alerts.message.own"));
    }
    open = null;
    settled = null;
  }
}
