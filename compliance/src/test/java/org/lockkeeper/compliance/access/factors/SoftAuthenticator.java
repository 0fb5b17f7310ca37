package org.lockkeeper.compliance.access.factors;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An authenticator and its browser, in software: answers what a page asks, and lies wherever a test
 * wants it to.
 */
final class SoftAuthenticator {

  private static final Pattern CHALLENGE = Pattern.compile("\"challenge\":\"([A-Za-z0-9_-]+)\"");
  private static final int UP = 0x01;
  private static final int UV = 0x04;
  private static final int AT = 0x40;

  private final KeyPair keys;
  private final byte[] id = new byte[32];
  private final long algorithm;
  private final boolean rsa;

  String origin = "https://lockkeeper.example";
  String host = "lockkeeper.example";
  boolean verified = true;
  long count = 1;
  Optional<UUID> handle = Optional.empty();

  private SoftAuthenticator(KeyPair keys, long algorithm, boolean rsa) {
    this.keys = keys;
    this.algorithm = algorithm;
    this.rsa = rsa;
    new java.security.SecureRandom().nextBytes(id);
  }

  static SoftAuthenticator es256() {
    return elliptic(-7);
  }

  /** One that names an algorithm of its own choice. */
  static SoftAuthenticator elliptic(long algorithm) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      return new SoftAuthenticator(generator.generateKeyPair(), algorithm, false);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** RSA with SHA-1, which nobody should take any more. */
  static SoftAuthenticator rs1() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(2048);
      return new SoftAuthenticator(generator.generateKeyPair(), -65535, true);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Another device with the same key. */
  SoftAuthenticator copy() {
    SoftAuthenticator copy = new SoftAuthenticator(keys, algorithm, rsa);
    System.arraycopy(id, 0, copy.id, 0, id.length);
    copy.count = count;
    return copy;
  }

  static byte[] challenge(String options) {
    Matcher found = CHALLENGE.matcher(options);
    if (!found.find()) {
      throw new AssertionError("no challenge in " + options);
    }
    return Base64.getUrlDecoder().decode(found.group(1));
  }

  String create(String options) {
    ByteArrayOutputStream data = new ByteArrayOutputStream();
    data.writeBytes(head(AT));
    data.writeBytes(new byte[16]);
    data.write(0);
    data.write(id.length);
    data.writeBytes(id);
    data.writeBytes(rsa ? rsaKey() : ecKey());
    Cbor object = new Cbor();
    object.map(3);
    object.text("fmt").text("none");
    object.text("attStmt").map(0);
    object.text("authData").bytes(data.toByteArray());
    return """
        {"id":"%s","rawId":"%s","type":"public-key","clientExtensionResults":{},
         "response":{"clientDataJSON":"%s","attestationObject":"%s"}}
        """
        .formatted(
            url(id),
            url(id),
            url(client("webauthn.create", challenge(options))),
            url(object.toByteArray()));
  }

  String get(String options) {
    return get(challenge(options));
  }

  String get(byte[] challenge) {
    byte[] data = head(0);
    byte[] client = client("webauthn.get", challenge);
    try {
      Signature signature = Signature.getInstance(rsa ? "SHA1withRSA" : "SHA256withECDSA");
      signature.initSign(keys.getPrivate());
      signature.update(data);
      signature.update(sha256(client));
      return """
          {"id":"%s","rawId":"%s","type":"public-key","clientExtensionResults":{},
           "response":{"clientDataJSON":"%s","authenticatorData":"%s","signature":"%s"%s}}
          """
          .formatted(
              url(id),
              url(id),
              url(client),
              url(data),
              url(signature.sign()),
              handle.map(SoftAuthenticator::handle).orElse(""));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String handle(UUID account) {
    return ",\"userHandle\":\""
        + url(
            ByteBuffer.allocate(16)
                .putLong(account.getMostSignificantBits())
                .putLong(account.getLeastSignificantBits())
                .array())
        + "\"";
  }

  private byte[] head(int more) {
    ByteBuffer head = ByteBuffer.allocate(37);
    head.put(sha256(host.getBytes(StandardCharsets.UTF_8)));
    head.put((byte) (UP | (verified ? UV : 0) | more));
    head.putInt((int) count);
    return head.array();
  }

  private byte[] client(String type, byte[] challenge) {
    return "{\"type\":\"%s\",\"challenge\":\"%s\",\"origin\":\"%s\",\"crossOrigin\":false}"
        .formatted(type, url(challenge), origin)
        .getBytes(StandardCharsets.UTF_8);
  }

  private byte[] ecKey() {
    ECPublicKey key = (ECPublicKey) keys.getPublic();
    Cbor cose = new Cbor();
    cose.map(5);
    cose.number(1).number(2);
    cose.number(3).number(algorithm);
    cose.number(-1).number(1);
    cose.number(-2).bytes(fixed(key.getW().getAffineX()));
    cose.number(-3).bytes(fixed(key.getW().getAffineY()));
    return cose.toByteArray();
  }

  private byte[] rsaKey() {
    RSAPublicKey key = (RSAPublicKey) keys.getPublic();
    Cbor cose = new Cbor();
    cose.map(4);
    cose.number(1).number(3);
    cose.number(3).number(algorithm);
    byte[] modulus = key.getModulus().toByteArray();
    cose.number(-1).bytes(java.util.Arrays.copyOfRange(modulus, 1, modulus.length));
    cose.number(-2).bytes(key.getPublicExponent().toByteArray());
    return cose.toByteArray();
  }

  private static byte[] fixed(BigInteger number) {
    byte[] bytes = number.toByteArray();
    byte[] fixed = new byte[32];
    int length = Math.min(32, bytes.length);
    System.arraycopy(bytes, bytes.length - length, fixed, 32 - length, length);
    return fixed;
  }

  private static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String url(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  /** As much of RFC 8949 as an authenticator writes. */
  private static final class Cbor {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    private Cbor head(int major, long value) {
      if (value < 24) {
        out.write(major << 5 | (int) value);
      } else if (value < 256) {
        out.write(major << 5 | 24);
        out.write((int) value);
      } else if (value < 65536) {
        out.write(major << 5 | 25);
        out.write((int) value >> 8);
        out.write((int) value);
      } else {
        out.write(major << 5 | 26);
        out.writeBytes(ByteBuffer.allocate(4).putInt((int) value).array());
      }
      return this;
    }

    Cbor map(int size) {
      return head(5, size);
    }

    Cbor number(long value) {
      return value < 0 ? head(1, -1 - value) : head(0, value);
    }

    Cbor text(String text) {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      head(3, bytes.length);
      out.writeBytes(bytes);
      return this;
    }

    Cbor bytes(byte[] bytes) {
      head(2, bytes.length);
      out.writeBytes(bytes);
      return this;
    }

    byte[] toByteArray() {
      return out.toByteArray();
    }
  }
}
