package org.lockkeeper.proof.jose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CompactJwsTest {

  private static final String TYPE = "test+jws";
  private static final Json.Members PAYLOAD =
      new Json.Members(
          Map.of(
              "name",
              new Json.Text("Ada \"Lovelace\" é 😀 \n"),
              "rows",
              new Json.Items(List.of(new Json.Whole(0), new Json.Whole(Json.GREATEST)))));

  private final KeyPair pair = pair();
  private final EcKey key = EcKey.ofSpki(pair.getPublic().getEncoded());

  private static KeyPair pair() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  private byte[] sign(String input) {
    try {
      Signature signer = Signature.getInstance("SHA256withECDSAinP1363Format");
      signer.initSign(pair.getPrivate());
      signer.update(input.getBytes(StandardCharsets.US_ASCII));
      return signer.sign();
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  private String signed() {
    String input = CompactJws.signingInput(TYPE, key.kid(), PAYLOAD);
    return CompactJws.join(input, sign(input));
  }

  /** A well-signed document with whatever header and payload. */
  private byte[] signedWith(String header, String payload) {
    String input =
        Base64Url.encode(header.getBytes(StandardCharsets.UTF_8))
            + "."
            + Base64Url.encode(payload.getBytes(StandardCharsets.UTF_8));
    return ascii(CompactJws.join(input, sign(input)));
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  @Test
  void what_was_signed_is_read_back_and_found_signed_by_its_key_and_by_no_other() {
    CompactJws jws = CompactJws.parse(TYPE, ascii(signed()));

    assertThat(jws.payload()).isEqualTo(PAYLOAD);
    assertThat(jws.kid()).isEqualTo(key.kid());
    assertThat(jws.isSignedBy(key)).isTrue();
    assertThat(jws.isSignedBy(EcKey.ofSpki(pair().getPublic().getEncoded()))).isFalse();
  }

  @Test
  void every_flipped_bit_of_a_document_is_refused() {
    byte[] good = ascii(signed());
    for (int i = 0; i < good.length * 8; i++) {
      byte[] bad = good.clone();
      bad[i / 8] ^= (byte) (1 << (i % 8));
      assertThat(accepted(bad)).as("bit " + i).isFalse();
    }
  }

  private boolean accepted(byte[] bytes) {
    try {
      return CompactJws.parse(TYPE, bytes).isSignedBy(key);
    } catch (Malformed e) {
      return false;
    }
  }

  @ParameterizedTest(name = "header {0}")
  @ValueSource(
      strings = {
        "{\"alg\":\"none\",\"kid\":\"KID\",\"typ\":\"test+jws\"}",
        "{\"alg\":\"HS256\",\"kid\":\"KID\",\"typ\":\"test+jws\"}",
        "{\"alg\":\"ES384\",\"kid\":\"KID\",\"typ\":\"test+jws\"}",
        "{\"alg\":\"es256\",\"kid\":\"KID\",\"typ\":\"test+jws\"}",
        "{\"kid\":\"KID\",\"typ\":\"test+jws\"}",
        "{\"alg\":\"ES256\",\"kid\":\"KID\",\"typ\":\"other+jws\"}",
        "{\"alg\":\"ES256\",\"kid\":\"KID\"}",
        "{\"alg\":\"ES256\",\"typ\":\"test+jws\"}",
        "{\"alg\":\"ES256\",\"crit\":[\"b64\"],\"kid\":\"KID\",\"typ\":\"test+jws\"}",
        "{\"alg\":\"ES256\",\"jku\":\"https://example.com\",\"kid\":\"KID\",\"typ\":\"test+jws\"}",
        "{\"alg\":\"ES256\",\"jwk\":{},\"kid\":\"KID\",\"typ\":\"test+jws\"}",
        "{\"alg\":\"ES256\",\"alg\":\"ES256\",\"kid\":\"KID\",\"typ\":\"test+jws\"}",
        "{\"alg\":\"none\",\"alg\":\"ES256\",\"kid\":\"KID\",\"typ\":\"test+jws\"}",
        "{\"typ\":\"test+jws\",\"kid\":\"KID\",\"alg\":\"ES256\"}",
        "{ \"alg\":\"ES256\",\"kid\":\"KID\",\"typ\":\"test+jws\"}",
        "{\"alg\":\"ES256\",\"kid\":\"KID\",\"typ\":\"test+jws\"} ",
        "{\"alg\":\"ES25\\u0036\",\"kid\":\"KID\",\"typ\":\"test+jws\"}",
        "[\"ES256\"]",
        "",
      })
  void a_header_that_is_not_exactly_ours_is_refused_though_well_signed(String header) {
    byte[] bytes =
        signedWith(
            header.replace("KID", key.kid()),
            new String(PAYLOAD.canonical(), StandardCharsets.UTF_8));

    assertThatThrownBy(() -> CompactJws.parse(TYPE, bytes)).isInstanceOf(Malformed.class);
  }

  @ParameterizedTest(name = "payload {0}")
  @ValueSource(
      strings = {
        "{\"a\":1,\"a\":1}",
        "{\"b\":1,\"a\":1}",
        "{\"a\":01}",
        "{\"a\":-1}",
        "{\"a\":1.0}",
        "{\"a\":1e0}",
        "{\"a\":9007199254740992}",
        "{\"a\":99999999999999999999}",
        "{\"a\":null}",
        "{\"a\":true}",
        "{\"a\":1,}",
        "{\"a\":\"\\/\"}",
        "{\"a\":\"\\u0061\"}",
        "{\"a\":\"\\uD800\"}",
        "{\"a\":\"\t\"}",
        "{\"a\":1}{}",
        "{\"a\":1",
        "{\"a\":[1,]}",
        "\uFEFF{\"a\":1}",
        "\"a\"",
      })
  void a_payload_that_is_not_canonical_is_refused_though_well_signed(String payload) {
    byte[] bytes =
        signedWith(
            "{\"alg\":\"ES256\",\"kid\":\"" + key.kid() + "\",\"typ\":\"test+jws\"}", payload);

    assertThatThrownBy(() -> CompactJws.parse(TYPE, bytes)).isInstanceOf(Malformed.class);
  }

  @Test
  void a_payload_nested_without_end_is_refused_before_the_stack_is() {
    byte[] bytes =
        signedWith(
            "{\"alg\":\"ES256\",\"kid\":\"" + key.kid() + "\",\"typ\":\"test+jws\"}",
            "{\"a\":" + "[".repeat(200_000));

    assertThatThrownBy(() -> CompactJws.parse(TYPE, bytes)).hasMessageContaining("too deep");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\n", " ", ".", "=", "A"})
  void something_after_the_end_is_refused(String more) {
    assertThat(accepted(ascii(signed() + more))).isFalse();
    assertThat(accepted(ascii(more + signed()))).isFalse();
  }

  @Test
  void a_flipped_bit_that_no_byte_uses_is_refused() {
    // 64 bytes are 86 characters, and four bits of the last one are nobody's.
    String good = signed();
    String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    int last = alphabet.indexOf(good.charAt(good.length() - 1));
    for (int other = 1; other < 16; other++) {
      String bad = good.substring(0, good.length() - 1) + alphabet.charAt(last ^ other);
      assertThat(accepted(ascii(bad))).isFalse();
    }
  }

  @Test
  void of_the_two_signatures_that_hold_only_the_lower_one_is_taken() {
    String input = CompactJws.signingInput(TYPE, key.kid(), PAYLOAD);
    Set<Boolean> seen = new HashSet<>();
    for (int i = 0; i < 40; i++) {
      byte[] signature = sign(input);
      BigInteger s = new BigInteger(1, Arrays.copyOfRange(signature, 32, 64));
      boolean high = s.compareTo(EcKey.ORDER.shiftRight(1)) > 0;
      seen.add(high);
      assertThat(accepted(ascii(input + "." + Base64Url.encode(signature)))).isEqualTo(!high);
      assertThat(accepted(ascii(CompactJws.join(input, signature)))).isTrue();
    }
    assertThat(seen).containsExactlyInAnyOrder(true, false);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1})
  void a_signature_of_zeros_is_refused(int which) {
    String input = CompactJws.signingInput(TYPE, key.kid(), PAYLOAD);
    byte[] signature = sign(input);
    Arrays.fill(signature, 32 * which, 32 * which + 32, (byte) 0);

    assertThatThrownBy(
            () -> CompactJws.parse(TYPE, ascii(input + "." + Base64Url.encode(signature))))
        .isInstanceOf(Malformed.class);
  }

  @Test
  void a_key_is_named_by_its_thumbprint_and_every_flipped_bit_of_it_is_refused() {
    byte[] jwk = key.jwk();
    assertThat(EcKey.parse(jwk)).isEqualTo(key);
    for (int i = 0; i < jwk.length * 8; i++) {
      byte[] bad = jwk.clone();
      bad[i / 8] ^= (byte) (1 << (i % 8));
      assertThatThrownBy(() -> EcKey.parse(bad)).as("bit " + i).isInstanceOf(Malformed.class);
    }
  }

  @Test
  void a_thumbprint_is_that_of_rfc_7638() {
    // The key of RFC 7515 appendix A.3; its thumbprint as other libraries work it out.
    EcKey known =
        EcKey.parse(
            ("{\"alg\":\"ES256\",\"crv\":\"P-256\","
                    + "\"kid\":\"oKIywvGUpTVTyxMQ3bwIIeQUudfr_CkLMjCE19ECD-U\",\"kty\":\"EC\","
                    + "\"use\":\"sig\",\"x\":\"f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU\","
                    + "\"y\":\"x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0\"}")
                .getBytes(StandardCharsets.US_ASCII));

    assertThat(known.kid()).isEqualTo("oKIywvGUpTVTyxMQ3bwIIeQUudfr_CkLMjCE19ECD-U");
  }

  @Test
  void the_example_of_rfc_7515_verifies_with_our_key() throws GeneralSecurityException {
    EcKey known =
        EcKey.parse(
            ("{\"alg\":\"ES256\",\"crv\":\"P-256\","
                    + "\"kid\":\"oKIywvGUpTVTyxMQ3bwIIeQUudfr_CkLMjCE19ECD-U\",\"kty\":\"EC\","
                    + "\"use\":\"sig\",\"x\":\"f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU\","
                    + "\"y\":\"x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0\"}")
                .getBytes(StandardCharsets.US_ASCII));
    CompactJws example =
        new CompactJws(
            known.kid(),
            PAYLOAD,
            "eyJhbGciOiJFUzI1NiJ9"
                + ".eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9p"
                + "c19yb290Ijp0cnVlfQ",
            "DtEhU3ljbEg8L38VWAfUAqOyKAM6-Xx-F4GawxaepmXFCgfTjDxw5djxLa8ISlSApmWQxfKTUJqPP3-Kg"
                + "6NU1Q");

    assertThat(example.isSignedBy(known)).isTrue();
  }

  @Test
  void keys_of_another_curve_are_refused() throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec("secp384r1"));
    byte[] other = generator.generateKeyPair().getPublic().getEncoded();

    assertThatThrownBy(() -> EcKey.ofSpki(other)).isInstanceOf(Malformed.class);
  }
}
