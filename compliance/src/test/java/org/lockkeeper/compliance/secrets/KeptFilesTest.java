package org.lockkeeper.compliance.secrets;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class KeptFilesTest {

  private static final UUID FILE = new UUID(2, 1);
  private static final byte[] CLEAR = "a report".getBytes(StandardCharsets.UTF_8);

  private final MemoryVault vault = new MemoryVault();

  private KeptFiles node(String now) {
    return new KeptFiles(
        vault, new SecureRandom(), Clock.fixed(Instant.parse(now), ZoneOffset.UTC));
  }

  @Test
  void a_file_opens_on_another_node_and_years_later_when_there_is_a_newer_key() {
    byte[] closed = node("2026-11-22T00:00:00Z").close(FILE, CLEAR);
    assertThat(new String(closed, StandardCharsets.ISO_8859_1)).doesNotContain("report");
    KeptFiles later = node("2029-01-01T00:00:00Z");
    byte[] newer = later.close(FILE, CLEAR);
    assertThat(later.open(FILE, closed)).hasValue(CLEAR);
    assertThat(later.open(FILE, newer)).hasValue(CLEAR);
    assertThat(vault.names())
        .containsExactly("app/lockkeeper/file-key-2026", "app/lockkeeper/file-key-2029");
  }

  @Test
  void it_opens_at_its_own_place_and_unchanged_only() {
    KeptFiles files = node("2026-11-22T00:00:00Z");
    byte[] closed = files.close(FILE, CLEAR);
    assertThat(files.open(new UUID(2, 2), closed)).isEmpty();
    assertThat(files.open(FILE, new byte[0])).isEmpty();
    for (int i = 0; i < closed.length; i++) {
      byte[] changed = closed.clone();
      changed[i] ^= 1;
      assertThat(files.open(FILE, changed)).as("byte " + i).isEmpty();
    }
  }

  @Test
  void without_its_key_a_file_is_lost_and_no_new_key_is_made_to_read_it() {
    byte[] closed = node("2026-11-22T00:00:00Z").close(FILE, CLEAR);
    vault.forget();
    assertThat(node("2026-11-23T00:00:00Z").open(FILE, closed)).isEmpty();
    assertThat(vault.names()).isEmpty();
  }
}
