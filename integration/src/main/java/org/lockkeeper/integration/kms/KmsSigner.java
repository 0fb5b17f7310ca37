package org.lockkeeper.integration.kms;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.math.BigInteger;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.lockkeeper.compliance.encryption.CustodianName;
import org.lockkeeper.compliance.encryption.KeyCustodian;
import org.lockkeeper.compliance.encryption.Opaque;
import org.lockkeeper.compliance.encryption.Signer;
import org.lockkeeper.integration.aws.AwsClients;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.AlreadyExistsException;
import software.amazon.awssdk.services.kms.model.KeySpec;
import software.amazon.awssdk.services.kms.model.KeyUsageType;
import software.amazon.awssdk.services.kms.model.MessageType;
import software.amazon.awssdk.services.kms.model.NotFoundException;
import software.amazon.awssdk.services.kms.model.SigningAlgorithmSpec;

/**
 * Signs with keys in KMS, in the home region. The digest is made here, so the message does not
 * travel and may be of any length. KMS gives a signature in DER, which is taken apart.
 */
@ApplicationScoped
@CustodianName("kms")
class KmsSigner implements Signer {

  private static final int HALF = 32;
  private static final int SHORTEST_WAIT = 7;
  private static final byte SEQUENCE = 0x30;
  private static final byte INTEGER = 0x02;

  private final KmsRegions regions;
  private final Clock clock;
  private final Map<String, VerificationKey> known = new ConcurrentHashMap<>();

  @Inject
  KmsSigner(KmsRegions regions, Clock clock) {
    this.regions = regions;
    this.clock = clock;
  }

  @Override
  public VerificationKey key(Use use) {
    String name = "sign/" + use.word() + "/" + clock.instant().atZone(ZoneOffset.UTC).getYear();
    VerificationKey found = known.get(name);
    if (found == null) {
      found = find(regions.alias(name)).orElseGet(() -> made(use, regions.alias(name)));
      known.put(name, found);
    }
    return found;
  }

  @Override
  public Signature sign(Use use, byte[] message) {
    String id = key(use).id();
    byte[] der =
        call(
            () ->
                home()
                    .sign(
                        r ->
                            r.keyId(id)
                                .message(SdkBytes.fromByteArray(digest(message)))
                                .messageType(MessageType.DIGEST)
                                .signingAlgorithm(SigningAlgorithmSpec.ECDSA_SHA_256))
                    .signature()
                    .asByteArray());
    return new Signature(id, new Opaque(joined(der)));
  }

  /** From {@code SEQUENCE {INTEGER r, INTEGER s}} to r and s of 32 bytes each. */
  static byte[] joined(byte[] der) {
    // A signature on P-256 is shorter than 128 bytes, so that each length is one byte.
    if (der.length < 8 || der[0] != SEQUENCE || der[1] != der.length - 2) {
      throw new IllegalArgumentException("this is no signature in DER");
    }
    byte[] both = new byte[2 * HALF];
    int at = 2;
    for (int half = 0; half < 2; half++) {
      if (at + 2 > der.length || der[at] != INTEGER || at + 2 + der[at + 1] > der.length) {
        throw new IllegalArgumentException("this is no signature in DER");
      }
      byte[] number = new BigInteger(1, der, at + 2, der[at + 1]).toByteArray();
      int from = number.length > HALF ? number.length - HALF : 0;
      int length = number.length - from;
      System.arraycopy(number, from, both, (half + 1) * HALF - length, length);
      at += 2 + der[at + 1];
    }
    if (at != der.length) {
      throw new IllegalArgumentException("this is no signature in DER");
    }
    return both;
  }

  private Optional<VerificationKey> find(String alias) {
    return call(
        () -> {
          try {
            var answer = home().getPublicKey(r -> r.keyId(alias));
            return Optional.of(
                new VerificationKey(answer.keyId(), new Opaque(answer.publicKey().asByteArray())));
          } catch (NotFoundException none) {
            return Optional.empty();
          }
        });
  }

  private VerificationKey made(Use use, String alias) {
    String arn =
        call(
            () ->
                home()
                    .createKey(
                        r ->
                            r.description("Signs: " + use.word())
                                .keyUsage(KeyUsageType.SIGN_VERIFY)
                                .keySpec(KeySpec.ECC_NIST_P256)
                                .tags(regions.tags("signs", use.word())))
                    .keyMetadata()
                    .arn());
    call(
        () -> {
          try {
            return home().createAlias(r -> r.aliasName(alias).targetKeyId(arn));
          } catch (AlreadyExistsException another) {
            return home().scheduleKeyDeletion(r -> r.keyId(arn).pendingWindowInDays(SHORTEST_WAIT));
          }
        });
    return find(alias).orElseThrow(() -> new KeyCustodian.Unavailable("sign", false));
  }

  private KmsClient home() {
    return regions.client(regions.names().getFirst()).orElseThrow();
  }

  private static byte[] digest(byte[] message) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(message);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  private static <T> T call(Supplier<T> call) {
    try {
      return call.get();
    } catch (SdkException trouble) {
      throw new KeyCustodian.Unavailable("sign", AwsClients.throttled(trouble), trouble);
    }
  }
}
