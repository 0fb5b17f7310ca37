package org.lockkeeper.proof.certificate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lockkeeper.proof.jose.Malformed;

class CertificateZipTest {

  private final Map<String, byte[]> files = new CertificateSample().files();
  private final byte[] zip = CertificateZip.write(files);

  @Test
  void the_same_files_are_the_same_bytes_and_are_read_back() {
    assertThat(CertificateZip.write(new TreeMap<>(files))).isEqualTo(zip);
    Map<String, byte[]> read = CertificateZip.read(zip);
    assertThat(read.keySet()).isEqualTo(files.keySet());
    read.forEach((name, bytes) -> assertThat(bytes).isEqualTo(files.get(name)));
  }

  @Test
  void other_programs_can_read_it() throws IOException {
    Map<String, byte[]> read = new TreeMap<>();
    try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(zip))) {
      for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        read.put(entry.getName(), in.readAllBytes());
      }
    }
    assertThat(read.keySet()).isEqualTo(files.keySet());
  }

  @Test
  void every_flipped_bit_of_the_frame_is_refused_or_changes_a_file() {
    for (int i = 0; i < zip.length * 8; i += 5) {
      byte[] bad = zip.clone();
      bad[i / 8] ^= (byte) (1 << (i % 8));
      assertThatThrownBy(() -> CertificateZip.read(bad)).isInstanceOf(Malformed.class);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "../certificate.jws",
        "/etc/passwd.x",
        "keys/../../x.jwk",
        "C:x.jws",
        "keys\\x.jwk",
        "a/b/c.txt",
        "x",
        ".txt",
      })
  void a_name_that_leads_elsewhere_is_refused(String name) {
    byte[] bad = CertificateZip.write(Map.of(name, new byte[1]));
    assertThatThrownBy(() -> CertificateZip.read(bad)).hasMessageContaining("leads elsewhere");
  }

  @Test
  void a_file_that_is_there_twice_is_refused() {
    byte[] one = CertificateZip.write(Map.of("a.txt", new byte[1], "b.txt", new byte[2]));
    byte[] twice =
        new String(one, StandardCharsets.ISO_8859_1)
            .replace("b.txt", "a.txt")
            .getBytes(StandardCharsets.ISO_8859_1);
    assertThatThrownBy(() -> CertificateZip.read(twice)).hasMessageContaining("twice");
  }

  @Test
  void a_bomb_is_refused_before_anything_is_unpacked() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ZipOutputStream bomb = new ZipOutputStream(out)) {
      bomb.putNextEntry(new ZipEntry("certificate.jws"));
      bomb.write(new byte[10 << 20]);
    }
    assertThatThrownBy(() -> CertificateZip.read(out.toByteArray()))
        .hasMessageContaining("compressed");
  }

  @Test
  void more_files_than_there_can_be_are_refused() {
    Map<String, byte[]> many = new TreeMap<>();
    for (char a = 'a'; a <= 'z'; a++) {
      many.put(a + ".txt", new byte[0]);
      many.put(a + "x.txt", new byte[0]);
    }
    assertThatThrownBy(() -> CertificateZip.read(CertificateZip.write(many)))
        .hasMessageContaining("more files");
  }

  @Test
  void something_before_after_or_between_is_refused() {
    byte[] longer = Arrays.copyOf(zip, zip.length + 1);
    assertThatThrownBy(() -> CertificateZip.read(longer)).isInstanceOf(Malformed.class);
    byte[] shorter = Arrays.copyOf(zip, zip.length - 1);
    assertThatThrownBy(() -> CertificateZip.read(shorter)).isInstanceOf(Malformed.class);
    byte[] polyglot = new byte[zip.length + 4];
    polyglot[0] = '%';
    System.arraycopy(zip, 0, polyglot, 4, zip.length);
    assertThatThrownBy(() -> CertificateZip.read(polyglot)).isInstanceOf(Malformed.class);
    assertThatThrownBy(() -> CertificateZip.read(new byte[0])).isInstanceOf(Malformed.class);
  }

  @Test
  void a_length_beyond_the_end_is_refused() {
    for (int length : new int[] {Integer.MAX_VALUE, -1, zip.length}) {
      byte[] bad = zip.clone();
      for (int i = 0; i < 4; i++) {
        bad[22 + i] = (byte) (length >>> (8 * i));
      }
      assertThatThrownBy(() -> CertificateZip.read(bad)).hasMessageContaining("too early");
    }
  }
}
