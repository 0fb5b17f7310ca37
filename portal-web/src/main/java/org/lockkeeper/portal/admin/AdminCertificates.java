package org.lockkeeper.portal.admin;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.lockkeeper.compliance.access.Permission;
import org.lockkeeper.compliance.certificates.Certificates.Listed;
import org.lockkeeper.compliance.certificates.DownloadCertificate;
import org.lockkeeper.compliance.certificates.DownloadCertificate.Form;
import org.lockkeeper.kernel.SellerId;
import org.lockkeeper.portal.certificates.CertificatesReader;
import org.lockkeeper.portal.session.Download;
import org.lockkeeper.portal.session.Redirect;
import org.lockkeeper.portal.session.SignedIn;
import org.lockkeeper.portal.session.Toast;
import org.lockkeeper.portal.texts.Texts;

/** {@code /admin/certificates}: the certificates of one seller, reached from a deletion case. */
@Named
@RequestScoped
public class AdminCertificates {

  private final CertificatesReader reader;
  private final DownloadCertificate take;
  private final SignedIn signedIn;
  private final Download download;
  private final Redirect redirect;
  private final Toast toast;
  private final Texts texts;
  private final Optional<SellerId> seller;
  private @Nullable List<Listed> rows;

  @Inject
  AdminCertificates(
      CertificatesReader reader,
      DownloadCertificate take,
      SignedIn signedIn,
      Download download,
      Redirect redirect,
      Toast toast,
      Texts texts,
      HttpServletRequest request) {
    this.reader = reader;
    this.take = take;
    this.signedIn = signedIn;
    this.download = download;
    this.redirect = redirect;
    this.toast = toast;
    this.texts = texts;
    this.seller = seller(request.getParameter("seller"));
  }

  private static Optional<SellerId> seller(@Nullable String text) {
    try {
      return Optional.ofNullable(text).map(SellerId::of);
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** Answers as if there were no such page, unless the address names a seller. */
  public void check() {
    if (!here()) {
      redirect.nowhere();
    }
  }

  public boolean here() {
    return seller.isPresent();
  }

  /** The seller's id. */
  public String id() {
    return seller.map(SellerId::toString).orElse("");
  }

  /** The newest first. */
  public List<Listed> rows() {
    List<Listed> read = rows;
    if (read == null) {
      read = seller.map(reader::of).orElse(List.of());
      rows = read;
    }
    return read;
  }

  /** What a stage certifies, in words. */
  public String stage(Listed row) {
    return texts.get("admin.certificates.stage." + row.stage().name());
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

  /** Sends the ZIP. */
  public void zip(UUID certificate) {
    signedIn.need(Permission.RETENTION_READ);
    Optional<DownloadCertificate.File> file =
        seller.flatMap(of -> take.of(of, certificate, Form.ZIP, signedIn.actor()));
    if (file.isEmpty()) {
      toast.warn(texts.get("admin.certificates.message.waiting"));
    } else {
      download.file(file.get().name(), "application/zip", file.get().bytes().bytes());
    }
  }
}
