package org.lockkeeper.integration.kms;

import static java.lang.System.Logger.Level.INFO;
import static java.lang.System.Logger.Level.WARNING;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.lockkeeper.compliance.encryption.Cohort;
import org.lockkeeper.compliance.encryption.CustodianKeyId;
import org.lockkeeper.compliance.encryption.CustodianName;
import org.lockkeeper.compliance.encryption.KeyCustodian;
import org.lockkeeper.compliance.encryption.Opaque;
import org.lockkeeper.integration.aws.AwsClients;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.AlreadyExistsException;
import software.amazon.awssdk.services.kms.model.DataKeySpec;
import software.amazon.awssdk.services.kms.model.DisabledException;
import software.amazon.awssdk.services.kms.model.GenerateDataKeyResponse;
import software.amazon.awssdk.services.kms.model.IncorrectKeyException;
import software.amazon.awssdk.services.kms.model.InvalidCiphertextException;
import software.amazon.awssdk.services.kms.model.InvalidKeyUsageException;
import software.amazon.awssdk.services.kms.model.KeyMetadata;
import software.amazon.awssdk.services.kms.model.KmsInvalidStateException;
import software.amazon.awssdk.services.kms.model.NotFoundException;

/**
 * Holds the cohort keys in Amazon's Key Management Service. In each region that the installation
 * names a cohort has a key of its own, not a replica; a data key is wrapped under all of them and
 * opens with any. So a region that is down takes no reading with it, and one that was told to
 * destroy its key does not do so for another: a cohort is gone when all its keys are.
 *
 * <p>Making a key and wrapping need every region; unwrapping asks the regions in their order and
 * goes on to the next only when one does not answer, never when it says no. The encryption context
 * stands in Amazon's own log in clear, and so holds opaque ids only.
 *
 * <p>Amazon spreads the state of a key within seconds and promises minutes: a key that was disabled
 * a moment ago may serve for that long elsewhere.
 */
@ApplicationScoped
@CustodianName("kms")
class KmsKeyCustodian implements KeyCustodian {

  private static final System.Logger LOG = System.getLogger(KmsKeyCustodian.class.getName());
  private static final int SHORTEST_WAIT = 7;

  private final KmsRegions regions;
  private final Clock clock;

  @Inject
  KmsKeyCustodian(KmsRegions regions, Clock clock) {
    this.regions = regions;
    this.clock = clock;
  }

  @Override
  public CustodianKeyId create(Cohort cohort) {
    String alias = regions.alias("cohort/" + cohort);
    List<RegionalKey> keys = new ArrayList<>();
    for (String region : regions.names()) {
      KmsClient kms = client("create", region);
      Optional<RegionalKey> known = named(kms, alias);
      keys.add(known.isPresent() ? known.get() : made(kms, alias, cohort));
    }
    return RegionalKey.together(keys);
  }

  @Override
  public DataKey generate(CustodianKeyId key, Map<String, String> context) {
    if (context.isEmpty()) {
      throw new IllegalArgumentException("a data key is bound to a context");
    }
    List<RegionalKey> keys = RegionalKey.apart(key);
    if (keys.isEmpty()) {
      throw new KeyUnusable(key);
    }
    RegionalKey home = keys.getFirst();
    KmsClient kms = client("generate", home.region());
    GenerateDataKeyResponse fresh =
        using(
            "generate",
            key,
            () ->
                kms.generateDataKey(
                    r ->
                        r.keyId(home.arn())
                            .keySpec(DataKeySpec.AES_256)
                            .encryptionContext(context)));
    byte[] clear = fresh.plaintext().asByteArray();
    try {
      List<byte[]> parts = new ArrayList<>();
      parts.add(fresh.ciphertextBlob().asByteArray());
      for (RegionalKey other : keys.subList(1, keys.size())) {
        KmsClient there = client("generate", other.region());
        parts.add(
            using(
                "generate",
                key,
                () ->
                    there
                        .encrypt(
                            r ->
                                r.keyId(other.arn())
                                    .plaintext(SdkBytes.fromByteArray(clear))
                                    .encryptionContext(context))
                        .ciphertextBlob()
                        .asByteArray()));
      }
      return new DataKey(clear.clone(), WrappedForRegions.bind(clear, parts));
    } finally {
      Arrays.fill(clear, (byte) 0);
    }
  }

  @Override
  public byte[] unwrap(CustodianKeyId key, Opaque wrapped, Map<String, String> context) {
    List<RegionalKey> keys = RegionalKey.apart(key);
    if (keys.isEmpty()) {
      throw new KeyUnusable(key);
    }
    WrappedForRegions parts =
        WrappedForRegions.read(wrapped)
            .filter(read -> read.parts().size() == keys.size())
            .orElseThrow(() -> new WrongContext(key));
    List<Unavailable> silent = new ArrayList<>();
    for (int i = 0; i < keys.size(); i++) {
      RegionalKey regional = keys.get(i);
      byte[] part = parts.parts().get(i);
      try {
        KmsClient kms = client("unwrap", regional.region());
        byte[] clear =
            using(
                "unwrap",
                key,
                () ->
                    kms.decrypt(
                            r ->
                                r.keyId(regional.arn())
                                    .ciphertextBlob(SdkBytes.fromByteArray(part))
                                    .encryptionContext(context))
                        .plaintext()
                        .asByteArray());
        if (clear.length != 32 || !parts.isBoundBy(clear)) {
          Arrays.fill(clear, (byte) 0);
          throw new WrongContext(key);
        }
        return clear;
      } catch (Unavailable trouble) {
        LOG.log(WARNING, "custodian.region-silent region={0}", regional.region());
        silent.add(trouble);
      }
    }
    throw new Unavailable(
        "unwrap", silent.stream().anyMatch(Unavailable::throttled), silent.getLast());
  }

  @Override
  public void disable(CustodianKeyId key) {
    List<Unavailable> silent = new ArrayList<>();
    for (RegionalKey regional : ours("disable", key)) {
      try {
        KmsClient kms = client("disable", regional.region());
        caring(
            "disable",
            () -> {
              try {
                kms.disableKey(r -> r.keyId(regional.arn()));
              } catch (NotFoundException gone) {
                return regional;
              } catch (KmsInvalidStateException trouble) {
                if (!(state(kms, regional) instanceof State.PendingDeletion)) {
                  throw trouble;
                }
              }
              return regional;
            });
      } catch (Unavailable trouble) {
        // The others are put out of use all the same.
        silent.add(trouble);
      }
    }
    if (!silent.isEmpty()) {
      throw silent.getFirst();
    }
    LOG.log(INFO, "custodian.key-disabled key={0}", key);
  }

  @Override
  public Instant scheduleDeletion(CustodianKeyId key, int pendingDays) {
    if (pendingDays < SHORTEST_WAIT || pendingDays > 30) {
      throw new IllegalArgumentException("a key waits 7 to 30 days for its deletion");
    }
    Optional<Instant> last = Optional.empty();
    List<Unavailable> silent = new ArrayList<>();
    for (RegionalKey regional : ours("scheduleDeletion", key)) {
      try {
        KmsClient kms = client("scheduleDeletion", regional.region());
        Optional<Instant> at =
            caring("scheduleDeletion", () -> scheduled(kms, regional, pendingDays));
        last = at.isPresent() && last.filter(at.get()::isBefore).isEmpty() ? at : last;
      } catch (Unavailable trouble) {
        silent.add(trouble);
      }
    }
    if (!silent.isEmpty()) {
      throw silent.getFirst();
    }
    LOG.log(INFO, "custodian.key-deletion-scheduled key={0}", key);
    return last.orElseGet(clock::instant);
  }

  @Override
  public State state(CustodianKeyId key) {
    List<State> states = new ArrayList<>();
    for (RegionalKey regional : ours("state", key)) {
      KmsClient kms = client("state", regional.region());
      states.add(caring("state", () -> state(kms, regional)));
    }
    return states.stream().reduce(KmsKeyCustodian::together).orElseGet(State.Destroyed::new);
  }

  /** Usable if both are; on the way to its end if both are; gone if both are. */
  private static State together(State one, State other) {
    if (one.equals(other)) {
      return one;
    }
    if (one instanceof State.PendingDeletion first
        && other instanceof State.PendingDeletion second) {
      return first.at().isAfter(second.at()) ? first : second;
    }
    if (one instanceof State.Destroyed && other instanceof State.PendingDeletion) {
      return other;
    }
    if (one instanceof State.PendingDeletion && other instanceof State.Destroyed) {
      return one;
    }
    return new State.Disabled();
  }

  private static State state(KmsClient kms, RegionalKey regional) {
    try {
      KeyMetadata metadata = kms.describeKey(r -> r.keyId(regional.arn())).keyMetadata();
      return switch (metadata.keyState()) {
        case ENABLED -> new State.Enabled();
        case PENDING_DELETION ->
            new State.PendingDeletion(
                Optional.ofNullable(metadata.deletionDate()).orElse(Instant.MAX));
        default -> new State.Disabled();
      };
    } catch (NotFoundException gone) {
      return new State.Destroyed();
    }
  }

  private static Optional<Instant> scheduled(KmsClient kms, RegionalKey regional, int days) {
    try {
      return Optional.of(
          kms.scheduleKeyDeletion(r -> r.keyId(regional.arn()).pendingWindowInDays(days))
              .deletionDate());
    } catch (NotFoundException gone) {
      return Optional.empty();
    } catch (KmsInvalidStateException trouble) {
      if (state(kms, regional) instanceof State.PendingDeletion pending) {
        return Optional.of(pending.at());
      }
      throw trouble;
    }
  }

  private static Optional<RegionalKey> named(KmsClient kms, String alias) {
    return caring(
        "create",
        () -> {
          try {
            return RegionalKey.of(kms.describeKey(r -> r.keyId(alias)).keyMetadata().arn());
          } catch (NotFoundException none) {
            return Optional.empty();
          }
        });
  }

  /** Makes a key and names it; whoever is second to name gives the own key up again. */
  private RegionalKey made(KmsClient kms, String alias, Cohort cohort) {
    String arn =
        caring(
            "create",
            () ->
                kms.createKey(
                        r ->
                            r.description("Cohort " + cohort)
                                .tags(regions.tags("cohort", cohort.toString())))
                    .keyMetadata()
                    .arn());
    RegionalKey mine = RegionalKey.of(arn).orElseThrow(() -> new Unavailable("create", false));
    boolean first =
        caring(
            "create",
            () -> {
              try {
                kms.createAlias(r -> r.aliasName(alias).targetKeyId(arn));
                return true;
              } catch (AlreadyExistsException another) {
                return false;
              }
            });
    if (first) {
      LOG.log(INFO, "custodian.key-made cohort={0} key={1}", cohort, arn);
      return mine;
    }
    caring("create", () -> scheduled(kms, mine, SHORTEST_WAIT));
    // Names take a moment to be known everywhere; the caller asks again.
    return named(kms, alias).orElseThrow(() -> new Unavailable("create", false));
  }

  private KmsClient client(String operation, String region) {
    return regions.client(region).orElseThrow(() -> new Unavailable(operation, false));
  }

  /** The regional keys; a name of another custodian's is not ours to say anything about. */
  private static List<RegionalKey> ours(String operation, CustodianKeyId key) {
    List<RegionalKey> keys = RegionalKey.apart(key);
    if (keys.isEmpty()) {
      throw new Unavailable(operation, false);
    }
    return keys;
  }

  /** A call that uses a key. */
  private static <T> T using(String operation, CustodianKeyId key, Supplier<T> call) {
    try {
      return call.get();
    } catch (InvalidCiphertextException | IncorrectKeyException trouble) {
      throw new WrongContext(key, trouble);
    } catch (DisabledException
        | KmsInvalidStateException
        | InvalidKeyUsageException
        | NotFoundException trouble) {
      throw new KeyUnusable(key, trouble);
    } catch (SdkException trouble) {
      if (AwsClients.denied(trouble)) {
        throw new KeyUnusable(key, trouble);
      }
      throw new Unavailable(operation, AwsClients.throttled(trouble), trouble);
    }
  }

  /** A call that looks after keys: what it was not told it does not believe. */
  private static <T> T caring(String operation, Supplier<T> call) {
    try {
      return call.get();
    } catch (SdkException trouble) {
      throw new Unavailable(operation, AwsClients.throttled(trouble), trouble);
    }
  }
}
