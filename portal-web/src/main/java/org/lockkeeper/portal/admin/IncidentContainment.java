package org.lockkeeper.portal.admin;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.lockkeeper.compliance.access.Permission;
import org.lockkeeper.compliance.response.BlockNetwork;
import org.lockkeeper.compliance.response.ContainIncident;
import org.lockkeeper.incidents.ChecklistItem;
import org.lockkeeper.incidents.ContainmentStep;
import org.lockkeeper.incidents.WorkIncident;
import org.lockkeeper.portal.session.RemoteIp;
import org.lockkeeper.portal.session.SignedIn;
import org.lockkeeper.portal.session.Toast;
import org.lockkeeper.portal.texts.Choices;
import org.lockkeeper.portal.texts.Texts;

/** In the room: the checklist of the containment and its steps that act for real. */
@Named
@RequestScoped
public class IncidentContainment extends RoomSection {

  private final WorkIncident work;
  private final ContainIncident contain;
  private final BlockNetwork networks;
  private final RoomPickers pickers;
  private final RemoteIp remote;
  private final HttpServletRequest request;
  private final SignedIn signedIn;
  private final Texts texts;
  private final Toast toast;

  @Inject
  IncidentContainment(
      RoomView view,
      WorkIncident work,
      ContainIncident contain,
      BlockNetwork networks,
      RoomPickers pickers,
      RemoteIp remote,
      HttpServletRequest request,
      SignedIn signedIn,
      Texts texts,
      Toast toast) {
    super(view);
    this.work = work;
    this.contain = contain;
    this.networks = networks;
    this.pickers = pickers;
    this.remote = remote;
    this.request = request;
    this.signedIn = signedIn;
    this.texts = texts;
    this.toast = toast;
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
    said(pickers.person("person").map(p -> contain.endSessions(which(), p, me())));
  }

  /** Keeps somebody out. */
  public void suspend() {
    signedIn.needFresh(Permission.INCIDENTS_WORK);
    said(pickers.person("person").map(p -> contain.suspend(which(), p, me())));
  }

  /** Ends a grant whose secret may be known to others. */
  public void rotate() {
    signedIn.needFresh(Permission.INCIDENTS_WORK);
    said(
        pickers
            .connection("connection")
            .map(one -> contain.rotate(which(), one.seller(), one.connection(), me())));
  }

  /** Stops the traffic of a connection. */
  public void pause() {
    signedIn.needFresh(Permission.INCIDENTS_WORK);
    said(
        pickers
            .connection("connection")
            .map(one -> contain.pause(which(), one.seller(), one.connection(), me())));
  }

  private void said(Optional<ContainIncident.Outcome> outcome) {
    again();
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
        .filter(one -> asked().filter(one.incident()::equals).isPresent())
        .map(one -> new Shut(one.id().toString(), one.range().toString(), one.at()))
        .toList();
  }

  /** Shuts a network out. */
  public void block() {
    signedIn.needFresh(Permission.INCIDENTS_WORK);
    BlockNetwork.Outcome outcome = networks.block(which(), sent("range"), remote.of(request), me());
    again();
    toast.say(texts.get("admin.incident.block." + Choices.word(outcome)));
  }

  /**
   * Lets a network in again: the one whose button was pressed, by its id and not by its row, which
   * may be another one's since the page was drawn.
   */
  public void lift() {
    signedIn.needFresh(Permission.INCIDENTS_WORK);
    said(uuid("network").filter(network -> networks.lift(network, me())).isPresent());
  }
}
