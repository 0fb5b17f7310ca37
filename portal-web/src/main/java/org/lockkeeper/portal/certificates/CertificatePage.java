package org.lockkeeper.portal.certificates;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.lockkeeper.compliance.certificates.DownloadCertificate;
import org.lockkeeper.compliance.certificates.PublishKeys;
import org.lockkeeper.compliance.certificates.SendLinksAgain;
import org.lockkeeper.portal.session.Download;
import org.lockkeeper.portal.session.RemoteIp;

/**
 * {@code /certificate}: for whoever has no account any more. The code comes in the fragment
 * of the link, which no server is told, or is typed; it travels in the body of a request only.
 */
@Named
@RequestScoped
public class CertificatePage {

  private final DownloadCertificate certificates;
  private final SendLinksAgain links;
  private final PublishKeys keys;
  private final Download download;
  private final RemoteIp remote;
  private final HttpServletRequest request;
  private @Nullable String code;
  private @Nullable String address;
  private String outcome = "";

  @Inject
  CertificatePage(
      DownloadCertificate certificates,
      SendLinksAgain links,
      PublishKeys keys,
      Download download,
      RemoteIp remote,
      HttpServletRequest request) {
    this.certificates = certificates;
    this.links = links;
    this.keys = keys;
    this.download = download;
    this.remote = remote;
    this.request = request;
  }

  /** Sends the ZIP of the code. */
  public void open() {
    Optional<DownloadCertificate.File> file =
        code == null ? Optional.empty() : certificates.byCode(code);
    code = null;
    if (file.isEmpty()) {
      outcome = "ended";
    } else {
      download.file(file.get().name(), "application/zip", file.get().bytes().bytes());
    }
  }

  /** Asks for a new link; the answer is the same whether the address is known or not. */
  public void ask() {
    if (address != null) {
      links.ask(address, remote.of(request));
      address = null;
      outcome = "asked";
    }
  }

  /** Empty, {@code ended} or {@code asked}. */
  public String outcome() {
    return outcome;
  }

  /** The fingerprints of all public keys, each with its use in front. */
  public List<String> fingerprints() {
    return keys.fingerprints();
  }

  public @Nullable String getCode() {
    return null;
  }

  public void setCode(@Nullable String code) {
    this.code = code;
  }

  public @Nullable String getAddress() {
    return null;
  }

  public void setAddress(@Nullable String address) {
    this.address = address;
  }
}
