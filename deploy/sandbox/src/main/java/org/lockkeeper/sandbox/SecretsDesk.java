package org.lockkeeper.sandbox;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The pretend Secrets Manager: versions that never change, staging labels that move, and a waiting
 * time before a secret is gone, in which its value cannot be read and its name cannot be taken.
 */
final class SecretsDesk {

  static final String CURRENT = "AWSCURRENT";
  static final String PREVIOUS = "AWSPREVIOUS";
  private static final String KIND = "aws-secret";
  private static final String NOT_FOUND = "ResourceNotFoundException";
  private static final String PARAMETER = "InvalidParameterException";
  private static final String REQUEST = "InvalidRequestException";
  private static final int LONGEST = 65_536;
  private static final int MOST_VERSIONS = 100;
  private static final int MOST_LABELS = 20;
  private static final Duration KEPT_AT_LEAST = Duration.ofDays(1);
  private static final String SUFFIX_LETTERS =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

  /** One version; it never changes, but for the labels that stand on it. */
  record Version(String id, String value, Set<String> labels, Instant createdAt) {
    Version {
      labels = new LinkedHashSet<>(labels);
    }

    Version with(Set<String> next) {
      return new Version(id, value, next, createdAt);
    }

    @Override
    public String toString() {
      return "Version[" + id + " " + labels + "]";
    }
  }

  /** One secret; its versions by id, oldest first. */
  record Stored(
      String region,
      String name,
      String suffix,
      @Nullable String kmsKeyId,
      Map<String, String> tags,
      Map<String, Version> versions,
      Instant createdAt,
      Instant changedAt,
      @Nullable Instant deletionAt) {

    Stored {
      tags = Map.copyOf(tags);
      versions = new LinkedHashMap<>(versions);
    }

    String arn() {
      return "arn:aws:secretsmanager:"
          + region
          + ":"
          + AwsRequest.ACCOUNT
          + ":secret:"
          + name
          + "-"
          + suffix;
    }

    String key() {
      return region + "/" + name;
    }

    Optional<Version> labelled(String label) {
      return versions.values().stream().filter(v -> v.labels().contains(label)).findFirst();
    }

    Stored with(Map<String, Version> next, Instant at) {
      return new Stored(region, name, suffix, kmsKeyId, tags, next, createdAt, at, deletionAt);
    }

    Stored deletedFrom(@Nullable Instant at) {
      return new Stored(region, name, suffix, kmsKeyId, tags, versions, createdAt, changedAt, at);
    }

    Stored tagged(Map<String, String> more) {
      return new Stored(
          region, name, suffix, kmsKeyId, more, versions, createdAt, changedAt, deletionAt);
    }

    @Override
    public String toString() {
      return "Stored[" + name + "]";
    }
  }

  private final Ledger ledger;
  private final SandboxClock clock;
  private final SecureRandom random = new SecureRandom();
  private final Map<String, Stored> secrets = new LinkedHashMap<>();
  private final Map<String, Stored> before = new LinkedHashMap<>();

  SecretsDesk(Ledger ledger, SandboxClock clock) {
    this.ledger = ledger;
    this.clock = clock;
    ledger.each(KIND, (id, value) -> secrets.put(id, Json.as(value, Stored.class)));
  }

  /**
   * The answer's body, or a refusal.
   *
   * @param stale whether to answer from what was before the last change
   */
  synchronized ObjectNode answer(AwsRequest request, boolean stale) {
    removeDue();
    return switch (request.operation()) {
      case "CreateSecret" -> create(request);
      case "PutSecretValue" -> put(request);
      case "GetSecretValue" -> value(request, seen(request, stale));
      case "DescribeSecret" -> description(seen(request, stale));
      case "ListSecretVersionIds" -> versions(request, seen(request, stale));
      case "UpdateSecretVersionStage" -> move(request);
      case "DeleteSecret" -> delete(request);
      case "RestoreSecret" -> {
        Stored known = find(request);
        keep(known.deletedFrom(null));
        yield named(known);
      }
      case "TagResource" -> {
        Stored known = alive(request);
        Map<String, String> tags = new LinkedHashMap<>(known.tags());
        tags.putAll(request.tags("Key", "Value"));
        keep(known.tagged(tags));
        yield Json.object();
      }
      default -> throw new AwsRefusal("UnknownOperationException", "There is no such operation.");
    };
  }

  /** The name and the tags of what is asked for, for whoever decides whether it may be. */
  synchronized Optional<Stored> subject(AwsRequest request) {
    return request.optional("SecretId").flatMap(id -> lookup(request.region(), id));
  }

  /** All secrets, without their values, for the control door. */
  synchronized ArrayNode view() {
    removeDue();
    ArrayNode view = Json.array();
    for (Stored secret : secrets.values()) {
      ObjectNode one =
          view.addObject()
              .put("name", secret.name())
              .put("arn", secret.arn())
              .put("region", secret.region())
              .put("deleted", secret.deletionAt() != null);
      one.set("tags", Json.tree(secret.tags()));
      ObjectNode labels = one.putObject("versions");
      secret.versions().forEach((id, version) -> labels.set(id, Json.tree(version.labels())));
    }
    return view;
  }

  /** Puts what one secret holds into another's place, as nobody should be able to. */
  synchronized void swap(String one, String other) {
    Stored first = byName(one);
    Stored second = byName(other);
    keep(first.with(values(first, second), clock.now()));
    keep(second.with(values(second, first), clock.now()));
  }

  private static Map<String, Version> values(Stored labels, Stored contents) {
    String value = contents.labelled(CURRENT).map(Version::value).orElse("{}");
    Map<String, Version> swapped = new LinkedHashMap<>();
    labels
        .versions()
        .forEach(
            (id, version) ->
                swapped.put(id, new Version(id, value, version.labels(), version.createdAt())));
    return swapped;
  }

  private Stored byName(String name) {
    return secrets.values().stream()
        .filter(secret -> secret.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new ShopDesk.Refused("There is no secret of that name."));
  }

  private void removeDue() {
    Instant now = clock.now();
    List<Stored> due =
        secrets.values().stream()
            .filter(secret -> secret.deletionAt() != null && !now.isBefore(secret.deletionAt()))
            .toList();
    due.forEach(this::drop);
  }

  private void drop(Stored secret) {
    secrets.remove(secret.key());
    before.remove(secret.key());
    ledger.remove(KIND, secret.key());
  }

  private void keep(Stored secret) {
    Stored was = secrets.put(secret.key(), secret);
    if (was != null) {
      before.put(secret.key(), was);
    }
    ledger.put(KIND, secret.key(), secret);
  }

  private Optional<Stored> lookup(String region, String id) {
    if (!id.startsWith("arn:")) {
      return Optional.ofNullable(secrets.get(region + "/" + id));
    }
    return secrets.values().stream()
        .filter(secret -> secret.region().equals(region))
        .filter(secret -> secret.arn().equals(id) || secret.arn().startsWith(id + "-"))
        .findFirst();
  }

  private Stored find(AwsRequest request) {
    return lookup(request.region(), request.text("SecretId"))
        .orElseThrow(
            () -> new AwsRefusal(NOT_FOUND, "Secrets Manager can't find the specified secret."));
  }

  private Stored seen(AwsRequest request, boolean stale) {
    Stored now = find(request);
    return stale ? before.getOrDefault(now.key(), now) : now;
  }

  private Stored alive(AwsRequest request) {
    return alive(find(request));
  }

  private static Stored alive(Stored secret) {
    if (secret.deletionAt() != null) {
      throw new AwsRefusal(REQUEST, "The secret was marked for deletion.");
    }
    return secret;
  }

  private ObjectNode create(AwsRequest request) {
    String name = request.text("Name");
    if (!name.matches("[A-Za-z0-9/_+=.@-]{1,512}")) {
      throw new AwsRefusal(PARAMETER, "Invalid name.");
    }
    Stored there = secrets.get(request.region() + "/" + name);
    Optional<String> value = request.optional("SecretString");
    String token = token(request);
    if (there != null && there.deletionAt() != null) {
      throw new AwsRefusal(REQUEST, "A secret with this name is already scheduled for deletion.");
    }
    if (there != null) {
      Version same = there.versions().get(token);
      if (same == null || !value.orElse("").equals(same.value())) {
        throw new AwsRefusal("ResourceExistsException", "A secret with this name exists.");
      }
      return named(there).put("VersionId", token);
    }
    StringBuilder suffix = new StringBuilder();
    for (int i = 0; i < 6; i++) {
      suffix.append(SUFFIX_LETTERS.charAt(random.nextInt(SUFFIX_LETTERS.length())));
    }
    Instant now = clock.now();
    Map<String, Version> versions = new LinkedHashMap<>();
    value.ifPresent(
        text -> versions.put(token, new Version(token, sized(text), Set.of(CURRENT), now)));
    Stored fresh =
        new Stored(
            request.region(),
            name,
            suffix.toString(),
            request.optional("KmsKeyId").orElse(null),
            request.tags("Key", "Value"),
            versions,
            now,
            now,
            null);
    keep(fresh);
    ObjectNode json = named(fresh);
    return value.isPresent() ? json.put("VersionId", token) : json;
  }

  private ObjectNode put(AwsRequest request) {
    Stored secret = alive(request);
    String token = token(request);
    String value = sized(request.text("SecretString"));
    Set<String> labels = new LinkedHashSet<>();
    request.body().path("VersionStages").forEach(label -> labels.add(label.asText()));
    if (labels.isEmpty() || secret.versions().isEmpty()) {
      labels.add(CURRENT);
    }
    if (labels.size() > MOST_LABELS) {
      throw new AwsRefusal(PARAMETER, "A version has at most 20 labels.");
    }
    Version same = secret.versions().get(token);
    if (same != null && !same.value().equals(value)) {
      throw new AwsRefusal("ResourceExistsException", "That version exists with another value.");
    }
    if (same == null) {
      Map<String, Version> versions = new LinkedHashMap<>(secret.versions());
      forgetOld(versions);
      versions.put(token, new Version(token, value, Set.of(), clock.now()));
      Stored labelled = secret.with(versions, clock.now());
      for (String label : labels) {
        labelled = labelled.with(moved(labelled, label, token), clock.now());
      }
      keep(labelled);
    }
    ObjectNode json = named(secret).put("VersionId", token);
    ArrayNode said = json.putArray("VersionStages");
    labels.forEach(said::add);
    return json;
  }

  /** Moves a label, and drags {@code AWSPREVIOUS} behind {@code AWSCURRENT}. */
  private static Map<String, Version> moved(Stored secret, String label, @Nullable String to) {
    Map<String, Version> versions = new LinkedHashMap<>(secret.versions());
    Optional<Version> holder = secret.labelled(label);
    if (holder.isPresent() && holder.get().id().equals(to)) {
      return versions;
    }
    holder.ifPresent(version -> relabel(versions, version.id(), label, false));
    if (to != null) {
      relabel(versions, to, label, true);
    }
    if (label.equals(CURRENT) && holder.isPresent()) {
      secret.labelled(PREVIOUS).ifPresent(old -> relabel(versions, old.id(), PREVIOUS, false));
      relabel(versions, holder.get().id(), PREVIOUS, true);
    }
    return versions;
  }

  private static void relabel(
      Map<String, Version> versions, String id, String label, boolean stands) {
    versions.computeIfPresent(
        id,
        (key, version) -> {
          Set<String> labels = new LinkedHashSet<>(version.labels());
          if (stands) {
            labels.add(label);
          } else {
            labels.remove(label);
          }
          return version.with(labels);
        });
  }

  /** About a hundred versions are kept, and those of the last day in any case. */
  private void forgetOld(Map<String, Version> versions) {
    Instant until = clock.now().minus(KEPT_AT_LEAST);
    List<String> old =
        versions.values().stream()
            .filter(version -> version.labels().isEmpty() && version.createdAt().isBefore(until))
            .map(Version::id)
            .toList();
    for (String id : old) {
      if (versions.size() < MOST_VERSIONS) {
        return;
      }
      versions.remove(id);
    }
    if (versions.size() >= MOST_VERSIONS) {
      throw new AwsRefusal("LimitExceededException", "Too many versions within a day.");
    }
  }

  private ObjectNode value(AwsRequest request, Stored secret) {
    alive(secret);
    Optional<String> id = request.optional("VersionId");
    String stage = request.optional("VersionStage").orElse(CURRENT);
    Optional<Version> found =
        id.isPresent()
            ? Optional.ofNullable(secret.versions().get(id.get()))
            : secret.labelled(stage);
    if (id.isPresent() && request.optional("VersionStage").isPresent()) {
      found = found.filter(version -> version.labels().contains(stage));
    }
    Version version =
        found.orElseThrow(
            () ->
                new AwsRefusal(
                    NOT_FOUND, "Secrets Manager can't find the specified secret value."));
    ObjectNode json =
        named(secret).put("VersionId", version.id()).put("SecretString", version.value());
    ArrayNode labels = json.putArray("VersionStages");
    version.labels().forEach(labels::add);
    json.set("CreatedDate", AwsDoor.time(version.createdAt()));
    return json;
  }

  private ObjectNode description(Stored secret) {
    ObjectNode json = named(secret);
    if (secret.kmsKeyId() != null) {
      json.put("KmsKeyId", secret.kmsKeyId());
    }
    json.put("RotationEnabled", false);
    json.set("CreatedDate", AwsDoor.time(secret.createdAt()));
    json.set("LastChangedDate", AwsDoor.time(secret.changedAt()));
    if (secret.deletionAt() != null) {
      json.set("DeletedDate", AwsDoor.time(secret.deletionAt()));
    }
    ArrayNode tags = json.putArray("Tags");
    secret.tags().forEach((key, value) -> tags.addObject().put("Key", key).put("Value", value));
    ObjectNode labels = json.putObject("VersionIdsToStages");
    labelled(secret.versions().values())
        .forEach(version -> labels.set(version.id(), Json.tree(version.labels())));
    return json;
  }

  private static ObjectNode versions(AwsRequest request, Stored secret) {
    List<Version> all = new ArrayList<>(secret.versions().values());
    List<Version> wanted = request.flag("IncludeDeprecated") ? all : labelled(all);
    int from = request.optional("NextToken").map(Integer::parseInt).orElse(0);
    int to = Math.min(wanted.size(), from + request.number("MaxResults").orElse(100));
    ObjectNode json = named(secret);
    ArrayNode page = json.putArray("Versions");
    for (Version version : wanted.subList(Math.min(from, to), to)) {
      ObjectNode one = page.addObject().put("VersionId", version.id());
      ArrayNode labels = one.putArray("VersionStages");
      version.labels().forEach(labels::add);
      one.set("CreatedDate", AwsDoor.time(version.createdAt()));
    }
    return to < wanted.size() ? json.put("NextToken", Integer.toString(to)) : json;
  }

  private static List<Version> labelled(Collection<Version> versions) {
    return versions.stream().filter(version -> !version.labels().isEmpty()).toList();
  }

  private ObjectNode move(AwsRequest request) {
    Stored secret = alive(request);
    String label = request.text("VersionStage");
    Optional<String> from = request.optional("RemoveFromVersionId");
    Optional<String> to = request.optional("MoveToVersionId");
    Optional<String> holder = secret.labelled(label).map(Version::id);
    if (to.isPresent() && !secret.versions().containsKey(to.get())) {
      throw new AwsRefusal(NOT_FOUND, "There is no such version.");
    }
    boolean already = to.isPresent() && holder.equals(to);
    if (!already && holder.isPresent() && !holder.equals(from)) {
      throw new AwsRefusal(
          PARAMETER, "The label stands on another version; RemoveFromVersionId must name it.");
    }
    if (holder.isEmpty() && from.isPresent()) {
      throw new AwsRefusal(PARAMETER, "The label does not stand on that version.");
    }
    if (to.isEmpty() && label.equals(CURRENT)) {
      throw new AwsRefusal(PARAMETER, "AWSCURRENT can be moved and not removed.");
    }
    keep(secret.with(moved(secret, label, to.orElse(null)), clock.now()));
    return named(secret);
  }

  private ObjectNode delete(AwsRequest request) {
    boolean force = request.flag("ForceDeleteWithoutRecovery");
    Optional<Integer> window = request.number("RecoveryWindowInDays");
    if (force && window.isPresent()) {
      throw new AwsRefusal(PARAMETER, "Either a recovery window or none.");
    }
    int days = window.orElse(30);
    if (days < 7 || days > 30) {
      throw new AwsRefusal(PARAMETER, "RecoveryWindowInDays is 7 to 30.");
    }
    Stored secret = find(request);
    Instant at = force ? clock.now() : clock.now().plus(Duration.ofDays(days));
    if (force) {
      drop(secret);
    } else {
      alive(secret);
      keep(secret.deletedFrom(at));
    }
    ObjectNode json = named(secret);
    json.set("DeletionDate", AwsDoor.time(at));
    return json;
  }

  private static String token(AwsRequest request) {
    String token =
        request.optional("ClientRequestToken").orElseGet(() -> UUID.randomUUID().toString());
    if (token.length() < 32 || token.length() > 64) {
      throw new AwsRefusal(PARAMETER, "ClientRequestToken has 32 to 64 characters.");
    }
    return token;
  }

  private static String sized(String value) {
    if (value.length() > LONGEST) {
      throw new AwsRefusal(PARAMETER, "A value has at most 65536 characters.");
    }
    return value;
  }

  private static ObjectNode named(Stored secret) {
    return Json.object().put("ARN", secret.arn()).put("Name", secret.name());
  }
}
