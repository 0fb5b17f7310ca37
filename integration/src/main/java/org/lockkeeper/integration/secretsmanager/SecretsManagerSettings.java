package org.lockkeeper.integration.secretsmanager;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.lockkeeper.credentials.SecretRef;
import org.lockkeeper.kernel.SellerId;

/** Where our secrets stand in the secret service, and how they are kept there. */
@ApplicationScoped
class SecretsManagerSettings {

  private static final Pattern PREFIX = Pattern.compile("[A-Za-z0-9/_+=.@-]{1,64}");

  private final String region;
  private final String prefix;
  private final String environment;
  private final Optional<String> key;
  private final long recoveryDays;

  /**
   * @param prefix with which all names begin, and by which a policy allows them
   * @param key the KMS key under which the service seals them; without it the service's own
   * @param recoveryDays how long a destroyed secret could be brought back by an administrator of
   *     the account, 7 to 30
   * @throws IllegalStateException if a setting is out of its bounds
   */
  @Inject
  SecretsManagerSettings(
      @ConfigProperty(name = "lockkeeper.secretsmanager.region", defaultValue = "us-east-1")
          String region,
      @ConfigProperty(name = "lockkeeper.secretsmanager.prefix", defaultValue = "lockkeeper")
          String prefix,
      @ConfigProperty(name = "lockkeeper.environment", defaultValue = "production")
          String environment,
      @ConfigProperty(name = "lockkeeper.secretsmanager.key") Optional<String> key,
      @ConfigProperty(name = "lockkeeper.secretsmanager.recovery-days", defaultValue = "7")
          long recoveryDays) {
    if (!PREFIX.matcher(prefix).matches()) {
      throw new IllegalStateException(
          "lockkeeper.secretsmanager.prefix is letters, digits and /_+=.@-, at most 64");
    }
    if (recoveryDays < 7 || recoveryDays > 30) {
      throw new IllegalStateException("lockkeeper.secretsmanager.recovery-days is 7 to 30");
    }
    this.region = region;
    this.prefix = prefix;
    this.environment = environment;
    this.key = key;
    this.recoveryDays = recoveryDays;
  }

  String region() {
    return region;
  }

  String environment() {
    return environment;
  }

  Optional<String> key() {
    return key;
  }

  long recoveryDays() {
    return recoveryDays;
  }

  /**
   * The secret's name. Its last part is a word of our own, because a name must not end in a hyphen
   * and six characters, as {@code client-secret} does: the service's own suffix looks like that.
   */
  String name(SellerId seller, SecretRef ref) {
    return prefix + "/" + environment + "/" + seller + "/" + ref.path() + "/value";
  }
}
