package org.lockkeeper.portal.admin;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import org.lockkeeper.compliance.access.Permission;
import org.lockkeeper.incidents.Evidence;
import org.lockkeeper.incidents.Exhibit;
import org.lockkeeper.incidents.FindIncident;
import org.lockkeeper.incidents.KeepEvidence;
import org.lockkeeper.portal.session.Download;
import org.lockkeeper.portal.session.SignedIn;
import org.lockkeeper.portal.session.Toast;
import org.lockkeeper.portal.texts.Texts;

/** In the room: what shows what happened, with its digest and the hands it went through. */
@Named
@RequestScoped
public class IncidentEvidence extends RoomSection {

  private final FindIncident find;
  private final KeepEvidence keep;
  private final Download download;
  private final SignedIn signedIn;
  private final Texts texts;
  private final Toast toast;

  @Inject
  IncidentEvidence(RoomView view,
      FindIncident find,
      KeepEvidence keep,
      Download download,
      SignedIn signedIn,
      Texts texts,
      Toast toast) {
    super(view);
    this.find = find;
    this.keep = keep;
    this.download = download;
    this.signedIn = signedIn;
    this.texts = texts;
    this.toast = toast;
  }

  public List<Evidence> evidence() {
    return asked().map(find::evidence).orElse(List.of());
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
}
