package org.lockkeeper.compliance.encryption;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.aead.AeadConfig;
import com.google.crypto.tink.aead.PredefinedAeadParameters;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.lockkeeper.kernel.SellerId;

/**
 * A key service in the process, which counts its calls. Tink asks it for each field; our ring asks
 * it as a {@link KeyCustodian}. Beside it are the two tables that the ring reads.
 */
final class InProcessKeyService implements KeyCustodian, Aead {

  private final LongAdder calls = new LongAdder();
  private final SecureRandom random;
  private final Aead service;

  InProcessKeyService(SecureRandom random) {
    this.random = random;
    try {
      AeadConfig.register();
      this.service =
          KeysetHandle.newBuilder()
              .addEntry(
                  KeysetHandle.generateEntryFromParameters(PredefinedAeadParameters.AES256_GCM)
                      .withRandomId()
                      .makePrimary())
              .build()
              .getPrimitive(RegistryConfiguration.get(), Aead.class);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("cannot set up Tink", e);
    }
  }

  /** How often it was asked, by whomever. */
  long calls() {
    return calls.sum();
  }

  @Override
  public byte[] encrypt(byte[] key, byte[] context) throws GeneralSecurityException {
    calls.increment();
    return service.encrypt(key, context);
  }

  @Override
  public byte[] decrypt(byte[] key, byte[] context) throws GeneralSecurityException {
    calls.increment();
    return service.decrypt(key, context);
  }

  @Override
  public CustodianKeyId create(Cohort cohort) {
    calls.increment();
    return new CustodianKeyId("bench:" + cohort);
  }

  @Override
  public DataKey generate(CustodianKeyId key, Map<String, String> context) {
    byte[] clear = new byte[32];
    random.nextBytes(clear);
    try {
      return new DataKey(clear, new Opaque(encrypt(clear, canonical(context))));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("cannot wrap", e);
    }
  }

  @Override
  public byte[] unwrap(CustodianKeyId key, Opaque wrapped, Map<String, String> context) {
    try {
      return decrypt(wrapped.bytes(), canonical(context));
    } catch (GeneralSecurityException e) {
      throw new WrongContext(key, e);
    }
  }

  @Override
  public void disable(CustodianKeyId key) {
    throw new UnsupportedOperationException("the benchmark closes no cohort");
  }

  @Override
  public Instant scheduleDeletion(CustodianKeyId key, int pendingDays) {
    throw new UnsupportedOperationException("the benchmark closes no cohort");
  }

  @Override
  public State state(CustodianKeyId key) {
    return new State.Enabled();
  }

  private static byte[] canonical(Map<String, String> context) {
    return new TreeMap<>(context).toString().getBytes(StandardCharsets.UTF_8);
  }

  /** The cohorts, in memory. */
  static final class KnownCohorts implements Cohorts {

    private final Map<Cohort, Cohorts.Row> rows = new ConcurrentHashMap<>();

    @Override
    public Optional<Cohorts.Row> find(Cohort cohort) {
      return Optional.ofNullable(rows.get(cohort));
    }

    @Override
    public Cohorts.Row insertIfAbsent(Cohorts.Row row) {
      return rows.computeIfAbsent(row.cohort(), cohort -> row);
    }

    @Override
    public List<Cohorts.Row> unfinished() {
      return List.copyOf(rows.values());
    }

    @Override
    public Optional<Cohorts.Row> lock(Cohort cohort) {
      return find(cohort);
    }

    @Override
    public void update(Cohorts.Row row) {
      rows.put(row.cohort(), row);
    }

    @Override
    public long liveOrderKeys(Cohort cohort) {
      return 0;
    }
  }

  /** The seller keys, in memory. */
  static final class KnownSellerKeys implements SellerKeys {

    private final Map<String, SellerKeys.Row> rows = new ConcurrentHashMap<>();

    @Override
    public Optional<SellerKeys.Row> find(SellerId seller, Cohort cohort) {
      return Optional.ofNullable(rows.get(seller + "/" + cohort));
    }

    @Override
    public SellerKeys.Row insertIfAbsent(SellerKeys.Row row) {
      return rows.computeIfAbsent(row.seller() + "/" + row.cohort(), key -> row);
    }

    @Override
    public List<Cohort> cohortsOf(SellerId seller) {
      return rows.values().stream().map(SellerKeys.Row::cohort).toList();
    }

    @Override
    public void forget(SellerId seller, Cohort cohort) {
      rows.remove(seller + "/" + cohort);
    }
  }

  /** One busy seller. */
  static final class OneSeller implements SellerVolumes {

    @Override
    public List<SellerId> sellers() {
      return List.of();
    }

    @Override
    public long ordersPerWeek(SellerId seller) {
      return 100_000;
    }
  }
}
