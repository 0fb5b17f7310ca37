package org.lockkeeper.integration.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lockkeeper.compliance.encryption.Cohort;
import org.lockkeeper.compliance.encryption.CustodianKeyId;
import org.lockkeeper.compliance.encryption.KeyCustodian;
import org.lockkeeper.compliance.encryption.KeyCustodianContract;

class KeystoreKeyCustodianTest extends KeyCustodianContract {

  private static final Map<String, String> CONTEXT = Map.of("seller", "0190");

  private static final class MovingClock extends Clock {
    private Instant now = Instant.parse("2026-11-21T12:00:00.5Z");

    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }

  @TempDir private Path directory = Path.of("");

  private final MovingClock clock = new MovingClock();
  private final List<KeyCustodian> opened = new ArrayList<>();

  @Override
  protected KeyCustodian custodian() {
    if (opened.isEmpty()) {
      opened.add(reopened());
    }
    return opened.getFirst();
  }

  @Override
  protected void daysPass(int days) {
    clock.now = clock.now.plus(Duration.ofDays(days));
  }

  @Override
  protected Instant now() {
    return clock.now;
  }

  @Test
  void a_key_is_there_after_a_restart() {
    CustodianKeyId key = custodian().create(Cohort.parse("E2027W08"));
    KeyCustodian.DataKey fresh = custodian().generate(key, CONTEXT);
    assertThat(reopened().unwrap(key, fresh.wrapped(), CONTEXT)).isEqualTo(fresh.clear());
  }

  @Test
  void a_key_that_one_process_disables_is_unusable_in_the_others_at_once() {
    KeyCustodian other = reopened();
    CustodianKeyId key = custodian().create(Cohort.parse("E2027W08"));
    KeyCustodian.DataKey fresh = custodian().generate(key, CONTEXT);
    assertThat(other.unwrap(key, fresh.wrapped(), CONTEXT)).isEqualTo(fresh.clear());
    custodian().disable(key);
    assertThatThrownBy(() -> other.unwrap(key, fresh.wrapped(), CONTEXT))
        .isInstanceOf(KeyCustodian.KeyUnusable.class);
    Instant at = custodian().scheduleDeletion(key, 7);
    assertThat(reopened().state(key)).isEqualTo(new KeyCustodian.State.PendingDeletion(at));
  }

  @Test
  void a_destroyed_key_is_not_in_the_file_and_is_not_made_again() throws Exception {
    Cohort cohort = Cohort.parse("E2027W08");
    CustodianKeyId key = custodian().create(cohort);
    KeystoreFile file = new KeystoreFile(path(), "correct horse".toCharArray());
    byte[] before = encoded(file);
    custodian().scheduleDeletion(key, 7);
    daysPass(8);
    assertThat(reopened().state(key)).isEqualTo(new KeyCustodian.State.Destroyed());
    assertThat(encoded(file)).isNotEqualTo(before);
    assertThatThrownBy(() -> reopened().create(cohort))
        .isInstanceOf(KeyCustodian.KeyUnusable.class);
  }

  @Test
  void writers_at_the_same_time_lose_no_key() throws Exception {
    int writers = 8;
    int each = 5;
    CountDownLatch ready = new CountDownLatch(writers);
    try (ExecutorService threads = Executors.newFixedThreadPool(writers)) {
      List<Future<List<CustodianKeyId>>> made = new ArrayList<>();
      for (int w = 0; w < writers; w++) {
        int first = w * each / 2; // half of the cohorts are wanted by two writers
        made.add(
            threads.submit(
                () -> {
                  KeyCustodian mine = reopened();
                  ready.countDown();
                  ready.await();
                  List<CustodianKeyId> keys = new ArrayList<>();
                  for (int week = 1; week <= each; week++) {
                    keys.add(
                        mine.create(new Cohort(Cohort.Kind.EXPIRY, 2027, 1 + (first + week) % 50)));
                  }
                  return keys;
                }));
      }
      KeyCustodian after = reopened();
      for (Future<List<CustodianKeyId>> keys : made) {
        for (CustodianKeyId key : keys.get()) {
          assertThat(after.state(key)).isEqualTo(new KeyCustodian.State.Enabled());
        }
      }
    }
  }

  @Test
  void only_the_owner_reads_the_file_and_nothing_is_left_beside_it() throws IOException {
    custodian().create(Cohort.parse("E2027W08"));
    custodian().create(Cohort.parse("P2026W47"));
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path())))
        .isEqualTo("rw-------");
    try (Stream<Path> files = Files.list(directory)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder("keys.p12", "keys.p12.lock");
    }
  }

  @Test
  void a_wrong_password_is_an_outage_and_not_an_empty_keystore() {
    custodian().create(Cohort.parse("E2027W08"));
    KeyCustodian wrong =
        new KeystoreKeyCustodian(path(), "wrong".toCharArray(), clock, new SecureRandom());
    assertThatThrownBy(() -> wrong.create(Cohort.parse("E2027W08")))
        .isInstanceOf(KeyCustodian.Unavailable.class);
    assertThat(reopened().state(new CustodianKeyId("keystore:E2027W08")))
        .isEqualTo(new KeyCustodian.State.Enabled());
  }

  @Test
  void a_file_that_was_cut_is_an_outage_and_is_not_overwritten() throws IOException {
    custodian().create(Cohort.parse("E2027W08"));
    byte[] cut = "not a keystore".getBytes(StandardCharsets.US_ASCII);
    Files.write(path(), cut);
    KeyCustodian reopened = reopened();
    assertThatThrownBy(() -> reopened.create(Cohort.parse("P2026W47")))
        .isInstanceOf(KeyCustodian.Unavailable.class);
    assertThat(Files.readAllBytes(path())).isEqualTo(cut);
  }

  private static byte[] encoded(KeystoreFile file) throws Exception {
    return file.read().values().iterator().next().key().getEncoded();
  }

  private Path path() {
    return directory.resolve("keys.p12");
  }

  private KeyCustodian reopened() {
    return new KeystoreKeyCustodian(
        path(), "correct horse".toCharArray(), clock, new SecureRandom());
  }
}
