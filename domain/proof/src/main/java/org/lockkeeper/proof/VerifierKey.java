package org.lockkeeper.proof;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Objects;
import java.util.Optional;

/**
 * A key that verifies notes, with its name: {@code name+id+base64(type || key)} (C2SP {@code
 * signed-note}). Three types exist here, and each key has exactly one: an algorithm is never chosen
 * by what is verified.
 */
public final class VerifierKey {

  /** What signs, and how. */
  public enum Type {
    /** Ed25519 over the text. */
    ED25519(1),
    /** ECDSA on P-256 with SHA-256 over the text, in DER. */
    ECDSA(2),
    /** A witness: Ed25519 over a time and the text (C2SP {@code tlog-cosignature}). */
    COSIGNATURE(4);

    private final byte mark;

    Type(int mark) {
      this.mark = (byte) mark;
    }
  }

  private static final byte[] ED25519_INFO =
      HexFormat.of().parseHex("302a300506032b6570032100"); // SubjectPublicKeyInfo, RFC 8410

  private static final int ED25519_LENGTH = 32;
  private static final int ED25519_SIGNATURE = 64;

  private final String name;
  private final Type type;
  private final byte[] encoded;
  private final int id;
  private final PublicKey key;

  private VerifierKey(String name, Type type, byte[] encoded) {
    this.name = checkedName(name);
    this.type = type;
    this.encoded = encoded.clone();
    this.id = id(name, type, encoded);
    this.key = key(type, encoded);
  }

  static String checkedName(String name) {
    if (name.isEmpty()
        || name.codePoints()
            .anyMatch(
                c ->
                    c == '+'
                        || c < ' '
                        || Character.isWhitespace(c)
                        || Character.isSpaceChar(c)
                        || c == 0x85)) {
      throw new ProofRefused("A key's name has neither spaces nor a plus.");
    }
    return name;
  }

  /**
   * Ed25519.
   *
   * @param key 32 bytes (RFC 8032), or the whole SubjectPublicKeyInfo
   */
  public static VerifierKey ed25519(String name, byte[] key) {
    return new VerifierKey(name, Type.ED25519, raw(key));
  }

  /**
   * A witness.
   *
   * @param key 32 bytes (RFC 8032), or the whole SubjectPublicKeyInfo
   */
  public static VerifierKey witness(String name, byte[] key) {
    return new VerifierKey(name, Type.COSIGNATURE, raw(key));
  }

  /**
   * ECDSA.
   *
   * @param key SubjectPublicKeyInfo (RFC 5280), in DER
   */
  public static VerifierKey ecdsa(String name, byte[] key) {
    return new VerifierKey(name, Type.ECDSA, key);
  }

  private static byte[] raw(byte[] key) {
    boolean whole =
        key.length == ED25519_INFO.length + ED25519_LENGTH
            && Arrays.equals(key, 0, ED25519_INFO.length, ED25519_INFO, 0, ED25519_INFO.length);
    return whole ? Arrays.copyOfRange(key, ED25519_INFO.length, key.length) : key;
  }

  /**
   * Reads {@code name+id+key}.
   *
   * @throws ProofRefused if it is none, its id is another key's, or its type is unknown
   */
  public static VerifierKey parse(String text) {
    String[] parts = text.split("\\+", 3);
    if (parts.length != 3 || !parts[1].matches("[0-9a-f]{8}")) {
      throw new ProofRefused("A verifier key is a name, an id and a key, joined with plus.");
    }
    byte[] marked = Base64Text.decode(parts[2]);
    for (Type type : Type.values()) {
      if (marked.length > 1 && marked[0] == type.mark) {
        VerifierKey key =
            new VerifierKey(parts[0], type, Arrays.copyOfRange(marked, 1, marked.length));
        if (key.id != HexFormat.fromHexDigits(parts[1])) {
          throw new ProofRefused("The id of the verifier key " + parts[0] + " is not its own.");
        }
        return key;
      }
    }
    throw new ProofRefused("The verifier key " + parts[0] + " is of an unknown type.");
  }

  private static int id(String name, Type type, byte[] encoded) {
    byte[] hashed =
        switch (type) {
          case ECDSA -> encoded;
          case ED25519, COSIGNATURE -> {
            byte[] word = name.getBytes(StandardCharsets.UTF_8);
            yield ByteBuffer.allocate(word.length + 2 + encoded.length)
                .put(word)
                .put((byte) '\n')
                .put(type.mark)
                .put(encoded)
                .array();
          }
        };
    return ByteBuffer.wrap(Hash.sha256(hashed)).getInt();
  }

  private static PublicKey key(Type type, byte[] encoded) {
    try {
      switch (type) {
        case ECDSA -> {
          PublicKey key =
              KeyFactory.getInstance("EC").generatePublic(new X509EncodedKeySpec(encoded));
          if (!(key instanceof ECPublicKey curve)
              || curve.getParams().getOrder().bitLength() != 256
              || !Arrays.equals(key.getEncoded(), encoded)) {
            throw new ProofRefused("An ECDSA key is on P-256 and written in its one form.");
          }
          return key;
        }
        case ED25519, COSIGNATURE -> {
          if (encoded.length != ED25519_LENGTH) {
            throw new ProofRefused("An Ed25519 key has 32 bytes.");
          }
          byte[] whole = Arrays.copyOf(ED25519_INFO, ED25519_INFO.length + ED25519_LENGTH);
          System.arraycopy(encoded, 0, whole, ED25519_INFO.length, ED25519_LENGTH);
          return KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(whole));
        }
      }
      throw new IllegalStateException("every type has a key");
    } catch (GeneralSecurityException e) {
      throw new ProofRefused("The key is not of its type.", e);
    }
  }

  /** The name; no spaces, no plus. */
  public String name() {
    return name;
  }

  /** The type. */
  public Type type() {
    return type;
  }

  /** The first four bytes of a hash over the key. */
  public int id() {
    return id;
  }

  /** As others are given it. */
  public String text() {
    byte[] marked = ByteBuffer.allocate(1 + encoded.length).put(type.mark).put(encoded).array();
    return name + "+" + HexFormat.of().toHexDigits(id) + "+" + Base64Text.encode(marked);
  }

  /**
   * Checks a signature of this key.
   *
   * @throws ProofRefused if it is not good
   */
  Note.Verified verify(String text, NoteSignature signature) {
    byte[] bytes = signature.bytes();
    byte[] message = text.getBytes(StandardCharsets.UTF_8);
    Optional<Long> time = Optional.empty();
    if (type == Type.COSIGNATURE) {
      if (bytes.length != Long.BYTES + ED25519_SIGNATURE) {
        throw new ProofRefused("The cosignature of " + name + " has a wrong length.");
      }
      long seconds = ByteBuffer.wrap(bytes).getLong();
      if (seconds < 0) {
        throw new ProofRefused("The cosignature of " + name + " has an impossible time.");
      }
      message = cosigned(seconds, text);
      bytes = Arrays.copyOfRange(bytes, Long.BYTES, bytes.length);
      time = Optional.of(seconds);
    }
    try {
      Signature check = Signature.getInstance(type == Type.ECDSA ? "SHA256withECDSA" : "Ed25519");
      check.initVerify(key);
      check.update(message);
      if (!check.verify(bytes)) {
        throw new ProofRefused("The signature of " + name + " does not fit the text.");
      }
    } catch (GeneralSecurityException e) {
      throw new ProofRefused("The signature of " + name + " is not one.", e);
    }
    return new Note.Verified(this, time);
  }

  /**
   * Signs with the private half of this key, of the type {@link Type#ED25519}.
   *
   * @throws IllegalStateException if the key is of another type, or not the other half
   */
  public NoteSignature sign(PrivateKey secret, String text) {
    require(Type.ED25519);
    return checked(text, ed25519(secret, text.getBytes(StandardCharsets.UTF_8)));
  }

  /**
   * Cosigns with the private half of this key, of the type {@link Type#COSIGNATURE}.
   *
   * @param seconds when, since 1970
   * @throws IllegalStateException if the key is of another type, or not the other half
   */
  public NoteSignature cosign(PrivateKey secret, String text, long seconds) {
    require(Type.COSIGNATURE);
    byte[] signature = ed25519(secret, cosigned(seconds, text));
    return checked(
        text,
        ByteBuffer.allocate(Long.BYTES + signature.length).putLong(seconds).put(signature).array());
  }

  /**
   * A signature that was made elsewhere, for a key of the type {@link Type#ECDSA}.
   *
   * @param signature 64 bytes, r and s (RFC 7518 section 3.4)
   * @throws IllegalStateException if the key is of another type, or did not make this signature
   */
  public NoteSignature signed(String text, byte[] signature) {
    require(Type.ECDSA);
    return checked(text, Der.signature(signature));
  }

  private NoteSignature checked(String text, byte[] bytes) {
    NoteSignature line = new NoteSignature(name, id, bytes);
    try {
      verify(text, line);
      return line;
    } catch (ProofRefused e) {
      throw new IllegalStateException("the signature was made by another key", e);
    }
  }

  private void require(Type wanted) {
    if (type != wanted) {
      throw new IllegalStateException("a key of the type " + type + " does not sign so");
    }
  }

  private static byte[] cosigned(long seconds, String text) {
    return ("cosignature/v1\ntime " + seconds + "\n" + text).getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] ed25519(PrivateKey secret, byte[] message) {
    try {
      Signature signature = Signature.getInstance("Ed25519");
      signature.initSign(secret);
      signature.update(message);
      return signature.sign();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("not a key that signs Ed25519", e);
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof VerifierKey that
        && name.equals(that.name)
        && type == that.type
        && Arrays.equals(encoded, that.encoded);
  }

  @Override
  public int hashCode() {
    return Objects.hash(name, type, Arrays.hashCode(encoded));
  }

  @Override
  public String toString() {
    return text();
  }
}
