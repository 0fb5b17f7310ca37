package org.lockkeeper.integration.local;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.lockkeeper.compliance.secrets.SecretStore;
import org.lockkeeper.compliance.secrets.SecretStoreContract;
import org.lockkeeper.credentials.SecretRef;
import org.lockkeeper.integration.postgres.TestDatabase;
import org.lockkeeper.integration.postgres.Transactions;
import org.lockkeeper.kernel.Ids;
import org.lockkeeper.kernel.SellerId;

class SealedSecretTableTest extends SecretStoreContract {

  @TempDir private Path directory = Path.of("");

  private final SellerId anna = new SellerId(UUID.randomUUID());
  private final SellerId bert = new SellerId(UUID.randomUUID());
  private final Transactions transactions = TestDatabase.portal();
  private final AtomicReference<Instant> now =
      new AtomicReference<>(Instant.parse("2026-11-22T12:00:00Z"));
  private final Clock clock = ((InstantSource) now::get).withZone(ZoneOffset.UTC);
  private final List<SecretStore> opened = new ArrayList<>();

  @BeforeEach
  void two_sellers() {
    transactions.seller(anna, UUID.randomUUID());
    transactions.seller(bert, UUID.randomUUID());
  }

  @Override
  protected SecretStore store() {
    if (opened.isEmpty()) {
      opened.add(
          new SealedSecretTable(
              transactions.tenancy(),
              new Ids(clock, new SecureRandom()),
              clock,
              new SecureRandom(),
              directory.resolve("keys.p12").toString(),
              "correct horse"));
    }
    return opened.getFirst();
  }

  @Override
  protected List<SellerId> sellers() {
    return List.of(anna, bert);
  }

  @Override
  protected <T> T committed(Supplier<T> call) {
    return transactions.in(call);
  }

  @Override
  protected void timePasses() {
    now.updateAndGet(instant -> instant.plus(Duration.ofMinutes(10)));
  }

  @Override
  protected void swap(SellerId one, SellerId other, SecretRef ref) {
    byte[] first = sealed(one, ref);
    byte[] second = sealed(other, ref);
    seal(one, ref, second);
    seal(other, ref, first);
  }

  private byte[] sealed(SellerId seller, SecretRef ref) {
    return transactions.in(
        () ->
            transactions
                .tenancy()
                .as(seller)
                .first(
                    "select sealed from credentials.sealed_secret where seller_id = ? and path = ?",
                    row -> row.getBytes("sealed"),
                    seller.value(),
                    ref.path())
                .orElseThrow());
  }

  private void seal(SellerId seller, SecretRef ref, byte[] sealedBytes) {
    transactions.run(
        () ->
            transactions
                .tenancy()
                .as(seller)
                .run(
                    "update credentials.sealed_secret set sealed = ? where seller_id = ? and path = ?",
                    sealedBytes,
                    seller.value(),
                    ref.path()));
  }
}
