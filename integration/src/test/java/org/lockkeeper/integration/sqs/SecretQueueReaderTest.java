package org.lockkeeper.integration.sqs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.json.Json;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.lockkeeper.credentials.Platform;
import org.lockkeeper.credentials.Secret;
import org.lockkeeper.credentials.SecretCare;
import org.lockkeeper.credentials.SecretRef;
import org.lockkeeper.credentials.SecretVault.Stage;
import org.lockkeeper.credentials.rotation.ApplicationSecret;
import org.lockkeeper.credentials.rotation.ApplicationSecretSource;
import org.lockkeeper.credentials.rotation.ApplicationSecretSources;
import org.lockkeeper.credentials.rotation.ApplicationSecrets;
import org.lockkeeper.credentials.rotation.ReceiveApplicationSecret;
import org.lockkeeper.integration.aws.PretendAws;
import org.lockkeeper.kernel.Actor;
import org.lockkeeper.kernel.Errand;
import org.lockkeeper.kernel.Errands;
import org.lockkeeper.kernel.SellerId;

/** The real SDK against the sandbox's queue, and the real way in for a new secret. */
class SecretQueueReaderTest {

  private static final PretendAws AWS = PretendAws.start();
  private static final String OURS = "amzn1.application-oa2-client.test";
  private static final String QUEUE = "https://sqs.us-east-1.amazonaws.com/000000000000/";

  private final Clock clock = AWS.clock();
  private final List<String> proposed = new ArrayList<>();
  private final List<ApplicationSecret> saved = new ArrayList<>();
  private boolean storeFails;
  private long before;

  @AfterAll
  static void end() {
    AWS.close();
  }

  @BeforeEach
  void calm() {
    AWS.noFaults();
    new SecretQueueReader(
            AWS.clients(), receive(), Optional.of(QUEUE + "lwa-secrets"), "us-east-1", every())
        .run();
    proposed.clear();
    saved.clear();
    before = waiting();
  }

  @Test
  void a_new_secret_is_kept_with_its_ends_and_only_then_is_the_message_removed() {
    AWS.post("aws/lwa-secret", "{}");
    Instant now = clock.instant();
    reader().run();
    assertThat(proposed).singleElement().asString().startsWith("amzn1.oa2-cs.v1.");
    assertThat(saved.getLast().snapshot().toString()).doesNotContain(proposed.getFirst());
    assertThat(saved.getLast().snapshot().state().toString())
        .contains(now.plus(Duration.ofDays(180)).toString().substring(0, 10));
    assertThat(waiting()).isEqualTo(before);
  }

  @Test
  void when_the_secret_cannot_be_kept_its_message_stays() {
    AWS.post("aws/lwa-secret", "{}");
    storeFails = true;
    assertThatThrownBy(() -> reader().run()).isInstanceOf(IllegalStateException.class);
    assertThat(waiting()).isEqualTo(before + 1);
    assertThat(proposed).isEmpty();
  }

  @Test
  void the_warning_before_an_end_is_taken_note_of_and_removed() {
    AWS.post("aws/lwa-secret-expiry", "{}");
    reader().run();
    assertThat(waiting()).isEqualTo(before);
    assertThat(proposed).isEmpty();
  }

  @Test
  void what_nobody_can_read_stays_and_does_not_hold_up_the_others() {
    send("no JSON at all");
    send("{\"notificationType\": \"SOMETHING_ELSE\"}");
    send(
        "{\"notificationType\": \"APPLICATION_OAUTH_CLIENT_NEW_SECRET\", \"payload\": {\"x\": 1}}");
    AWS.post("aws/lwa-secret", "{}");
    reader().run();
    assertThat(proposed).hasSize(1);
    assertThat(waiting()).isEqualTo(before + 3);
  }

  @Test
  void names_in_other_cases_are_read_and_more_than_we_know_is_let_be() {
    send(
        """
        {"NotificationType": "APPLICATION_OAUTH_CLIENT_NEW_SECRET", "More": [1],
         "Payload": {"ApplicationOAuthClientNewSecret": {"ClientId": "%s",
           "NewClientSecret": "a-new-one", "NewClientSecretExpiryTime": "2027-02-28T10:00:00.000Z",
           "OldClientSecretExpiryTime": "2026-09-08T10:00:00.000Z", "Extra": null}}}
        """
            .formatted(OURS));
    reader().run();
    assertThat(proposed).containsExactly("a-new-one");
  }

  @Test
  void a_secret_of_another_application_is_not_kept() {
    send(
        """
        {"notificationType": "APPLICATION_OAUTH_CLIENT_NEW_SECRET",
         "payload": {"applicationOAuthClientNewSecret": {"clientId": "somebody-elses",
           "newClientSecret": "not-ours", "newClientSecretExpiryTime": "2027-02-28T10:00:00Z",
           "oldClientSecretExpiryTime": "2026-09-08T10:00:00Z"}}}
        """);
    reader().run();
    assertThat(proposed).isEmpty();
  }

  @Test
  void a_queue_that_does_not_answer_is_no_failure_and_without_a_queue_there_is_nothing_to_do() {
    AWS.fault("sqs", "DOWN", "");
    reader().run();
    new SecretQueueReader(AWS.clients(), receive(), Optional.empty(), "us-east-1", every()).run();
    assertThat(proposed).isEmpty();
  }

  private SecretQueueReader reader() {
    return new SecretQueueReader(
        AWS.clients(), receive(), Optional.of(QUEUE + "lwa-secrets"), "us-east-1", every());
  }

  private static Duration every() {
    return Duration.ofMinutes(1);
  }

  private static void send(String body) {
    AWS.post("aws/messages", Json.createObjectBuilder().add("body", body).build().toString());
  }

  private static long waiting() {
    return AWS.get("aws/queue").asJsonObject().getInt("messages");
  }

  private ReceiveApplicationSecret receive() {
    return new ReceiveApplicationSecret(
        new Register(), new Sources(), new Care(), new NoErrands(), event -> {}, clock);
  }

  private final class Register implements ApplicationSecrets {
    private final Set<String> prints = new HashSet<>();

    @Override
    public ApplicationSecret of(Platform platform) {
      return ApplicationSecret.unknown(platform);
    }

    @Override
    public ApplicationSecret locked(Platform platform) {
      return of(platform);
    }

    @Override
    public List<ApplicationSecret> all() {
      return List.copyOf(saved);
    }

    @Override
    public void save(ApplicationSecret secret) {
      saved.add(secret);
    }

    @Override
    public boolean firstArrival(Platform platform, String print, Instant at) {
      return prints.add(print);
    }
  }

  private static final class Sources implements ApplicationSecretSources {
    private static final ApplicationSecretSource AMAZON =
        new ApplicationSecretSource() {
          @Override
          public Platform platform() {
            return Platform.AMAZON;
          }

          @Override
          public boolean owns(String clientId) {
            return clientId.equals(OURS);
          }

          @Override
          public void request() {
            throw new IllegalStateException("nobody asks here");
          }
        };

    @Override
    public Optional<ApplicationSecretSource> of(Platform platform) {
      return Optional.of(AMAZON);
    }

    @Override
    public Optional<ApplicationSecretSource> owning(String clientId) {
      return Optional.of(AMAZON).filter(source -> source.owns(clientId));
    }
  }

  private static final class NoErrands implements Errands {
    @Override
    public void after(Duration delay, Errand errand) {}

    @Override
    public void now(Errand errand) {}
  }

  private final class Care implements SecretCare {
    @Override
    public void propose(SellerId seller, SecretRef ref, Secret value, Actor writer) {
      if (storeFails) {
        throw new IllegalStateException("the secret store is away");
      }
      proposed.add(value.<String>reveal(bytes -> new String(bytes, StandardCharsets.UTF_8)));
    }

    @Override
    public void promote(SellerId seller, SecretRef ref, Actor writer) {}

    @Override
    public void discard(SellerId seller, SecretRef ref, Stage stage, Actor writer) {}

    @Override
    public void destroy(SellerId seller, SecretRef ref, Actor writer) {}

    @Override
    public List<Held> held(SellerId seller, SecretRef ref) {
      return List.of();
    }
  }
}
