package org.lockkeeper.portal.wiring;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import jakarta.transaction.Transactional;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.lockkeeper.compliance.access.Accounts;
import org.lockkeeper.compliance.access.Assignments;
import org.lockkeeper.compliance.access.Register;
import org.lockkeeper.compliance.access.Role;
import org.lockkeeper.compliance.access.factors.EnrollFactors;
import org.lockkeeper.compliance.pack.GapPlan;
import org.lockkeeper.compliance.pack.PackBooks;
import org.lockkeeper.credentials.EndpointToken;
import org.lockkeeper.credentials.Grant;
import org.lockkeeper.credentials.Platform;
import org.lockkeeper.credentials.RecordAuthorization;
import org.lockkeeper.credentials.Secret;
import org.lockkeeper.credentials.SecretRef;
import org.lockkeeper.credentials.SecretVault;
import org.lockkeeper.credentials.TokenStyle;
import org.lockkeeper.credentials.Tokens;
import org.lockkeeper.kernel.Actor;
import org.lockkeeper.kernel.Ids;
import org.lockkeeper.kernel.Purpose;
import org.lockkeeper.kernel.SellerId;

/**
 * Takes the first sellers, grants and application secrets from a JSON file, and outside production
 * also people, so that a demonstration can be signed in to. What is there already is left as it is,
 * so the file may stay.
 */
@ApplicationScoped
class Provisioning {

  private static final Actor ACTOR = new Actor.Task("provisioning");
  private static final Duration ASSIGNED_FOR = Duration.ofDays(365);

  private final Steps steps;
  private final DemoRegisters registers;
  private final String environment;

  @Inject
  Provisioning(
      Steps steps,
      DemoRegisters registers,
      @ConfigProperty(name = "lockkeeper.environment", defaultValue = "production")
          String environment) {
    this.steps = steps;
    this.registers = registers;
    this.environment = environment;
  }

  void from(Path file) {
    JsonObject root = read(file);
    refusePeople(root, environment);
    steps.seller(SellerId.PLATFORM, "Lockkeeper");
    for (JsonObject secret : objects(root, "secrets")) {
      steps.appSecret(secret);
    }
    for (JsonObject person : objects(root, "people")) {
      steps.person(SellerId.PLATFORM, person);
    }
    for (JsonObject seller : objects(root, "sellers")) {
      SellerId id = SellerId.of(seller.getString("id"));
      steps.seller(id, seller.getString("name"));
      for (JsonObject person : objects(seller, "people")) {
        steps.person(id, person);
      }
      for (JsonObject grant : objects(seller, "grants")) {
        steps.grant(id, grant);
      }
    }
    for (JsonObject plan : objects(root, "plans")) {
      steps.plan(plan);
    }
    for (JsonObject person : objects(root, "people")) {
      if (person.containsKey("assigned")) {
        UUID staff = steps.account(person.getString("login"));
        for (JsonString seller : person.getJsonArray("assigned").getValuesAs(JsonString.class)) {
          steps.assign(staff, SellerId.of(seller.getString()));
        }
      }
    }
    if (root.containsKey("registers")) {
      registers.from(root.getJsonObject("registers"));
    }
  }

  /**
   * People name themselves by the code of the first admin or an invitation; a password in a file is
   * one that others know.
   */
  static void refusePeople(JsonObject root, String environment) {
    boolean people =
        !objects(root, "people").isEmpty()
            || objects(root, "sellers").stream()
                .anyMatch(seller -> !objects(seller, "people").isEmpty());
    if (people && environment.equals("production")) {
      throw new IllegalStateException(
          "the provisioning file names people; take them out: people are invited in production");
    }
    if (root.containsKey("registers") && environment.equals("production")) {
      throw new IllegalStateException(
          "the provisioning file fills registers; take that out: in production people enter what is"
              + " true");
    }
  }

  private static JsonObject read(Path file) {
    try (InputStream in = Files.newInputStream(file);
        JsonReader reader = Json.createReader(in)) {
      return reader.readObject();
    } catch (IOException e) {
      throw new UncheckedIOException("the provisioning file cannot be read", e);
    }
  }

  private static List<JsonObject> objects(JsonObject json, String name) {
    return json.containsKey(name)
        ? json.getJsonArray(name).stream().map(JsonValue::asJsonObject).toList()
        : List.of();
  }

  /** One transaction for each thing, because one transaction belongs to one seller. */
  @ApplicationScoped
  @Transactional(value = Transactional.TxType.REQUIRES_NEW, rollbackOn = Exception.class)
  static class Steps {

    private final Register register;
    private final EnrollFactors factors;
    private final boolean production;
    private final RecordAuthorization grants;
    private final SecretVault vault;
    private final Accounts accounts;
    private final Assignments assignments;
    private final PackBooks books;
    private final Ids ids;
    private final Clock clock;

    @Inject
    Steps(
        Register register,
        EnrollFactors factors,
        RecordAuthorization grants,
        SecretVault vault,
        @ConfigProperty(name = "lockkeeper.environment", defaultValue = "production")
            String environment,
        Accounts accounts,
        Assignments assignments,
        PackBooks books,
        Ids ids,
        Clock clock) {
      this.register = register;
      this.factors = factors;
      this.production = environment.equals("production");
      this.grants = grants;
      this.vault = vault;
      this.accounts = accounts;
      this.assignments = assignments;
      this.books = books;
      this.ids = ids;
      this.clock = clock;
    }

    public UUID account(String login) {
      return accounts.byLogin(login).orElseThrow().account().id();
    }

    /** Has one of ours work for a seller for a year, unless that is so already. */
    public void assign(UUID staff, SellerId seller) {
      Instant now = clock.instant();
      if (!assignments.assigned(staff, seller, now)) {
        assignments.grant(
            new Assignments.Assignment(
                seller,
                ids.next(),
                staff,
                "Set up with the demonstration",
                staff,
                now,
                now.plus(ASSIGNED_FOR),
                Optional.empty()));
      }
    }

    /** Enters a plan for a proof that a demonstration does not have, unless there is one. */
    public void plan(JsonObject plan) {
      if (production) {
        throw new IllegalStateException("production provisions no plans; people enter them");
      }
      String proof = plan.getString("proof");
      if (!books.plans().containsKey(proof)) {
        Instant now = clock.instant();
        books.add(
            new GapPlan(
                ids.next(),
                proof,
                GapPlan.Owner.valueOf(plan.getString("owner")),
                now.atZone(ZoneOffset.UTC).toLocalDate().plusDays(plan.getInt("days")),
                plan.getString("text"),
                account(plan.getString("by")),
                now));
      }
    }

    public void seller(SellerId seller, String name) {
      register.seller(seller, name, ACTOR);
    }

    public void person(SellerId seller, JsonObject person) {
      register.person(
          seller,
          person.getString("login"),
          person.getString("name"),
          Role.valueOf(person.getString("role")),
          person.getString("password").toCharArray(),
          ACTOR);
      if (person.containsKey("totp")) {
        if (production) {
          // Whoever may read the file would have both factors.
          throw new IllegalStateException("production provisions no second factors");
        }
        factors.given(person.getString("login"), "Provisioned", person.getString("totp"), ACTOR);
      }
    }

    public void appSecret(JsonObject json) {
      SecretRef ref = SecretRef.appSecret(json.getString("platform"));
      Optional<Secret> known =
          vault.open(SellerId.PLATFORM, ref, SecretVault.Stage.CURRENT, ACTOR, Purpose.API_CALL);
      if (known.isPresent()) {
        known.get().close();
        return;
      }
      for (String stage : List.of("previous", "current")) {
        if (json.containsKey(stage)) {
          try (Secret value = Secret.of(json.getString(stage))) {
            vault.store(SellerId.PLATFORM, ref, value, ACTOR);
          }
        }
      }
    }

    public void grant(SellerId seller, JsonObject grant) {
      Set<String> scopes =
          grant.getJsonArray("scopes").getValuesAs(JsonString.class).stream()
              .map(JsonString::getString)
              .collect(Collectors.toSet());
      Platform platform = new Platform(grant.getString("platform"));
      String account = grant.getString("account");
      TokenStyle style =
          Optional.ofNullable(grant.getString("style", null))
              .map(TokenStyle::valueOf)
              .orElse(platform.equals(Platform.AMAZON) ? TokenStyle.REFRESHED : TokenStyle.FIXED);
      Map<String, String> details =
          grant.containsKey("details")
              ? grant.getJsonObject("details").entrySet().stream()
                  .collect(
                      Collectors.toUnmodifiableMap(
                          Map.Entry::getKey, e -> ((JsonString) e.getValue()).getString()))
              : Map.of();
      try (Grant given =
          new Grant(
              account,
              grant.getString("label", account),
              scopes,
              details,
              Optional.empty(),
              new Tokens(
                  style,
                  Secret.of(grant.getString("secret")),
                  Optional.empty(),
                  Optional.empty()))) {
        grants.granted(
            seller,
            platform,
            given,
            Optional.ofNullable(grant.getString("endpoint", null)).flatMap(EndpointToken::read),
            ACTOR);
      }
    }
  }
}
