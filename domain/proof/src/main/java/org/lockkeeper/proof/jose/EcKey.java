package org.lockkeeper.proof.jose;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECFieldFp;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPublicKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Map;
import java.util.TreeMap;

/**
 * A public key on P-256, as a JWK (RFC 7517) that is named by its thumbprint (RFC 7638).
 *
 * @param kid SHA-256 of the key's required members, base64url
 */
public record EcKey(String kid, PublicKey key) {

  private static final ECParameterSpec P256 = p256();

  /** The order of the curve's group. */
  static final BigInteger ORDER = P256.getOrder();

  private static final String X = "x";
  private static final String Y = "y";

  /**
   * Reads a SubjectPublicKeyInfo in DER.
   *
   * @throws Malformed if it is no key on P-256
   */
  public static EcKey ofSpki(byte[] der) {
    try {
      PublicKey key = KeyFactory.getInstance("EC").generatePublic(new X509EncodedKeySpec(der));
      if (key instanceof ECPublicKey point
          && point.getParams().getCurve().equals(P256.getCurve())) {
        return ofPoint(point.getW());
      }
    } catch (GeneralSecurityException e) {
      throw new Malformed("it is no public key");
    }
    throw new Malformed("it is no key on P-256");
  }

  /**
   * Reads a JWK.
   *
   * @throws Malformed unless it has exactly the members that {@link #jwk} writes, is on the curve,
   *     and is named by its own thumbprint
   */
  public static EcKey parse(byte[] jwk) {
    Json.Members members = Json.parse(jwk).exactly("alg", "crv", "kid", "kty", "use", X, Y);
    if (!members.text("alg").equals(CompactJws.ALGORITHM)
        || !members.text("crv").equals("P-256")
        || !members.text("kty").equals("EC")
        || !members.text("use").equals("sig")) {
      throw new Malformed("it is no key for ES256");
    }
    EcKey key =
        ofPoint(
            new ECPoint(
                new BigInteger(1, Base64Url.decode(members.text(X), 32)),
                new BigInteger(1, Base64Url.decode(members.text(Y), 32))));
    if (!key.kid().equals(members.text("kid"))) {
      throw new Malformed("its kid is not its thumbprint");
    }
    return key;
  }

  /** The JWK, in canonical form. */
  public byte[] jwk() {
    Map<String, Json> members = new TreeMap<>(required(point()));
    members.put("alg", new Json.Text(CompactJws.ALGORITHM));
    members.put("kid", new Json.Text(kid));
    members.put("use", new Json.Text("sig"));
    return new Json.Members(members).canonical();
  }

  private ECPoint point() {
    return ((ECPublicKey) key).getW();
  }

  private static EcKey ofPoint(ECPoint point) {
    if (!onCurve(point)) {
      throw new Malformed("it is no point on P-256");
    }
    try {
      return new EcKey(
          Base64Url.encode(sha256(new Json.Members(required(point)).canonical())),
          KeyFactory.getInstance("EC").generatePublic(new ECPublicKeySpec(point, P256)));
    } catch (GeneralSecurityException e) {
      throw new Malformed("it is no key on P-256");
    }
  }

  private static Map<String, Json> required(ECPoint point) {
    return Map.of(
        "crv",
        new Json.Text("P-256"),
        "kty",
        new Json.Text("EC"),
        X,
        new Json.Text(Base64Url.encode(fixed(point.getAffineX()))),
        Y,
        new Json.Text(Base64Url.encode(fixed(point.getAffineY()))));
  }

  private static boolean onCurve(ECPoint point) {
    if (point.equals(ECPoint.POINT_INFINITY)) {
      return false;
    }
    BigInteger p = ((ECFieldFp) P256.getCurve().getField()).getP();
    BigInteger x = point.getAffineX();
    BigInteger y = point.getAffineY();
    if (x.compareTo(p) >= 0 || y.compareTo(p) >= 0) {
      return false;
    }
    BigInteger right =
        x.modPow(BigInteger.valueOf(3), p)
            .add(P256.getCurve().getA().multiply(x))
            .add(P256.getCurve().getB())
            .mod(p);
    return y.multiply(y).mod(p).equals(right);
  }

  /** A number as 32 bytes, the greatest first. */
  static byte[] fixed(BigInteger number) {
    byte[] bytes = new byte[32];
    byte[] given = number.toByteArray();
    int from = Math.max(0, given.length - 32);
    System.arraycopy(given, from, bytes, 32 - (given.length - from), given.length - from);
    return bytes;
  }

  /** SHA-256. */
  static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  private static ECParameterSpec p256() {
    try {
      AlgorithmParameters parameters = AlgorithmParameters.getInstance("EC");
      parameters.init(new ECGenParameterSpec("secp256r1"));
      return parameters.getParameterSpec(ECParameterSpec.class);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has P-256", e);
    }
  }

  @Override
  public String toString() {
    return new String(jwk(), StandardCharsets.UTF_8);
  }
}
