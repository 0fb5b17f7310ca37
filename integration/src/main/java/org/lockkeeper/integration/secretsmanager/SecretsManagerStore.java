package org.lockkeeper.integration.secretsmanager;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.lockkeeper.compliance.secrets.SecretStore;
import org.lockkeeper.compliance.secrets.StoreName;
import org.lockkeeper.credentials.Secret;
import org.lockkeeper.credentials.SecretCare;
import org.lockkeeper.credentials.SecretRef;
import org.lockkeeper.credentials.SecretVault.Stage;
import org.lockkeeper.integration.aws.AwsClients;
import org.lockkeeper.kernel.Ids;
import org.lockkeeper.kernel.SellerId;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.model.DescribeSecretResponse;
import software.amazon.awssdk.services.secretsmanager.model.GetSecretValueResponse;
import software.amazon.awssdk.services.secretsmanager.model.InvalidRequestException;
import software.amazon.awssdk.services.secretsmanager.model.ResourceExistsException;
import software.amazon.awssdk.services.secretsmanager.model.ResourceNotFoundException;
import software.amazon.awssdk.services.secretsmanager.model.Tag;

/**
 * Secrets in Amazon's Secrets Manager: one for each seller and path, tagged with both. A version's
 * name is an id of ours and also the call's idempotency token, so a call that is repeated makes no
 * second version; the time of writing is read from it.
 *
 * <p>Stages are the service's labels: {@code AWSPENDING}, {@code AWSCURRENT}, {@code AWSPREVIOUS}.
 * The service wants a current version always, so where there is none of ours an empty one stands
 * under a name that begins with {@code none-}, and is never told of. A label that is taken away is
 * the end of a version for us; its bytes go when the service clears up.
 *
 * <p>What was written a moment ago may not be everywhere yet; then it is not there, and the caller
 * looks once more.
 *
 * <p>The service wants no more than one new version in ten minutes, sustained: hourly renewals keep
 * to it; what lives shorter stays in memory and does not come here.
 */
@ApplicationScoped
@StoreName("secretsmanager")
class SecretsManagerStore implements SecretStore {

  private static final String SERVICE = "secretsmanager";
  private static final int ATTEMPTS = 3;
  private static final String PENDING = "AWSPENDING";
  private static final String CURRENT = "AWSCURRENT";
  private static final String PREVIOUS = "AWSPREVIOUS";
  private static final String NONE = "none-";
  private static final String SELLER_TAG = "seller";

  private final SecretsManagerSettings settings;
  private final Ids ids;
  private final SecretsManagerClient client;

  @Inject
  SecretsManagerStore(AwsClients aws, SecretsManagerSettings settings, Ids ids) {
    this.settings = settings;
    this.ids = ids;
    this.client =
        aws.configured(SecretsManagerClient.builder(), SERVICE, settings.region(), ATTEMPTS)
            .build();
  }

  /** What the service has of one secret: which version stands under which label. */
  private record Labels(
      Optional<String> pending,
      Optional<String> current,
      Optional<String> previous,
      Instant createdAt) {}

  @Override
  public List<SecretCare.Held> held(SellerId seller, SecretRef ref) {
    Optional<Labels> found = labels(seller, ref);
    if (found.isEmpty()) {
      return List.of();
    }
    Labels labels = found.get();
    List<SecretCare.Held> held = new ArrayList<>();
    // A promotion that was cut short leaves both labels on one version; it is the current one.
    labels
        .pending()
        .filter(version -> !labels.current().equals(Optional.of(version)))
        .ifPresent(version -> held.add(held(Stage.PENDING, version, labels)));
    labels.current().ifPresent(version -> held.add(held(Stage.CURRENT, version, labels)));
    labels.previous().ifPresent(version -> held.add(held(Stage.PREVIOUS, version, labels)));
    held.removeIf(one -> one.version().startsWith(NONE));
    held.sort(Comparator.comparing(SecretCare.Held::writtenAt).reversed());
    return held;
  }

  @Override
  public Optional<Secret> read(SellerId seller, SecretRef ref, String version) {
    String name = settings.name(seller, ref);
    return call(
        "read",
        ref,
        () -> {
          try {
            GetSecretValueResponse answer =
                client.getSecretValue(r -> r.secretId(name).versionId(version));
            if (version.startsWith(NONE)
                || !version.equals(answer.versionId())
                || answer.versionStages().stream().noneMatch(SecretsManagerStore::isStage)) {
              return Optional.empty();
            }
            return Optional.of(
                SecretDocument.read(seller, ref, answer.secretString())
                    .filter(value -> name.equals(answer.name()))
                    .orElseThrow(() -> new Misplaced(ref)));
          } catch (ResourceNotFoundException | InvalidRequestException gone) {
            return Optional.empty();
          }
        });
  }

  @Override
  public void write(SellerId seller, SecretRef ref, Secret value) {
    String token = ids.next().toString();
    put("write", seller, ref, token, SecretDocument.of(seller, ref, value), CURRENT);
  }

  @Override
  public void propose(SellerId seller, SecretRef ref, Secret value) {
    if (labels(seller, ref).isEmpty()) {
      // The service makes a secret's first version the current one, whatever it is asked for.
      put("propose", seller, ref, NONE + ids.next(), SecretDocument.empty(seller, ref), CURRENT);
    }
    String token = ids.next().toString();
    put("propose", seller, ref, token, SecretDocument.of(seller, ref, value), PENDING);
  }

  @Override
  public void promote(SellerId seller, SecretRef ref) {
    Optional<Labels> labels = labels(seller, ref);
    String pending =
        labels
            .flatMap(Labels::pending)
            .orElseThrow(
                () -> new IllegalStateException("no version of the secret " + ref + " is pending"));
    Optional<String> current = labels.flatMap(Labels::current);
    if (!current.equals(Optional.of(pending))) {
      move("promote", seller, ref, CURRENT, current, Optional.of(pending));
    }
    move("promote", seller, ref, PENDING, Optional.of(pending), Optional.empty());
  }

  @Override
  public void discard(SellerId seller, SecretRef ref, Stage stage) {
    Optional<Labels> labels = labels(seller, ref);
    Optional<String> version =
        labels.flatMap(
            all ->
                switch (stage) {
                  case PENDING -> all.pending();
                  case CURRENT -> all.current();
                  case PREVIOUS -> all.previous();
                });
    if (version.isEmpty() || version.get().startsWith(NONE)) {
      return;
    }
    switch (stage) {
      case PENDING -> move("discard", seller, ref, PENDING, version, Optional.empty());
      case PREVIOUS -> move("discard", seller, ref, PREVIOUS, version, Optional.empty());
      case CURRENT -> {
        Optional<String> previous = labels.flatMap(Labels::previous);
        put("discard", seller, ref, NONE + ids.next(), SecretDocument.empty(seller, ref), CURRENT);
        // The service has made the discarded one the previous one.
        move("discard", seller, ref, PREVIOUS, version, previous);
      }
    }
  }

  @Override
  public void destroy(SellerId seller, SecretRef ref) {
    String name = settings.name(seller, ref);
    call(
        "destroy",
        ref,
        () -> {
          try {
            client.deleteSecret(
                r -> r.secretId(name).recoveryWindowInDays(settings.recoveryDays()));
          } catch (ResourceNotFoundException | InvalidRequestException gone) {
            return ref;
          }
          return ref;
        });
  }

  private static boolean isStage(String label) {
    return label.equals(PENDING) || label.equals(CURRENT) || label.equals(PREVIOUS);
  }

  private static SecretCare.Held held(Stage stage, String version, Labels labels) {
    return new SecretCare.Held(stage, version, writtenAt(version, labels.createdAt()));
  }

  /** Our ids begin with the millisecond of their making; other people's do not. */
  private static Instant writtenAt(String version, Instant otherwise) {
    try {
      UUID id = UUID.fromString(version);
      return id.version() == 7
          ? Instant.ofEpochMilli(id.getMostSignificantBits() >>> 16)
          : otherwise;
    } catch (IllegalArgumentException e) {
      return otherwise;
    }
  }

  /** Empty if there is no such secret, or not any more. */
  private Optional<Labels> labels(SellerId seller, SecretRef ref) {
    String name = settings.name(seller, ref);
    return call(
        "held",
        ref,
        () -> {
          try {
            DescribeSecretResponse answer = client.describeSecret(r -> r.secretId(name));
            if (answer.deletedDate() != null) {
              return Optional.empty();
            }
            boolean sellers =
                answer.tags().stream()
                    .anyMatch(
                        tag ->
                            SELLER_TAG.equals(tag.key()) && seller.toString().equals(tag.value()));
            if (!name.equals(answer.name()) || !sellers) {
              throw new Misplaced(ref);
            }
            Map<String, List<String>> stages = answer.versionIdsToStages();
            return Optional.of(
                new Labels(
                    under(stages, PENDING),
                    under(stages, CURRENT),
                    under(stages, PREVIOUS),
                    answer.createdDate()));
          } catch (ResourceNotFoundException none) {
            return Optional.empty();
          }
        });
  }

  private static Optional<String> under(Map<String, List<String>> stages, String label) {
    return stages.entrySet().stream()
        .filter(entry -> entry.getValue().contains(label))
        .map(Map.Entry::getKey)
        .findFirst();
  }

  /** Adds a version; makes the secret if there is none. */
  private void put(
      String operation,
      SellerId seller,
      SecretRef ref,
      String token,
      String document,
      String label) {
    String name = settings.name(seller, ref);
    call(
        operation,
        ref,
        () -> {
          try {
            add(name, token, document, label);
          } catch (ResourceNotFoundException none) {
            if (!create(seller, ref, name, token, document)) {
              // Another node made it in between.
              add(name, token, document, label);
            }
          } catch (InvalidRequestException deleted) {
            throw new Refused(ref, "it was destroyed");
          }
          return token;
        });
  }

  private void add(String name, String token, String document, String label) {
    client.putSecretValue(
        r ->
            r.secretId(name).clientRequestToken(token).secretString(document).versionStages(label));
  }

  /** Answers whether this call made it; its first version is the current one. */
  private boolean create(
      SellerId seller, SecretRef ref, String name, String token, String document) {
    try {
      client.createSecret(
          r ->
              r.name(name)
                  .clientRequestToken(token)
                  .secretString(document)
                  .kmsKeyId(settings.key().orElse(null))
                  .tags(tags(seller, ref)));
      return true;
    } catch (ResourceExistsException another) {
      return false;
    }
  }

  private List<Tag> tags(SellerId seller, SecretRef ref) {
    List<Tag> tags = new ArrayList<>();
    tags.add(tag("product", "lockkeeper"));
    tags.add(tag("environment", settings.environment()));
    tags.add(tag(SELLER_TAG, seller.toString()));
    String[] parts = ref.path().split("/", 3);
    tags.add(tag("kind", parts[0]));
    if (parts[0].equals("app") && parts.length > 1) {
      tags.add(tag("platform", parts[1]));
    }
    return tags;
  }

  private static Tag tag(String key, String value) {
    return Tag.builder().key(key).value(value).build();
  }

  private void move(
      String operation,
      SellerId seller,
      SecretRef ref,
      String label,
      Optional<String> from,
      Optional<String> to) {
    String name = settings.name(seller, ref);
    call(
        operation,
        ref,
        () ->
            client.updateSecretVersionStage(
                r ->
                    r.secretId(name)
                        .versionStage(label)
                        .removeFromVersionId(from.orElse(null))
                        .moveToVersionId(to.orElse(null))));
  }

  private static <T> T call(String operation, SecretRef ref, Supplier<T> call) {
    try {
      return call.get();
    } catch (SdkException trouble) {
      if (AwsClients.denied(trouble)) {
        throw new Refused(ref, "access is denied");
      }
      throw new Unavailable(operation, trouble);
    }
  }

  @PreDestroy
  void close() {
    client.close();
  }
}
