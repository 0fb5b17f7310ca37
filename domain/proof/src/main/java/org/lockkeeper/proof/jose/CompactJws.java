package org.lockkeeper.proof.jose;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * A JWS in compact form (RFC 7515), with one algorithm and one header: {@code alg} is ES256, {@code
 * kid} is the thumbprint of the key, {@code typ} says what is signed. Any further header is
 * refused, {@code crit} too, and so is any second spelling: base64url, header and payload are
 * canonical, and of the two values of {@code s} with which a signature holds, only the lower one is
 * taken.
 *
 * @param kid names the key
 * @param payload what is signed
 * @param signed the bytes that are signed, header and payload, as ASCII
 * @param signature r and s, base64url
 */
public record CompactJws(String kid, Json.Members payload, String signed, String signature) {

  /** ECDSA on P-256 with SHA-256 (RFC 7518 section 3.4). */
  public static final String ALGORITHM = "ES256";

  /** The longest one that is read, in bytes. */
  public static final int LONGEST = 4 << 20;

  private static final BigInteger HALF = EcKey.ORDER.shiftRight(1);

  /** What has to be signed for a document of that type under that key, in ASCII. */
  public static String signingInput(String type, String kid, Json.Members payload) {
    Json.Members header =
        new Json.Members(
            Map.of(
                "alg",
                new Json.Text(ALGORITHM),
                "kid",
                new Json.Text(kid),
                "typ",
                new Json.Text(type)));
    return Base64Url.encode(header.canonical()) + "." + Base64Url.encode(payload.canonical());
  }

  /**
   * Joins what was signed and its signature.
   *
   * @param signature r and s, 32 bytes each; an {@code s} in the upper half is replaced by the
   *     lower one that holds as well
   */
  public static String join(String signingInput, byte[] signature) {
    BigInteger s = new BigInteger(1, Arrays.copyOfRange(signature, 32, 64));
    byte[] low = signature.clone();
    if (s.compareTo(HALF) > 0) {
      System.arraycopy(EcKey.fixed(EcKey.ORDER.subtract(s)), 0, low, 32, 32);
    }
    return signingInput + "." + Base64Url.encode(low);
  }

  /**
   * Reads one, without checking the signature.
   *
   * @throws Malformed if it is anything else than described above
   */
  public static CompactJws parse(String type, byte[] bytes) {
    if (bytes.length > LONGEST) {
      throw new Malformed("it is longer than a certificate can be");
    }
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    List<String> parts = List.of(text.split("\\.", -1));
    if (parts.size() != 3) {
      throw new Malformed("it does not have three parts");
    }
    Json.Members header = Json.parse(Base64Url.decode(parts.get(0)));
    if (header.find("alg").isEmpty() || !header.text("alg").equals(ALGORITHM)) {
      throw new Malformed("its algorithm is not " + ALGORITHM);
    }
    header.exactly("alg", "kid", "typ");
    if (!header.text("typ").equals(type)) {
      throw new Malformed("it is not a document of the type " + type);
    }
    byte[] signature = Base64Url.decode(parts.get(2), 64);
    BigInteger r = new BigInteger(1, Arrays.copyOfRange(signature, 0, 32));
    BigInteger s = new BigInteger(1, Arrays.copyOfRange(signature, 32, 64));
    if (r.signum() == 0
        || s.signum() == 0
        || r.compareTo(EcKey.ORDER) >= 0
        || s.compareTo(HALF) > 0) {
      throw new Malformed("its signature is outside of the allowed range");
    }
    return new CompactJws(
        header.text("kid"),
        Json.parse(Base64Url.decode(parts.get(1))),
        parts.get(0) + "." + parts.get(1),
        parts.get(2));
  }

  /** Whether that key signed it. */
  public boolean isSignedBy(EcKey key) {
    if (!key.kid().equals(kid)) {
      return false;
    }
    try {
      Signature verifier = Signature.getInstance("SHA256withECDSAinP1363Format");
      verifier.initVerify(key.key());
      verifier.update(signed.getBytes(StandardCharsets.US_ASCII));
      return verifier.verify(Base64Url.decode(signature));
    } catch (GeneralSecurityException e) {
      return false;
    }
  }
}
