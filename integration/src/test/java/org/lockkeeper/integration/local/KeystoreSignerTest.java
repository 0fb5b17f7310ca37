package org.lockkeeper.integration.local;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.io.TempDir;
import org.lockkeeper.compliance.encryption.Signer;
import org.lockkeeper.compliance.encryption.SignerContract;

class KeystoreSignerTest extends SignerContract {

  private final Path directory;
  private final AtomicReference<Instant> now =
      new AtomicReference<>(Instant.parse("2026-11-22T12:00:00Z"));
  private final Clock clock = ((InstantSource) now::get).withZone(ZoneOffset.UTC);

  KeystoreSignerTest(@TempDir Path directory) {
    this.directory = directory;
  }

  @Override
  protected Signer signer() {
    return new KeystoreSigner(
        directory.resolve("keys.p12"), "correct horse".toCharArray(), clock, new SecureRandom());
  }

  @Override
  protected Signer anotherNode() {
    return signer();
  }

  @Override
  protected void daysPass(int days) {
    now.updateAndGet(instant -> instant.plus(Duration.ofDays(days)));
  }
}
