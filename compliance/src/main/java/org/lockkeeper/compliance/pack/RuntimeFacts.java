package org.lockkeeper.compliance.pack;

import java.util.List;
import java.util.Optional;

/**
 * What this installation's settings say; names and addresses, never a value that is secret.
 *
 * @param custodian who keeps the top keys, such as {@code kms}
 * @param secretStore where secrets are, such as {@code secretsmanager}
 * @param brokenForProduction what production would not start with, each in one sentence
 * @param plain the names of settings with an address or a database that is reached without TLS
 * @param contactMailbox of a function and no person
 * @param privacyPolicy where it is public
 */
public record RuntimeFacts(
    String environment,
    String custodian,
    String secretStore,
    List<String> brokenForProduction,
    List<String> plain,
    Optional<String> contactMailbox,
    Optional<String> privacyPolicy) {

  public RuntimeFacts {
    brokenForProduction = List.copyOf(brokenForProduction);
    plain = List.copyOf(plain);
  }
}
