package org.lockkeeper.verifier;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lockkeeper.proof.certificate.CertificateFiles;
import org.lockkeeper.proof.certificate.CertificateSample;
import org.lockkeeper.proof.certificate.CertificateZip;

class VerifierTest {

  private final CertificateSample sample = new CertificateSample();
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  @TempDir private Path folder;
  private Path zip = Path.of("");
  private Path keys = Path.of("");

  @BeforeEach
  void files() throws IOException {
    zip = Files.write(folder.resolve("certificate.zip"), CertificateZip.write(sample.files()));
    keys = Files.write(folder.resolve("keys.json"), sample.trust().document());
  }

  private int run(Object... args) {
    PrintStream stream = new PrintStream(out, true, StandardCharsets.UTF_8);
    return new Verifier(stream, stream).run(List.of(args).stream().map(Object::toString).toList());
  }

  private String said() {
    return out.toString(StandardCharsets.UTF_8);
  }

  @Test
  void a_good_certificate_under_given_keys_holds() {
    assertThat(run("--keys", keys, "--order", sample.orders.getFirst(), zip)).isZero();
    assertThat(said())
        .contains("OK           SIGNATURE")
        .contains("OK           ORDER")
        .endsWith("The certificate holds.\n");
  }

  @Test
  void without_keys_it_says_whom_it_believed() {
    assertThat(run(zip)).isZero();
    assertThat(said()).contains("UNPROVEN     TRUST").contains("IF the keys are the real ones");
  }

  @Test
  void a_flipped_byte_is_refused_and_the_line_is_named() throws IOException {
    Map<String, byte[]> files = new TreeMap<>(sample.files());
    byte[] jws = files.getOrDefault(CertificateFiles.CERTIFICATE, new byte[0]).clone();
    jws[jws.length - 20] ^= 1;
    files.put(CertificateFiles.CERTIFICATE, jws);
    Files.write(zip, CertificateZip.write(files));

    assertThat(run("--keys", keys, zip)).isEqualTo(1);
    assertThat(said()).contains("REFUSED at the line");
  }

  @Test
  void a_forged_zip_is_refused_under_the_real_keys() throws IOException {
    Files.write(zip, CertificateZip.write(new CertificateSample().files()));
    assertThat(run("--keys", keys, zip)).isEqualTo(1);
    assertThat(said()).contains("REFUSED at the line TRUST");
  }

  @Test
  void an_order_that_is_not_there_is_refused() {
    assertThat(run("--keys", keys, "--order", "x", zip)).isEqualTo(1);
    assertThat(said()).contains("REFUSED at the line ORDER");
  }

  @Test
  void what_cannot_be_read_or_was_asked_for_wrongly_is_told_apart() throws IOException {
    assertThat(run()).isEqualTo(2);
    assertThat(run("--other", zip)).isEqualTo(2);
    assertThat(run(zip, zip)).isEqualTo(2);
    assertThat(run(folder.resolve("none.zip"))).isEqualTo(2);
    Files.writeString(keys, "{}");
    assertThat(run("--keys", keys, zip)).isEqualTo(2);
    Files.writeString(zip, "no ZIP");
    assertThat(run(zip)).isEqualTo(1);
  }

  @Test
  void the_page_is_written_whole() {
    assertThat(run("--page")).isZero();
    assertThat(said()).startsWith("<!doctype html>").endsWith("</html>\n");
  }
}
