package org.lockkeeper.compliance.encryption;

import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.lockkeeper.compliance.audit.AuditTrail;
import org.lockkeeper.kernel.Actor;
import org.lockkeeper.kernel.Ids;
import org.lockkeeper.kernel.OrderId;
import org.lockkeeper.kernel.SellerId;

/** Sealing as the product does it, over the ports that a database test gives. */
public final class SealingOnTables {

  /** A custodian in memory that a test takes down. */
  public static final class Custodian implements KeyCustodian {

    /** Of all tests, since weeks belong to no seller and their keys outlive a test. */
    private static final Map<CustodianKeyId, SecretKeySpec> KEYS = new ConcurrentHashMap<>();

    private final SecureRandom random = new SecureRandom();

    /** Whether it answers nobody. */
    public boolean down;

    @Override
    public CustodianKeyId create(Cohort cohort) {
      reachable();
      CustodianKeyId id = new CustodianKeyId("test/" + cohort + "/" + UUID.randomUUID());
      KEYS.put(id, new SecretKeySpec(bytes(32), "AES"));
      return id;
    }

    @Override
    public DataKey generate(CustodianKeyId key, Map<String, String> context) {
      reachable();
      byte[] clear = bytes(32);
      byte[] iv = bytes(12);
      byte[] sealed = aes(Cipher.ENCRYPT_MODE, key, iv, clear);
      byte[] wrapped = new byte[12 + sealed.length];
      System.arraycopy(iv, 0, wrapped, 0, 12);
      System.arraycopy(sealed, 0, wrapped, 12, sealed.length);
      return new DataKey(clear, new Opaque(wrapped));
    }

    @Override
    public byte[] unwrap(CustodianKeyId key, Opaque wrapped, Map<String, String> context) {
      reachable();
      byte[] bytes = wrapped.bytes();
      return aes(
          Cipher.DECRYPT_MODE,
          key,
          java.util.Arrays.copyOf(bytes, 12),
          java.util.Arrays.copyOfRange(bytes, 12, bytes.length));
    }

    private byte[] aes(int mode, CustodianKeyId key, byte[] iv, byte[] input) {
      SecretKeySpec secret = KEYS.get(key);
      if (secret == null) {
        throw new KeyUnusable(key);
      }
      try {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, secret, new GCMParameterSpec(128, iv));
        return cipher.doFinal(input);
      } catch (GeneralSecurityException e) {
        throw new WrongContext(key);
      }
    }

    private byte[] bytes(int count) {
      byte[] drawn = new byte[count];
      random.nextBytes(drawn);
      return drawn;
    }

    private void reachable() {
      if (down) {
        throw new Unavailable("test", false);
      }
    }

    @Override
    public void disable(CustodianKeyId key) {
      KEYS.remove(key);
    }

    @Override
    public Instant scheduleDeletion(CustodianKeyId key, int pendingDays) {
      return Instant.EPOCH;
    }

    @Override
    public State state(CustodianKeyId key) {
      return KEYS.containsKey(key) ? new State.Enabled() : new State.Destroyed();
    }
  }

  /** The ports; those of {@code apart} work in transactions of another connection. */
  public record Ports(
      Cohorts cohorts,
      SellerKeys sellerKeys,
      Cohorts cohortsApart,
      SellerKeys sellerKeysApart,
      SellerVolumes volumesApart,
      OrderKeys orderKeys,
      LookUpTokens tokens,
      SealedRecipients recipients,
      SellerVolumes volumes,
      HeldRecipients held) {}

  /** Runs a step in a transaction of the other connection. */
  public interface Apart {
    <T> T in(Supplier<T> step);
  }

  private final SellerKeyRing ring;
  private final RecipientEnvelope envelope;
  private final Ports ports;
  private final AuditTrail audit;
  private final Clock clock;
  private final SecureRandom random = new SecureRandom();

  /** What stands at the doors; nothing, unless a test sets it. */
  public CanaryTrap trap =
      new CanaryTrap() {
        @Override
        public boolean springs(SellerId of, OrderId order, String way) {
          return false;
        }

        @Override
        public boolean guards(SellerId of, OrderId order) {
          return false;
        }
      };

  /** A node with nothing in memory. */
  public SealingOnTables(
      Ports ports, Apart apart, KeyCustodian custodian, AuditTrail audit, Clock clock) {
    this.ports = ports;
    this.audit = audit;
    this.clock = clock;
    SealingSettings settings = new SealingSettings("test", Duration.ofMinutes(60));
    this.ring =
        new SellerKeyRing(
            custodian,
            ports.sellerKeysApart(),
            ports.cohortsApart(),
            ports.volumesApart(),
            settings,
            own(apart),
            new Ids(clock, random),
            clock,
            System::nanoTime,
            random);
    this.envelope =
        new RecipientEnvelope(
            ports.orderKeys(), ring, audit, () -> new Actor.Task("test"), settings, random);
  }

  private static OwnTransaction own(Apart apart) {
    return new OwnTransaction() {
      @Override
      public <T> T of(Supplier<T> step) {
        return apart.in(step);
      }
    };
  }

  /** The vault. */
  public SealedRecipientVault vault() {
    return new SealedRecipientVault(
        envelope,
        ring,
        ports.orderKeys(),
        ports.tokens(),
        trap,
        audit,
        () -> new Actor.Task("test"),
        clock,
        random);
  }

  /** Opening one field. */
  public OpenField openField() {
    return new OpenField(envelope, trap, audit, () -> new Actor.Task("test"));
  }

  /** Looking up by what a buyer says. */
  public FindByRecipient finder(SealedRecipients recipients) {
    return new FindByRecipient(
        ring,
        ports.sellerKeys(),
        ports.cohorts(),
        ports.tokens(),
        ports.orderKeys(),
        recipients,
        envelope,
        trap,
        audit,
        () -> new Actor.Task("test"));
  }

  /** The comparing. */
  public CompareCiphertexts compare() {
    return new CompareCiphertexts(ports.held(), ring, audit);
  }

  /** Key care, of which a test uses what works in the caller's transaction. */
  public KeyCare keyCare(KeyCustodian custodian, Apart apart) {
    return new KeyCare(
        custodian,
        ports.cohorts(),
        ports.sellerKeys(),
        ports.orderKeys(),
        ports.tokens(),
        ports.recipients(),
        ports.volumes(),
        ring,
        envelope,
        audit,
        () -> new Actor.Task("test"),
        own(apart),
        clock);
  }
}
