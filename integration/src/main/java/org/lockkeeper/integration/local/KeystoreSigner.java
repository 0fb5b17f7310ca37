package org.lockkeeper.integration.local;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import javax.crypto.spec.SecretKeySpec;
import org.eclipse.microprofile.config.Config;
import org.lockkeeper.compliance.encryption.CustodianName;
import org.lockkeeper.compliance.encryption.KeyCustodian;
import org.lockkeeper.compliance.encryption.Opaque;
import org.lockkeeper.compliance.encryption.Signer;

/**
 * Signs with keys in a PKCS#12 file beside the keystore. A key pair stands there as one run of
 * bytes, two of length, the private and the public key, because such a file takes a private key
 * only with a certificate, and nobody here issues one.
 */
@ApplicationScoped
@CustodianName("keystore")
class KeystoreSigner implements Signer {

  private static final String PREFIX = "keystore:";

  private final KeystoreFile file;
  private final Clock clock;
  private final SecureRandom random;

  @Inject
  KeystoreSigner(Config config, Clock clock, SecureRandom random) {
    this(
        Path.of(config.getValue("lockkeeper.keystore.file", String.class)),
        config.getValue("lockkeeper.keystore.password", String.class).toCharArray(),
        clock,
        random);
  }

  KeystoreSigner(Path keystore, char[] password, Clock clock, SecureRandom random) {
    this.file = new KeystoreFile(keystore.resolveSibling("signing.p12"), password);
    this.clock = clock;
    this.random = random;
  }

  private record Pair(String id, PrivateKey secret, Opaque open) {
    @Override
    public String toString() {
      return "Pair[" + id + "]";
    }
  }

  @Override
  public VerificationKey key(Use use) {
    Pair pair = pair(use);
    return new VerificationKey(pair.id(), pair.open());
  }

  @Override
  public Signature sign(Use use, byte[] message) {
    Pair pair = pair(use);
    try {
      java.security.Signature signature =
          java.security.Signature.getInstance("SHA256withECDSAinP1363Format");
      signature.initSign(pair.secret(), random);
      signature.update(message);
      return new Signature(pair.id(), new Opaque(signature.sign()));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform signs with P-256", e);
    }
  }

  private Pair pair(Use use) {
    String name = use.word() + "-" + clock.instant().atZone(ZoneOffset.UTC).getYear();
    try {
      KeystoreFile.Entry entry = file.read().get(name);
      if (entry == null) {
        entry = file.change(keys -> with(keys, name)).get(name);
      }
      byte[] bytes = Optional.ofNullable(entry).orElseThrow().key().getEncoded();
      try {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        byte[] secret = new byte[in.getShort()];
        in.get(secret);
        byte[] open = new byte[in.remaining()];
        in.get(open);
        PrivateKey key =
            KeyFactory.getInstance("EC").generatePrivate(new PKCS8EncodedKeySpec(secret));
        Arrays.fill(secret, (byte) 0);
        return new Pair(PREFIX + name, key, new Opaque(open));
      } finally {
        Arrays.fill(bytes, (byte) 0);
      }
    } catch (IOException | GeneralSecurityException e) {
      throw new KeyCustodian.Unavailable("sign", false, e);
    }
  }

  private Map<String, KeystoreFile.Entry> with(Map<String, KeystoreFile.Entry> keys, String name) {
    if (keys.containsKey(name)) {
      return keys;
    }
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"), random);
      KeyPair fresh = generator.generateKeyPair();
      byte[] secret = fresh.getPrivate().getEncoded();
      byte[] open = fresh.getPublic().getEncoded();
      byte[] both =
          ByteBuffer.allocate(2 + secret.length + open.length)
              .putShort((short) secret.length)
              .put(secret)
              .put(open)
              .array();
      keys.put(
          name,
          new KeystoreFile.Entry(
              KeystoreFile.Standing.ENABLED, Optional.empty(), new SecretKeySpec(both, "AES")));
      Arrays.fill(secret, (byte) 0);
      Arrays.fill(both, (byte) 0);
      return keys;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has P-256", e);
    }
  }
}
