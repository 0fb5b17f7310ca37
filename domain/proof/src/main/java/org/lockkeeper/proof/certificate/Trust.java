package org.lockkeeper.proof.certificate;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.lockkeeper.proof.ProofRefused;
import org.lockkeeper.proof.VerifierKey;
import org.lockkeeper.proof.jose.EcKey;
import org.lockkeeper.proof.jose.Json;
import org.lockkeeper.proof.jose.Malformed;

/**
 * Whose keys somebody believes, got from elsewhere than from the ZIP: the document that the product
 * publishes, in canonical form.
 *
 * @param certificates the keys that sign certificates, of every year
 * @param logs the keys of the log, of every year
 */
public record Trust(List<EcKey> certificates, List<VerifierKey> logs, List<VerifierKey> witnesses) {

  public Trust {
    certificates = List.copyOf(certificates);
    logs = List.copyOf(logs);
    witnesses = List.copyOf(witnesses);
  }

  /**
   * Reads the published document.
   *
   * @throws Malformed if it is none
   */
  public static Trust parse(byte[] document) {
    Json.Members members = Json.parse(document).exactly("certificate", "log", "witness");
    return new Trust(
        members.list("certificate").stream().map(jwk -> EcKey.parse(jwk.canonical())).toList(),
        keys(members, "log"),
        keys(members, "witness"));
  }

  private static List<VerifierKey> keys(Json.Members members, String name) {
    return members.list(name).stream()
        .map(
            key -> {
              if (!(key instanceof Json.Text text)) {
                throw new Malformed("its member " + name + " lists something that is no key");
              }
              try {
                return VerifierKey.parse(text.value());
              } catch (ProofRefused e) {
                throw new Malformed("its member " + name + " lists something that is no key");
              }
            })
        .toList();
  }

  /** The document that is published. */
  public byte[] document() {
    return new Json.Members(
            Map.of(
                "certificate",
                new Json.Items(
                    certificates.stream().<Json>map(key -> Json.parse(key.jwk())).toList()),
                "log",
                texts(logs),
                "witness",
                texts(witnesses)))
        .canonical();
  }

  private static Json texts(List<VerifierKey> keys) {
    return new Json.Items(keys.stream().<Json>map(key -> new Json.Text(key.text())).toList());
  }

  /** The fingerprints, each with the key's place: SHA-256 of the JWK or of the verifier key. */
  public List<String> fingerprints() {
    return Stream.of(
            certificates.stream().map(key -> "certificate " + Digests.hex(key.jwk())),
            logs.stream().map(key -> "log " + fingerprint(key)),
            witnesses.stream().map(key -> "witness " + fingerprint(key)))
        .flatMap(lines -> lines)
        .toList();
  }

  /** The fingerprint of a log's or a witness's key. */
  public static String fingerprint(VerifierKey key) {
    return Digests.hex(key.text().getBytes(StandardCharsets.UTF_8));
  }
}
