package org.lockkeeper.compliance.access.factors;

import com.webauthn4j.WebAuthnManager;
import com.webauthn4j.converter.AttestedCredentialDataConverter;
import com.webauthn4j.converter.util.ObjectConverter;
import com.webauthn4j.credential.CredentialRecord;
import com.webauthn4j.credential.CredentialRecordImpl;
import com.webauthn4j.data.AttestationConveyancePreference;
import com.webauthn4j.data.AuthenticationData;
import com.webauthn4j.data.AuthenticationParameters;
import com.webauthn4j.data.AuthenticatorSelectionCriteria;
import com.webauthn4j.data.PublicKeyCredentialCreationOptions;
import com.webauthn4j.data.PublicKeyCredentialDescriptor;
import com.webauthn4j.data.PublicKeyCredentialParameters;
import com.webauthn4j.data.PublicKeyCredentialRequestOptions;
import com.webauthn4j.data.PublicKeyCredentialRpEntity;
import com.webauthn4j.data.PublicKeyCredentialType;
import com.webauthn4j.data.PublicKeyCredentialUserEntity;
import com.webauthn4j.data.RegistrationData;
import com.webauthn4j.data.RegistrationParameters;
import com.webauthn4j.data.ResidentKeyRequirement;
import com.webauthn4j.data.UserVerificationRequirement;
import com.webauthn4j.data.attestation.authenticator.AttestedCredentialData;
import com.webauthn4j.data.attestation.authenticator.AuthenticatorData;
import com.webauthn4j.data.attestation.authenticator.COSEKey;
import com.webauthn4j.data.attestation.statement.COSEAlgorithmIdentifier;
import com.webauthn4j.data.attestation.statement.NoneAttestationStatement;
import com.webauthn4j.data.client.CollectedClientData;
import com.webauthn4j.data.client.Origin;
import com.webauthn4j.data.client.challenge.DefaultChallenge;
import com.webauthn4j.server.ServerProperty;
import com.webauthn4j.util.exception.WebAuthnException;
import com.webauthn4j.verifier.exception.BadOriginException;
import com.webauthn4j.verifier.exception.BadRpIdException;
import com.webauthn4j.verifier.exception.BadSignatureException;
import com.webauthn4j.verifier.exception.NotAllowedAlgorithmException;
import com.webauthn4j.verifier.exception.UserNotVerifiedException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.lockkeeper.compliance.access.Account;
import org.lockkeeper.compliance.access.factors.SecondFactors.By;
import org.lockkeeper.compliance.access.factors.SecondFactors.Finding;
import org.lockkeeper.compliance.encryption.Opaque;
import org.lockkeeper.proof.certificate.Digests;

/**
 * Passkeys (WebAuthn level 3). The library reads and verifies what an authenticator signs; what
 * only we can know is checked here: that the challenge is one of ours, asked of this person, for
 * this use and not yet answered; that the credential is this person's; that its counter goes
 * forward; that the person was verified by the authenticator; that the algorithm is one we take.
 */
@ApplicationScoped
class Passkeys {

  static final Duration OPEN_FOR = Duration.ofMinutes(5);

  /** Elliptic curves first; RSA with SHA-256 for the authenticators of older Windows machines. */
  static final List<COSEAlgorithmIdentifier> ALGORITHMS =
      List.of(
          COSEAlgorithmIdentifier.ES256,
          COSEAlgorithmIdentifier.EdDSA,
          COSEAlgorithmIdentifier.RS256);

  private static final int CHALLENGE_BYTES = 32;
  private static final int LONGEST = 16 * 1024;
  private static final String NAME = "Lockkeeper";

  private final ObjectConverter converter = new ObjectConverter();
  private final AttestedCredentialDataConverter credentials =
      new AttestedCredentialDataConverter(converter);
  private final WebAuthnManager library = WebAuthnManager.createNonStrictWebAuthnManager(converter);

  private final Challenges challenges;
  private final Factors factors;
  private final FactorSettings settings;
  private final SecureRandom random;
  private final Clock clock;

  @Inject
  Passkeys(
      Challenges challenges,
      Factors factors,
      FactorSettings settings,
      SecureRandom random,
      Clock clock) {
    this.challenges = challenges;
    this.factors = factors;
    this.settings = settings;
    this.random = random;
    this.clock = clock;
    // The counter is compared by the database, so that two nodes cannot both be told the same.
    library.getAuthenticationDataVerifier().setMaliciousCounterValueHandler(object -> {});
  }

  /** What an enrollment brought. */
  sealed interface Enrolled {

    record Yes(Factor.Means.Passkey means) implements Enrolled {}

    /**
     * It is none that we take.
     *
     * @param why a word for the audit log
     */
    record No(String why) implements Enrolled {}
  }

  /** What a page hands to {@code navigator.credentials.create}, as JSON. */
  String offer(Account account, List<Factor> known) {
    return json(
        new PublicKeyCredentialCreationOptions(
            new PublicKeyCredentialRpEntity(settings.origin().getHost(), NAME),
            new PublicKeyCredentialUserEntity(
                handle(account.id()), account.login(), account.displayName()),
            challenge(account, Challenges.Use.ENROLL),
            parameters(),
            OPEN_FOR.toMillis(),
            descriptors(known),
            new AuthenticatorSelectionCriteria(
                null, ResidentKeyRequirement.PREFERRED, UserVerificationRequirement.REQUIRED),
            AttestationConveyancePreference.NONE,
            null));
  }

  /** What a page hands to {@code navigator.credentials.get}, as JSON. */
  String ask(Account account, List<Factor> mine) {
    return json(
        new PublicKeyCredentialRequestOptions(
            challenge(account, Challenges.Use.ANSWER),
            OPEN_FOR.toMillis(),
            settings.origin().getHost(),
            descriptors(mine),
            UserVerificationRequirement.REQUIRED,
            null));
  }

  /** Checks what an authenticator made of an offer. */
  Enrolled enroll(Account account, String response, Instant now) {
    if (response.length() > LONGEST) {
      return new Enrolled.No("malformed");
    }
    Optional<RegistrationData> read = read(() -> library.parseRegistrationResponseJSON(response));
    if (read.isEmpty()) {
      return new Enrolled.No("malformed");
    }
    try {
      RegistrationData data = read.get();
      Optional<byte[]> challenge = challenge(data.getCollectedClientData());
      if (!taken(account, Challenges.Use.ENROLL, challenge, now)) {
        return new Enrolled.No("challenge");
      }
      library.verify(
          data,
          new RegistrationParameters(server(challenge.orElseThrow()), parameters(), true, true));
      return attested(data)
          .filter(
              found ->
                  found.getAttestedCredentialData() != null
                      && allowed(found.getAttestedCredentialData()))
          .<Enrolled>map(this::means)
          .orElseGet(() -> new Enrolled.No("algorithm"));
    } catch (WebAuthnException e) {
      return new Enrolled.No(why(e));
    }
  }

  /** What was sent, read; empty if it cannot be, which the library tells in many ways. */
  private static <T> Optional<T> read(Supplier<T> reading) {
    try {
      return Optional.of(reading.get());
    } catch (RuntimeException e) {
      return Optional.empty(); // whoever sent it may send anything: no trouble of ours
    }
  }

  private static Optional<AuthenticatorData<?>> attested(RegistrationData data) {
    return Optional.ofNullable(data.getAttestationObject())
        .map(object -> object.getAuthenticatorData());
  }

  private Enrolled.Yes means(AuthenticatorData<?> found) {
    AttestedCredentialData credential = found.getAttestedCredentialData();
    if (credential == null) {
      throw new IllegalStateException("a credential was looked for before");
    }
    return new Enrolled.Yes(
        new Factor.Means.Passkey(
            new Opaque(credential.getCredentialId()),
            new Opaque(credentials.convert(credential)),
            found.getSignCount(),
            found.isFlagBE()));
  }

  /**
   * Checks an answer.
   *
   * @param mine the factors of this person with which it may be given
   */
  Finding check(Account account, List<Factor> mine, String response, Instant now) {
    if (response.length() > LONGEST) {
      return Finding.no("malformed");
    }
    Optional<AuthenticationData> read =
        read(() -> library.parseAuthenticationResponseJSON(response));
    if (read.isEmpty()) {
      return Finding.no("malformed");
    }
    try {
      AuthenticationData data = read.get();
      Optional<byte[]> challenge = challenge(data.getCollectedClientData());
      if (!taken(account, Challenges.Use.ANSWER, challenge, now)) {
        return Finding.odd("challenge");
      }
      Optional<Factor> own = own(account, mine, data);
      if (own.isEmpty() || !(own.get().means() instanceof Factor.Means.Passkey passkey)) {
        return Finding.alarm("not-own");
      }
      AttestedCredentialData key = credentials.convert(passkey.publicKey().bytes());
      if (!allowed(key)) {
        return Finding.alarm("algorithm");
      }
      library.verify(
          data,
          new AuthenticationParameters(
              server(challenge.orElseThrow()),
              record(passkey, key),
              List.of(passkey.credential().bytes()),
              true,
              true));
      AuthenticatorData<?> said = data.getAuthenticatorData();
      if (said == null
          || !factors.useCount(account.seller(), own.get().id(), said.getSignCount(), now)) {
        return Finding.alarm("counter");
      }
      return new Finding.Yes(By.PASSKEY, Optional.of(own.get().id()));
    } catch (UserNotVerifiedException e) {
      return Finding.odd(why(e));
    } catch (WebAuthnException e) {
      return Finding.alarm(why(e));
    }
  }

  /** The factor whose credential answered, if it is this person's and says so. */
  private static Optional<Factor> own(Account account, List<Factor> mine, AuthenticationData data) {
    byte[] handle = data.getUserHandle();
    if (handle != null
        && handle.length > 0
        && !new Opaque(handle).equals(new Opaque(handle(account.id())))) {
      return Optional.empty();
    }
    Opaque credential = new Opaque(data.getCredentialId());
    return mine.stream()
        .filter(factor -> factor.account().equals(account.id()))
        .filter(
            factor ->
                factor.means() instanceof Factor.Means.Passkey passkey
                    && passkey.credential().equals(credential))
        .findFirst();
  }

  private static CredentialRecord record(Factor.Means.Passkey passkey, AttestedCredentialData key) {
    return new CredentialRecordImpl(
        new NoneAttestationStatement(),
        true,
        passkey.backupEligible(),
        null,
        passkey.count(),
        key,
        null,
        null,
        null,
        Set.of());
  }

  private static Optional<byte[]> challenge(@Nullable CollectedClientData said) {
    return Optional.ofNullable(said).map(data -> data.getChallenge().getValue());
  }

  private DefaultChallenge challenge(Account account, Challenges.Use use) {
    byte[] bytes = new byte[CHALLENGE_BYTES];
    random.nextBytes(bytes);
    Instant now = clock.instant();
    challenges.keep(
        account.seller(),
        account.id(),
        use,
        new Opaque(Digests.sha256(bytes)),
        now,
        now.plus(OPEN_FOR));
    return new DefaultChallenge(bytes);
  }

  private boolean taken(
      Account account, Challenges.Use use, Optional<byte[]> challenge, Instant now) {
    return challenge
        .filter(
            bytes ->
                challenges.take(
                    account.seller(), account.id(), use, new Opaque(Digests.sha256(bytes)), now))
        .isPresent();
  }

  private ServerProperty server(byte[] challenge) {
    return ServerProperty.builder()
        .origin(Origin.create(settings.origin().toString()))
        .rpId(settings.origin().getHost())
        .challenge(new DefaultChallenge(challenge))
        .build();
  }

  private static boolean allowed(AttestedCredentialData credential) {
    COSEKey key = credential.getCOSEKey();
    COSEAlgorithmIdentifier algorithm = key.getAlgorithm();
    return algorithm != null
        && ALGORITHMS.contains(algorithm)
        && Objects.equals(algorithm.getKeyType(), key.getKeyType());
  }

  private static List<PublicKeyCredentialParameters> parameters() {
    return ALGORITHMS.stream()
        .map(
            algorithm ->
                new PublicKeyCredentialParameters(PublicKeyCredentialType.PUBLIC_KEY, algorithm))
        .toList();
  }

  private static List<PublicKeyCredentialDescriptor> descriptors(List<Factor> some) {
    return some.stream()
        .map(Factor::means)
        .filter(Factor.Means.Passkey.class::isInstance)
        .map(Factor.Means.Passkey.class::cast)
        .map(
            passkey ->
                new PublicKeyCredentialDescriptor(
                    PublicKeyCredentialType.PUBLIC_KEY, passkey.credential().bytes(), null))
        .toList();
  }

  /** The account's id: it names nobody outside of the product. */
  private static byte[] handle(UUID account) {
    return ByteBuffer.allocate(2 * Long.BYTES)
        .putLong(account.getMostSignificantBits())
        .putLong(account.getLeastSignificantBits())
        .array();
  }

  private String json(Object options) {
    return converter.getJsonMapper().writeValueAsString(options);
  }

  /** A word for the audit log. */
  private static String why(WebAuthnException refusal) {
    return switch (refusal) {
      case BadOriginException e -> "origin";
      case BadRpIdException e -> "rp-id";
      case BadSignatureException e -> "signature";
      case UserNotVerifiedException e -> "not-verified";
      case NotAllowedAlgorithmException e -> "algorithm";
      default -> "refused";
    };
  }
}
