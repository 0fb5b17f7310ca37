package org.lockkeeper.integration.oidc;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jwt.JWT;
import com.nimbusds.oauth2.sdk.AuthorizationCode;
import com.nimbusds.oauth2.sdk.AuthorizationCodeGrant;
import com.nimbusds.oauth2.sdk.GeneralException;
import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.ResponseType;
import com.nimbusds.oauth2.sdk.Scope;
import com.nimbusds.oauth2.sdk.TokenRequest;
import com.nimbusds.oauth2.sdk.TokenResponse;
import com.nimbusds.oauth2.sdk.auth.ClientSecretBasic;
import com.nimbusds.oauth2.sdk.auth.Secret;
import com.nimbusds.oauth2.sdk.http.HTTPRequest;
import com.nimbusds.oauth2.sdk.http.HTTPResponse;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.id.State;
import com.nimbusds.oauth2.sdk.pkce.CodeChallengeMethod;
import com.nimbusds.oauth2.sdk.pkce.CodeVerifier;
import com.nimbusds.openid.connect.sdk.AuthenticationRequest;
import com.nimbusds.openid.connect.sdk.Nonce;
import com.nimbusds.openid.connect.sdk.OIDCTokenResponseParser;
import com.nimbusds.openid.connect.sdk.claims.IDTokenClaimsSet;
import com.nimbusds.openid.connect.sdk.op.OIDCProviderMetadata;
import com.nimbusds.openid.connect.sdk.validators.IDTokenValidator;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.lang.System.Logger.Level;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.lockkeeper.compliance.access.issuer.Attempt;
import org.lockkeeper.compliance.access.issuer.Issuer;
import org.lockkeeper.integration.http.Outbound;
import org.lockkeeper.kernel.PlatformTrouble;
import org.lockkeeper.kernel.SellerId;

/**
 * The organisation's issuer, over the library of Nimbus. Its description is read from its own
 * address and believed only if it names that address; a token only if the issuer signed it, with
 * the configured algorithm, for us, for this attempt, and its time is not over.
 */
@ApplicationScoped
class OidcIssuer implements Issuer {

  private static final System.Logger LOG = System.getLogger(OidcIssuer.class.getName());

  private static final String DESCRIPTION = "/.well-known/openid-configuration";

  private final OidcSettings settings;
  private final Outbound outbound;

  @Inject
  OidcIssuer(OidcSettings settings, Outbound outbound) {
    this.settings = settings;
    this.outbound = outbound;
  }

  @Override
  public boolean present() {
    return settings.issuer().isPresent();
  }

  @Override
  public URI question(Attempt attempt, URI callback) {
    try {
      return new AuthenticationRequest.Builder(
              ResponseType.CODE,
              new Scope("openid", "email"),
              new ClientID(settings.client()),
              callback)
          .endpointURI(description().getAuthorizationEndpointURI())
          .state(new State(attempt.state()))
          .nonce(new Nonce(attempt.nonce()))
          .codeChallenge(new CodeVerifier(attempt.verifier()), CodeChallengeMethod.S256)
          .build()
          .toURI();
    } catch (GeneralException e) {
      throw new PlatformTrouble("oidc.description", PlatformTrouble.Kind.UNAVAILABLE);
    }
  }

  @Override
  public Optional<Identity> proved(Map<String, String> answer, Attempt attempt, URI callback) {
    String code = answer.getOrDefault("code", "");
    if (code.isEmpty() || !same(answer.getOrDefault("state", ""), attempt.state())) {
      return refused("state");
    }
    try {
      OIDCProviderMetadata description = description();
      // RFC 9207: an answer that names its issuer names this one.
      String named = answer.getOrDefault("iss", description.getIssuer().getValue());
      if (!named.equals(description.getIssuer().getValue())) {
        return refused("issuer");
      }
      return identity(token(code, attempt, callback, description), attempt, description);
    } catch (GeneralException | BadJOSEException | JOSEException e) {
      return refused(e.getClass().getSimpleName());
    }
  }

  private static boolean same(String one, String other) {
    return MessageDigest.isEqual(
        one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
  }

  private static Optional<Identity> refused(String why) {
    LOG.log(Level.WARNING, "oidc.refused why={0}", why);
    return Optional.empty();
  }

  private OIDCProviderMetadata description() throws GeneralException {
    URI issuer = settings.issuer().orElseThrow();
    String address = issuer.toString().replaceFirst("/+$", "") + DESCRIPTION;
    OIDCProviderMetadata read =
        OIDCProviderMetadata.parse(body(get("oidc.description", URI.create(address))));
    if (!read.getIssuer().getValue().equals(issuer.toString())) {
      throw new GeneralException("the description names another issuer");
    }
    return read;
  }

  private JWT token(String code, Attempt attempt, URI callback, OIDCProviderMetadata description)
      throws GeneralException {
    HTTPRequest request =
        new TokenRequest.Builder(
                description.getTokenEndpointURI(),
                new ClientSecretBasic(
                    new ClientID(settings.client()), new Secret(settings.secret())),
                new AuthorizationCodeGrant(
                    new AuthorizationCode(code), callback, new CodeVerifier(attempt.verifier())))
            .build()
            .toHTTPRequest();
    Outbound.Answer answer =
        outbound.send(
            new Outbound.Request(
                SellerId.PLATFORM,
                "oidc.token",
                "POST",
                request.getURI(),
                headers(request),
                Optional.ofNullable(request.getBody())));
    HTTPResponse response = new HTTPResponse(answer.status());
    response.setContentType("application/json");
    response.setBody(body(answer));
    TokenResponse tokens = OIDCTokenResponseParser.parse(response);
    if (!tokens.indicatesSuccess()) {
      throw new GeneralException("the issuer gave no token");
    }
    return Optional.ofNullable(
            ((com.nimbusds.openid.connect.sdk.OIDCTokenResponse) tokens.toSuccessResponse())
                .getOIDCTokens()
                .getIDToken())
        .orElseThrow(() -> new GeneralException("the issuer gave no token of an identity"));
  }

  private Optional<Identity> identity(JWT token, Attempt attempt, OIDCProviderMetadata description)
      throws GeneralException, BadJOSEException, JOSEException {
    IDTokenClaimsSet claims =
        new IDTokenValidator(
                description.getIssuer(),
                new ClientID(settings.client()),
                JWSAlgorithm.parse(settings.algorithm()),
                keys(description))
            .validate(token, new Nonce(attempt.nonce()));
    boolean verified = Boolean.TRUE.equals(claims.getBooleanClaim("email_verified"));
    return Optional.of(
        new Identity(
            claims.getIssuer().getValue(),
            claims.getSubject().getValue(),
            Optional.ofNullable(claims.getStringClaim("email")).filter(email -> verified)));
  }

  private JWKSet keys(OIDCProviderMetadata description) throws GeneralException {
    try {
      return JWKSet.parse(body(get("oidc.keys", description.getJWKSetURI())));
    } catch (java.text.ParseException e) {
      throw new ParseException("the issuer's keys cannot be read", e);
    }
  }

  private Outbound.Answer get(String operation, URI address) {
    return outbound.send(
        new Outbound.Request(
            SellerId.PLATFORM,
            operation,
            "GET",
            address,
            Map.of("Accept", "application/json"),
            Optional.empty()));
  }

  private static Map<String, String> headers(HTTPRequest request) {
    Map<String, String> headers = new LinkedHashMap<>();
    request.getHeaderMap().forEach((name, values) -> headers.put(name, values.getFirst()));
    headers.put("Accept", "application/json");
    return headers;
  }

  private static String body(Outbound.Answer answer) {
    return new String(answer.body(), StandardCharsets.UTF_8);
  }
}
