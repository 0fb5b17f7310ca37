package org.lockkeeper.compliance.secrets;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.lockkeeper.kernel.SellerId;

class SealedFilesTest {

  private static final SellerId SELLER = new SellerId(new UUID(1, 1));
  private static final SellerId OTHER = new SellerId(new UUID(1, 2));
  private static final UUID FILE = new UUID(2, 1);
  private static final byte[] CLEAR = "#1001, a mug".getBytes(StandardCharsets.UTF_8);

  private final FileSeals seals = new FileSeals();

  @Test
  void a_file_is_closed_and_opens_on_another_node() {
    byte[] closed = seals.node(Clock.systemUTC()).close(SELLER, FILE, CLEAR);
    assertThat(new String(closed, StandardCharsets.ISO_8859_1)).doesNotContain("1001");
    assertThat(seals.node(Clock.systemUTC()).open(SELLER, FILE, closed)).hasValue(CLEAR);
  }

  @Test
  void it_opens_at_its_own_place_and_unchanged_only() {
    SealedFiles files = seals.node(Clock.systemUTC());
    byte[] closed = files.close(SELLER, FILE, CLEAR);
    assertThat(files.open(OTHER, FILE, closed)).isEmpty();
    assertThat(files.open(SELLER, new UUID(2, 2), closed)).isEmpty();
    for (int i = 0; i < closed.length; i++) {
      byte[] changed = closed.clone();
      changed[i] ^= 1;
      assertThat(files.open(SELLER, FILE, changed)).as("byte " + i).isEmpty();
    }
    assertThat(files.open(SELLER, FILE, new byte[0])).isEmpty();
  }
}
