package org.lockkeeper.compliance.encryption;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.aead.AeadConfig;
import com.google.crypto.tink.aead.KmsEnvelopeAead;
import com.google.crypto.tink.aead.PredefinedAeadParameters;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Arrays;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.lockkeeper.kernel.Ids;
import org.lockkeeper.kernel.OrderId;
import org.lockkeeper.kernel.SellerId;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.infra.BenchmarkParams;

/**
 * Seals and opens one field in three ways: ours; the platform's AES-256-GCM on the same bytes, with
 * a cipher that is kept, a random IV of the same source and no additional data, which is the least
 * that anybody can do; and Tink's envelope encryption, which asks its key service for each field.
 *
 * <p>The key service is the same in-process cipher for both; what a real one would cost on the wire
 * is left out, so the figure against Tink is the smallest there can be.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
public class FieldBenchmark {

  private static final SellerId SELLER = new SellerId(new UUID(1, 2));
  private static final Cohort COHORT = Cohort.parse("P2026W47");
  private static final OrderId ORDER = new OrderId(new UUID(3, 4));

  /** The system property with the file for the counts. */
  public static final String CALLS = "bench.calls";

  /** Bytes of the field in clear. */
  @Param({"64", "512"})
  public int bytes;

  private final SecureRandom random = new SecureRandom();
  private final InProcessKeyService service = new InProcessKeyService(random);

  private byte[] clear = new byte[0];
  private byte[] place = new byte[0];

  private final FieldCipher ours = new FieldCipher("bench", random);
  private final SellerKeyRing ring = ring();
  private final OrderKey orderKey = OrderKey.fresh(SELLER, ORDER, random);
  private final OrderKeys.Row orderRow = orderKey.wrap(ring.toSeal(SELLER, COHORT), 1);
  private byte[] sealedByUs = new byte[0];

  private final Cipher cipher = gcm();
  private SecretKey raw = new SecretKeySpec(new byte[32], "AES");
  private byte[] sealedRaw = new byte[0];

  private final Aead tink = tink();
  private byte[] sealedByTink = new byte[0];
  private long before;
  private byte[] sealedWithPlace = new byte[0];

  /** Makes what is opened later. */
  @Setup
  public void prepare() throws GeneralSecurityException {
    clear = new byte[bytes];
    random.nextBytes(clear);
    byte[] key = new byte[32];
    random.nextBytes(key);
    raw = new SecretKeySpec(key, "AES");
    // As long as our additional data: 76 bytes for all fields of the order, 16 for this one.
    place = Arrays.copyOf((SELLER + "/" + ORDER + "/name").getBytes(US_ASCII), 92);
    sealedByUs = oursSeal();
    sealedRaw = jceSeal();
    sealedByTink = tinkSeal();
    sealedWithPlace = jceSealSamePlace();
    before = service.calls();
  }

  /** Writes down how often the key service was asked since the preparation. */
  @TearDown
  public void tell(BenchmarkParams params) throws IOException {
    String name = params.getBenchmark();
    Files.writeString(
        Path.of(System.getProperty(CALLS, "bench-sealing.calls")),
        name.substring(name.lastIndexOf('.') + 1) + bytes + ' ' + (service.calls() - before) + '\n',
        StandardOpenOption.CREATE,
        StandardOpenOption.APPEND);
  }

  @Benchmark
  public byte[] oursSeal() {
    return ours.seal(orderKey, Field.NAME, 1, clear);
  }

  @Benchmark
  public byte[] oursOpen() {
    return ours.open(orderKey, Field.NAME, 1, sealedByUs);
  }

  /** The dearest case: for one field the seller's key is found and the order's key unwrapped. */
  @Benchmark
  public byte[] oursOpenWithKey() {
    try (OrderKey key = OrderKey.unwrap(orderRow, ring.toSeal(SELLER, COHORT))) {
      return ours.open(key, Field.NAME, 1, sealedByUs);
    }
  }

  @Benchmark
  public byte[] jceSeal() throws GeneralSecurityException {
    byte[] iv = new byte[12];
    random.nextBytes(iv);
    cipher.init(Cipher.ENCRYPT_MODE, raw, new GCMParameterSpec(128, iv));
    byte[] sealed = new byte[12 + bytes + 16];
    System.arraycopy(iv, 0, sealed, 0, 12);
    cipher.doFinal(clear, 0, bytes, sealed, 12);
    return sealed;
  }

  /** As {@link #jceSeal} with as much additional data as we bind. */
  @Benchmark
  public byte[] jceSealSamePlace() throws GeneralSecurityException {
    byte[] iv = new byte[12];
    random.nextBytes(iv);
    cipher.init(Cipher.ENCRYPT_MODE, raw, new GCMParameterSpec(128, iv));
    cipher.updateAAD(place);
    byte[] sealed = new byte[12 + bytes + 16];
    System.arraycopy(iv, 0, sealed, 0, 12);
    cipher.doFinal(clear, 0, bytes, sealed, 12);
    return sealed;
  }

  @Benchmark
  public byte[] jceOpenSamePlace() throws GeneralSecurityException {
    cipher.init(Cipher.DECRYPT_MODE, raw, new GCMParameterSpec(128, sealedWithPlace, 0, 12));
    cipher.updateAAD(place);
    return cipher.doFinal(sealedWithPlace, 12, sealedWithPlace.length - 12);
  }

  @Benchmark
  public byte[] jceOpen() throws GeneralSecurityException {
    cipher.init(Cipher.DECRYPT_MODE, raw, new GCMParameterSpec(128, sealedRaw, 0, 12));
    return cipher.doFinal(sealedRaw, 12, sealedRaw.length - 12);
  }

  @Benchmark
  public byte[] tinkSeal() throws GeneralSecurityException {
    return tink.encrypt(clear, place);
  }

  @Benchmark
  public byte[] tinkOpen() throws GeneralSecurityException {
    return tink.decrypt(sealedByTink, place);
  }

  private SellerKeyRing ring() {
    Clock clock = Clock.systemUTC();
    return new SellerKeyRing(
        service,
        new InProcessKeyService.KnownSellerKeys(),
        new InProcessKeyService.KnownCohorts(),
        new InProcessKeyService.OneSeller(),
        new SealingSettings("bench", SealingSettings.LONGEST_CACHE_SPAN),
        new OwnTransaction(),
        new Ids(clock, random),
        clock,
        new MachineTicker(),
        random);
  }

  private Aead tink() {
    try {
      AeadConfig.register();
      return KmsEnvelopeAead.create(PredefinedAeadParameters.AES256_GCM, service);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("cannot set up Tink", e);
    }
  }

  private static Cipher gcm() {
    try {
      return Cipher.getInstance("AES/GCM/NoPadding");
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java has no AES-GCM", e);
    }
  }
}
