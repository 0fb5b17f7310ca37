package org.lockkeeper.portal.admin;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.lockkeeper.compliance.access.Permission;
import org.lockkeeper.compliance.monitoring.alerts.Alert;
import org.lockkeeper.compliance.monitoring.intrusion.IntrusionLine;
import org.lockkeeper.compliance.monitoring.intrusion.TakeIntrusionAlerts;
import org.lockkeeper.compliance.monitoring.measures.TakeMeasures;
import org.lockkeeper.kernel.ConnectionId;
import org.lockkeeper.portal.people.PeopleWords;
import org.lockkeeper.portal.session.RemoteIp;
import org.lockkeeper.portal.session.SignedIn;
import org.lockkeeper.portal.session.Toast;
import org.lockkeeper.portal.texts.Texts;

/**
 * What can be done on {@code /admin/alerts} against what one alert is about, beside holding a
 * person back: a connection rests or its grant ends, a network is shut out.
 */
@Named
@RequestScoped
public class AlertMeasures {

  private static final Pattern ID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
  private static final String INCIDENT = "incident:";

  private final TakeMeasures measures;
  private final TakeIntrusionAlerts intrusion;
  private final AlertsReader reader;
  private final AlertsPage page;
  private final SignedIn signedIn;
  private final RemoteIp remote;
  private final HttpServletRequest request;
  private final Toast toast;
  private final Texts texts;
  private final Optional<UUID> asked;

  private @Nullable List<Alert> one;
  private @Nullable List<Choice> connections;
  private String connection = "";

  @Inject
  AlertMeasures(
      TakeMeasures measures,
      TakeIntrusionAlerts intrusion,
      AlertsReader reader,
      AlertsPage page,
      SignedIn signedIn,
      RemoteIp remote,
      HttpServletRequest request,
      Toast toast,
      Texts texts) {
    this.measures = measures;
    this.intrusion = intrusion;
    this.reader = reader;
    this.page = page;
    this.signedIn = signedIn;
    this.remote = remote;
    this.request = request;
    this.toast = toast;
    this.texts = texts;
    this.asked =
        Optional.ofNullable(request.getParameter("alert"))
            .filter(text -> ID.matcher(text).matches())
            .map(UUID::fromString);
  }

  /** A connection to choose. */
  public record Choice(String id, String label) {}

  /** A line that the intrusion detection said. */
  public record Line(IntrusionLine said, String severity) {}

  private Optional<Alert> one() {
    List<Alert> read = one;
    if (read == null) {
      read =
          asked
              .flatMap(reader::alert)
              .filter(alert -> !alert.state().settled())
              .map(List::of)
              .orElse(List.of());
      one = read;
    }
    return read.stream().findFirst();
  }

  /** The connections that the alert may be about. */
  public List<Choice> connections() {
    List<Choice> read = connections;
    if (read == null) {
      read =
          one().map(measures::connections).orElse(List.of()).stream()
              .map(
                  grant ->
                      new Choice(
                          grant.id().toString(),
                          texts.with(
                              "admin.alerts.message.connection",
                              grant.platform().value(),
                              grant.id().toString().substring(32))))
              .toList();
      connections = read;
    }
    return read;
  }

  /** Whether the alert is about a network. */
  public boolean ofNetwork() {
    return one().filter(TakeMeasures::ofNetwork).isPresent();
  }

  /** What the intrusion detection said, the newest first. */
  public List<Line> lines() {
    return one().map(alert -> intrusion.of(alert.id())).orElse(List.of()).stream()
        .map(
            line ->
                new Line(
                    line, texts.get("admin.alerts.severity." + PeopleWords.word(line.severity()))))
        .toList();
  }

  /** The room of the incident that opened with the alert; empty text if none did. */
  public String room() {
    return one()
        .flatMap(Alert::incident)
        .filter(text -> text.startsWith(INCIDENT))
        .map(text -> "/admin/incident?incident=" + text.substring(INCIDENT.length()))
        .orElse("");
  }

  public String getConnection() {
    return connection;
  }

  public void setConnection(@Nullable String connection) {
    this.connection = connection == null ? "" : connection;
  }

  /** Gives the connection a rest. */
  public void pause() {
    signedIn.needFresh(Permission.ALERTS_WORK);
    onConnection((alert, which) -> measures.pause(signedIn.account(), alert, which), "paused");
  }

  /** Ends the grant of the connection. */
  public void end() {
    signedIn.needFresh(Permission.ALERTS_WORK);
    onConnection((alert, which) -> measures.end(signedIn.account(), alert, which), "ended");
  }

  private void onConnection(
      BiFunction<UUID, ConnectionId, TakeMeasures.Outcome> measure, String done) {
    told(
        asked
            .filter(id -> ID.matcher(connection).matches())
            .map(id -> measure.apply(id, ConnectionId.of(connection))),
        done);
  }

  /** Shuts the network out. */
  public void shutOut() {
    signedIn.needFresh(Permission.ALERTS_WORK);
    told(asked.map(id -> measures.shutOut(signedIn.account(), id, remote.of(request))), "shut-out");
  }

  private void told(Optional<TakeMeasures.Outcome> outcome, String done) {
    one = null;
    connections = null;
    page.again();
    switch (outcome.orElse(TakeMeasures.Outcome.GONE)) {
      case DONE -> toast.say(texts.get("admin.alerts.message." + done));
      case GONE -> toast.warn(texts.get("admin.alerts.message.gone"));
      case RESTS -> toast.warn(texts.get("admin.alerts.message.rests"));
      case NO_RANGE -> toast.warn(texts.get("admin.alerts.message.no-range"));
      case OWN_NETWORK -> toast.warn(texts.get("admin.alerts.message.own-network"));
    }
  }
}
