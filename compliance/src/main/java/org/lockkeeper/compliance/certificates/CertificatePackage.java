package org.lockkeeper.compliance.certificates;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.lockkeeper.kernel.OrderId;
import org.lockkeeper.proof.certificate.CertificateFiles;
import org.lockkeeper.proof.certificate.CertificateZip;
import org.lockkeeper.proof.certificate.OrderTree;

/** The files in which a sealed issue is handed out; the same issue always is the same bytes. */
final class CertificatePackage {

  private CertificatePackage() {}

  /** The ZIP. */
  static byte[] zip(Certificate certificate, Certificate.Issue issue) {
    return CertificateZip.write(files(certificate, issue));
  }

  /**
   * The files by their names.
   *
   * @throws IllegalStateException if the issue is not sealed
   */
  static Map<String, byte[]> files(Certificate certificate, Certificate.Issue issue) {
    Certificate.Sealing sealing =
        issue.sealing().orElseThrow(() -> new IllegalStateException("the issue is not sealed"));
    Map<String, byte[]> files = new TreeMap<>();
    files.put(CertificateFiles.CERTIFICATE, issue.jws().getBytes(StandardCharsets.US_ASCII));
    files.put(CertificateFiles.READABLE, CertificatePdf.of(certificate, issue));
    files.put(CertificateFiles.ENTRY, utf8(sealing.leaf()));
    files.put(CertificateFiles.PROOF, utf8(sealing.proof()));
    files.put(CertificateFiles.KEY, utf8(issue.jwk()));
    files.put(CertificateFiles.LOG_KEY, utf8(sealing.logKey() + "\n"));
    files.put(CertificateFiles.WITNESS_KEYS, utf8(String.join("\n", sealing.witnessKeys()) + "\n"));
    files.put(CertificateFiles.ORDERS, orders(certificate).file());
    CertificateTexts texts = new CertificateTexts(certificate.language());
    files.put(
        CertificateFiles.INSTRUCTIONS,
        resource(
            CertificatePackage.class, "instructions_" + texts.language().getLanguage() + ".txt"));
    files.put(CertificateFiles.PAGE, resource(CertificateFiles.class, CertificateFiles.PAGE));
    return files;
  }

  /** The tree over the orders. */
  static OrderTree orders(Certificate certificate) {
    return OrderTree.of(
        certificate.seed().bytes(), certificate.orders().stream().map(OrderId::toString).toList());
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] resource(Class<?> beside, String name) {
    try (InputStream in = beside.getResourceAsStream(name)) {
      return Objects.requireNonNull(in, name).readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
