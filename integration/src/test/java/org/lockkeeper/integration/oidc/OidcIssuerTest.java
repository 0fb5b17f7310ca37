package org.lockkeeper.integration.oidc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lockkeeper.compliance.access.issuer.Attempt;
import org.lockkeeper.compliance.access.issuer.Issuer;
import org.lockkeeper.integration.http.TestOutbound;
import org.lockkeeper.proof.certificate.Digests;
import org.lockkeeper.proof.jose.Base64Url;

/** Against an issuer that stands in for a real one, and lies where the test wants it to. */
class OidcIssuerTest {

  private static final String CLIENT = "lockkeeper";
  private static final URI CALLBACK =
      URI.create("https://lockkeeper.example/sign-in/issuer/callback");
  private static final Attempt ATTEMPT = Attempt.of("browser");
  private static final RSAKey KEY = key();

  private final TestOutbound world = new TestOutbound();
  private String issuer = "";
  private String described = "";
  private UnaryOperator<JWTClaimsSet.Builder> lie = claims -> claims;
  private String signature = "right";
  private Map<String, String> tokenCall = Map.of();

  private static RSAKey key() {
    try {
      return new RSAKeyGenerator(2048).keyID("k1").generate();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  @BeforeEach
  void an_issuer() {
    issuer = "http://" + world.address();
    described = issuer;
    world.answers(
        call ->
            switch (call.path()) {
              case "/.well-known/openid-configuration" ->
                  new TestOutbound.Reply(200, description());
              case "/keys" -> new TestOutbound.Reply(200, new JWKSet(KEY.toPublicJWK()).toString());
              case "/token" -> token(call);
              default -> new TestOutbound.Reply(404, "{}");
            });
  }

  @AfterEach
  void no_issuer() {
    world.close();
  }

  private String description() {
    return """
    {"issuer":"%1$s","authorization_endpoint":"%2$s/authorize","token_endpoint":"%2$s/token",
     "jwks_uri":"%2$s/keys","subject_types_supported":["public"],
     "response_types_supported":["code"],"id_token_signing_alg_values_supported":["RS256"]}
    """
        .formatted(described, issuer);
  }

  private TestOutbound.Reply token(TestOutbound.Call call) {
    tokenCall = form(call.body());
    if (!"right".equals(tokenCall.get("code"))) {
      return new TestOutbound.Reply(400, "{\"error\":\"invalid_grant\"}");
    }
    return new TestOutbound.Reply(
        200,
        "{\"access_token\":\"a\",\"token_type\":\"Bearer\",\"id_token\":\"" + signed() + "\"}");
  }

  private String signed() {
    Instant now = Instant.now();
    JWTClaimsSet claims =
        lie.apply(
                new JWTClaimsSet.Builder()
                    .issuer(issuer)
                    .subject("subject-1")
                    .audience(CLIENT)
                    .issueTime(Date.from(now))
                    .expirationTime(Date.from(now.plusSeconds(60)))
                    .claim("nonce", ATTEMPT.nonce())
                    .claim("email", "ada@lockkeeper.example")
                    .claim("email_verified", true))
            .build();
    try {
      switch (signature) {
        case "none" -> {
          return new PlainJWT(claims).serialize();
        }
        case "secret" -> {
          SignedJWT jwt = new SignedJWT(new JWSHeader(JWSAlgorithm.HS256), claims);
          jwt.sign(
              new MACSigner("client-secret-of-thirty-two-bytes".getBytes(StandardCharsets.UTF_8)));
          return jwt.serialize();
        }
        default -> {
          SignedJWT jwt =
              new SignedJWT(
                  new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(KEY.getKeyID()).build(), claims);
          jwt.sign(new RSASSASigner(signature.equals("right") ? KEY : key()));
          return jwt.serialize();
        }
      }
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Map<String, String> form(String text) {
    Map<String, String> form = new LinkedHashMap<>();
    for (String pair : text.split("&", -1)) {
      int at = pair.indexOf('=');
      form.put(
          URLDecoder.decode(pair.substring(0, at), StandardCharsets.UTF_8),
          URLDecoder.decode(pair.substring(at + 1), StandardCharsets.UTF_8));
    }
    return form;
  }

  private OidcIssuer asking() {
    return new OidcIssuer(
        new OidcSettings(
            Optional.of(issuer),
            Optional.of(CLIENT),
            Optional.of("client-secret-of-thirty-two-bytes"),
            "RS256"),
        world.outbound());
  }

  private Optional<Issuer.Identity> proved(String code, String state) {
    return asking().proved(Map.of("code", code, "state", state), ATTEMPT, CALLBACK);
  }

  private Optional<Issuer.Identity> proved() {
    return proved("right", ATTEMPT.state());
  }

  @Test
  @Tag("ASVS-V10.5.1")
  void the_question_asks_for_a_code_with_state_nonce_and_the_digest_of_a_verifier() {
    URI question = asking().question(ATTEMPT, CALLBACK);
    Map<String, String> asked = form(question.getRawQuery());
    assertThat(question.toString()).startsWith(issuer + "/authorize?");
    assertThat(asked)
        .containsEntry("response_type", "code")
        .containsEntry("client_id", CLIENT)
        .containsEntry("redirect_uri", CALLBACK.toString())
        .containsEntry("scope", "openid email")
        .containsEntry("state", ATTEMPT.state())
        .containsEntry("nonce", ATTEMPT.nonce())
        .containsEntry("code_challenge_method", "S256")
        .containsEntry(
            "code_challenge",
            Base64Url.encode(
                Digests.sha256(ATTEMPT.verifier().getBytes(StandardCharsets.US_ASCII))));
    assertThat(question.toString()).doesNotContain(ATTEMPT.verifier());
  }

  @Test
  @Tag("ASVS-V6.8.1")
  void who_the_issuer_proves_is_known_by_issuer_and_subject() {
    assertThat(proved())
        .contains(new Issuer.Identity(issuer, "subject-1", Optional.of("ada@lockkeeper.example")));
    assertThat(tokenCall)
        .containsEntry("grant_type", "authorization_code")
        .containsEntry("code_verifier", ATTEMPT.verifier())
        .containsEntry("redirect_uri", CALLBACK.toString());
  }

  @Test
  void an_e_mail_that_the_issuer_has_not_verified_is_none() {
    lie = claims -> claims.claim("email_verified", false);
    assertThat(proved().orElseThrow().verifiedEmail()).isEmpty();
    lie = claims -> claims.claim("email_verified", null);
    assertThat(proved().orElseThrow().verifiedEmail()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "other", "right"})
  @Tag("ASVS-V7.6.2")
  void an_answer_to_a_question_that_this_browser_did_not_ask_is_refused(String state) {
    assertThat(proved("right", state)).isEmpty();
    assertThat(proved("right", Attempt.of("another browser").state())).isEmpty();
    assertThat(tokenCall).isEmpty();
  }

  @Test
  void a_code_that_the_issuer_does_not_take_proves_nothing() {
    assertThat(proved("wrong", ATTEMPT.state())).isEmpty();
    assertThat(asking().proved(Map.of("state", ATTEMPT.state()), ATTEMPT, CALLBACK)).isEmpty();
    assertThat(
            asking()
                .proved(
                    Map.of("error", "access_denied", "state", ATTEMPT.state()), ATTEMPT, CALLBACK))
        .isEmpty();
  }

  @ParameterizedTest(name = "a token whose {0} is {1} proves nothing")
  @CsvSource({
    "iss, https://other.example",
    "aud, another-client",
    "nonce, another",
    "exp, -120",
    "iat, 3600",
    "azp, another-client",
    "sub, ''",
  })
  @Tag("ASVS-V9.2.1")
  @Tag("ASVS-V9.2.2")
  @Tag("ASVS-V9.2.3")
  @Tag("ASVS-V10.5.1")
  @Tag("ASVS-V10.5.4")
  void a_token_for_somebody_else_or_another_time_proves_nothing(String claim, String value) {
    lie =
        claims -> {
          Object wrong =
              claim.equals("exp") || claim.equals("iat")
                  ? Date.from(Instant.now().plusSeconds(Long.parseLong(value)))
                  : value;
          return claims.claim(claim, wrong);
        };
    assertThat(proved()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"none", "secret", "another-key"})
  @Tag("ASVS-V6.8.2")
  @Tag("ASVS-V9.1.1")
  @Tag("ASVS-V9.1.3")
  void a_token_that_the_issuers_key_has_not_signed_proves_nothing(String how) {
    signature = how;
    assertThat(proved()).isEmpty();
  }

  @Test
  @Tag("ASVS-V10.2.2")
  @Tag("ASVS-V10.5.3")
  void an_answer_that_names_another_issuer_is_refused() {
    assertThat(
            asking()
                .proved(
                    Map.of("code", "right", "state", ATTEMPT.state(), "iss", "https://o.example"),
                    ATTEMPT,
                    CALLBACK))
        .isEmpty();
    described = "https://other.example";
    assertThat(proved()).isEmpty();
    assertThatThrownBy(() -> asking().question(ATTEMPT, CALLBACK))
        .isInstanceOf(RuntimeException.class);
  }

  @Test
  void attempts_of_two_browsers_have_nothing_in_common() {
    Attempt other = Attempt.of("another browser");
    assertThat(other.state()).isNotEqualTo(ATTEMPT.state());
    assertThat(other.nonce()).isNotEqualTo(ATTEMPT.nonce());
    assertThat(other.verifier()).isNotEqualTo(ATTEMPT.verifier()).hasSize(43);
    assertThat(ATTEMPT.state()).isNotEqualTo(ATTEMPT.nonce());
    assertThat(ATTEMPT.toString()).doesNotContain(ATTEMPT.verifier());
  }

  @ParameterizedTest
  @CsvSource({"none", "HS256", "rs256"})
  @Tag("ASVS-V9.1.2")
  void only_signatures_with_a_public_key_are_configured(String algorithm) {
    assertThatThrownBy(
            () ->
                new OidcSettings(
                    Optional.of(issuer), Optional.of(CLIENT), Optional.of("s"), algorithm))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void an_issuer_without_a_client_is_not_configured_and_none_is_nothing() {
    assertThatThrownBy(
            () ->
                new OidcSettings(Optional.of(issuer), Optional.empty(), Optional.empty(), "RS256"))
        .isInstanceOf(IllegalStateException.class);
    assertThat(
            new OidcIssuer(
                    new OidcSettings(Optional.empty(), Optional.empty(), Optional.empty(), "RS256"),
                    world.outbound())
                .present())
        .isFalse();
  }
}
