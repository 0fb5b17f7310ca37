package org.lockkeeper.portal.seller;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.lockkeeper.compliance.access.Permission;
import org.lockkeeper.compliance.certificates.Certificates.Listed;
import org.lockkeeper.compliance.certificates.DownloadCertificate;
import org.lockkeeper.compliance.certificates.DownloadCertificate.Form;
import org.lockkeeper.compliance.certificates.ReissueCertificate;
import org.lockkeeper.portal.certificates.CertificatesReader;
import org.lockkeeper.portal.session.Download;
import org.lockkeeper.portal.session.SignedIn;
import org.lockkeeper.portal.session.Toast;
import org.lockkeeper.portal.texts.Texts;

/** {@code /seller/certificates}: what proves that data is gone, to take away and check. */
@Named
@RequestScoped
public class Certificates {

  private final CertificatesReader reader;
  private final DownloadCertificate certificates;
  private final ReissueCertificate reissue;
  private final SignedIn signedIn;
  private final Download download;
  private final Toast toast;
  private final Texts texts;
  private @Nullable List<Listed> rows;

  @Inject
  Certificates(
      CertificatesReader reader,
      DownloadCertificate certificates,
      ReissueCertificate reissue,
      SignedIn signedIn,
      Download download,
      Toast toast,
      Texts texts) {
    this.reader = reader;
    this.certificates = certificates;
    this.reissue = reissue;
    this.signedIn = signedIn;
    this.download = download;
    this.toast = toast;
    this.texts = texts;
  }

  /** All of the seller, the newest first. */
  public List<Listed> rows() {
    List<Listed> read = rows;
    if (read == null) {
      read = reader.of(signedIn.seller());
      rows = read;
    }
    return read;
  }

  /** What a stage certifies, in words. */
  public String stage(Listed row) {
    return texts.get("seller.certificates.stage." + row.stage().name());
  }

  /** The end of the case's id, which tells cases apart; its beginning is a time. */
  public String shortCase(Listed row) {
    String id = row.deletionCase().toString();
    return "\u2026" + id.substring(id.length() - 12);
  }

  /** Whether the newest issue is sealed in the log. */
  public boolean ready(Listed row) {
    return row.sealedAt().isPresent();
  }

  /** Whether something can be taken away: the newest issue, or an earlier one. */
  public boolean any(Listed row) {
    return ready(row) || row.issues() > 1;
  }

  /** Sends the ZIP. */
  public void zip(UUID id) {
    signedIn.need(Permission.PRIVACY_READ);
    send(id, Form.ZIP, "application/zip");
  }

  /** Sends the PDF. */
  public void pdf(UUID id) {
    signedIn.need(Permission.PRIVACY_READ);
    send(id, Form.PDF, "application/pdf");
  }

  private void send(UUID id, Form form, String type) {
    Optional<DownloadCertificate.File> file =
        certificates.of(signedIn.seller(), id, form, signedIn.actor());
    if (file.isEmpty()) {
      toast.warn(texts.get("seller.certificates.message.waiting"));
    } else {
      download.file(file.get().name(), type, file.get().bytes().bytes());
    }
  }

  /** Issues it once more, with a new date. */
  public void again(UUID id) {
    signedIn.needFresh(Permission.PRIVACY_WORK);
    switch (reissue.of(signedIn.seller(), id, signedIn.actor())) {
      case ReissueCertificate.Result.Issued issued ->
          toast.say(texts.with("seller.certificates.message.issued", issued.number()));
      case ReissueCertificate.Result.Waiting waiting ->
          toast.warn(texts.get("seller.certificates.message.waiting"));
      case ReissueCertificate.Result.NotFound none ->
          toast.warn(texts.get("seller.certificates.message.none-such"));
    }
    rows = null;
  }
}
