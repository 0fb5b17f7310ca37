package org.lockkeeper.integration.kms;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.lockkeeper.integration.aws.AwsClients;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.Tag;

/**
 * One client for each region in which keys are kept; the first region is the home of the product.
 */
@ApplicationScoped
class KmsRegions {

  private static final String SERVICE = "kms";
  private static final int MOST = 3;

  /** What the caller repeats by itself, with pauses of its own, is not repeated here. */
  private static final int ATTEMPTS = 1;

  /** What an alias may be made of. */
  private static final Pattern ENVIRONMENT = Pattern.compile("[A-Za-z0-9_-]{1,64}");

  private final Map<String, KmsClient> clients = new LinkedHashMap<>();
  private final String environment;

  /**
   * @throws IllegalStateException if no region is named, or too many, or the environment's name
   *     cannot be part of an alias
   */
  @Inject
  KmsRegions(
      AwsClients aws,
      @ConfigProperty(name = "lockkeeper.kms.regions", defaultValue = "us-east-1")
          List<String> regions,
      @ConfigProperty(name = "lockkeeper.environment", defaultValue = "production")
          String environment) {
    if (!ENVIRONMENT.matcher(environment).matches()) {
      throw new IllegalStateException("lockkeeper.environment cannot be part of a key's alias");
    }
    this.environment = environment;
    for (String region : regions.stream().map(String::strip).distinct().toList()) {
      clients.put(region, aws.configured(KmsClient.builder(), SERVICE, region, ATTEMPTS).build());
    }
    if (clients.isEmpty() || clients.size() > MOST) {
      throw new IllegalStateException("lockkeeper.kms.regions names one to three regions");
    }
  }

  List<String> names() {
    return List.copyOf(clients.keySet());
  }

  /** Empty for a region that is not, or no longer, among ours. */
  Optional<KmsClient> client(String region) {
    return Optional.ofNullable(clients.get(region));
  }

  /** A name that is unique in a region, and that says for which installation. */
  String alias(String name) {
    return "alias/lockkeeper/" + environment + "/" + name;
  }

  List<Tag> tags(String name, String value) {
    return List.of(
        Tag.builder().tagKey("product").tagValue("lockkeeper").build(),
        Tag.builder().tagKey("environment").tagValue(environment).build(),
        Tag.builder().tagKey(name).tagValue(value).build());
  }

  @PreDestroy
  void close() {
    clients.values().forEach(KmsClient::close);
  }
}
