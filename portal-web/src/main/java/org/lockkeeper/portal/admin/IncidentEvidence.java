package org.lockkeeper.portal.admin;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.Part;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.lockkeeper.compliance.access.Permission;
import org.lockkeeper.compliance.audit.AuditTrail;
import org.lockkeeper.compliance.registers.files.UploadCheck;
import org.lockkeeper.incidents.Evidence;
import org.lockkeeper.incidents.Exhibit;
import org.lockkeeper.incidents.FindIncident;
import org.lockkeeper.incidents.KeepEvidence;
import org.lockkeeper.kernel.SellerId;
import org.lockkeeper.portal.registers.Brought;
import org.lockkeeper.portal.session.Download;
import org.lockkeeper.portal.session.SignedIn;
import org.lockkeeper.portal.session.Toast;
import org.lockkeeper.portal.texts.Choices;
import org.lockkeeper.portal.texts.Texts;

/** In the room: what shows what happened, with its digest and the hands it went through. */
@Named
@RequestScoped
public class IncidentEvidence extends RoomSection {

  /** The most characters of a label or of a name of hands. */
  private static final int LONGEST = 120;

  private final FindIncident find;
  private final KeepEvidence keep;
  private final UploadCheck check;
  private final AuditTrail audit;
  private final Download download;
  private final SignedIn signedIn;
  private final Texts texts;
  private final Toast toast;
  private @Nullable Part file;

  @Inject
  IncidentEvidence(
      RoomView view,
      FindIncident find,
      KeepEvidence keep,
      UploadCheck check,
      AuditTrail audit,
      Download download,
      SignedIn signedIn,
      Texts texts,
      Toast toast) {
    super(view);
    this.find = find;
    this.keep = keep;
    this.check = check;
    this.audit = audit;
    this.download = download;
    this.signedIn = signedIn;
    this.texts = texts;
    this.toast = toast;
  }

  public List<Evidence> evidence() {
    return asked().map(find::evidence).orElse(List.of());
  }

  /** Through whose hands a piece went, in words. */
  public String hands(String actor) {
    return who(actor);
  }

  /** What a piece is called, with names in place of the ids of people. */
  public String named(String label) {
    return inWords(label);
  }

  /** The file that a form brings. */
  public @Nullable Part getFile() {
    return file;
  }

  public void setFile(@Nullable Part file) {
    this.file = file;
  }

  /** Puts a file into the locker, after a look at what is in it (F42). */
  public void keepFile() {
    signedIn.need(Permission.INCIDENTS_WORK);
    Part brought = file;
    if (brought == null || brought.getSubmittedFileName() == null) {
      toast.warn(texts.get("admin.incident.file.none"));
      return;
    }
    byte[] bytes = Brought.bytes(brought, Exhibit.MOST);
    switch (check.of(brought.getSubmittedFileName(), bytes, Exhibit.MOST)) {
      case UploadCheck.Refused refused ->
          toast.warn(texts.get("admin.incident.file." + Choices.word(refused.why())));
      case UploadCheck.Sound sound ->
          said(
              keep.of(which(), new Exhibit(sound.name(), sound.type().media(), bytes), me().actor())
                  .isPresent());
    }
    file = null;
  }

  /** Puts a text into the locker. */
  public void keepText() {
    signedIn.need(Permission.INCIDENTS_WORK);
    String label = sent("label");
    String content = sent("content");
    if (!plain(label) || label.length() > LONGEST || content.isEmpty()) {
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
    if (!plain(to) || to.length() > LONGEST) {
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
            bytes -> {
              audit.recordFirst(
                  SellerId.PLATFORM,
                  me().actor(),
                  "evidence.exported",
                  "incident:" + which(),
                  Map.of("evidence", evidence));
              download.file("evidence-" + evidence, "application/octet-stream", bytes);
            });
  }
}
