package org.lockkeeper.integration.amazon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lockkeeper.credentials.Secret;
import org.lockkeeper.credentials.SecretRef;
import org.lockkeeper.credentials.SecretVault;
import org.lockkeeper.integration.http.TestOutbound;
import org.lockkeeper.kernel.Actor;
import org.lockkeeper.kernel.PlatformTrouble;
import org.lockkeeper.kernel.Purpose;
import org.lockkeeper.kernel.SellerId;

class AmazonSecretSourceTest {

  private final TestOutbound amazon = new TestOutbound();
  private final SecretVault vault =
      new SecretVault() {
        @Override
        public Optional<Secret> open(
            SellerId seller, SecretRef ref, Stage stage, Actor reader, Purpose purpose) {
          return Optional.of(Secret.of("hush&hush"));
        }

        @Override
        public void store(SellerId seller, SecretRef ref, Secret value, Actor writer) {
          throw new IllegalStateException("nothing is stored here");
        }
      };
  private final String address = "http://" + amazon.address();
  private final AmazonSecretSource source =
      new AmazonSecretSource(
          vault,
          amazon.outbound(),
          "client-1",
          address + "/auth/o2/token",
          address,
          Optional.of("https://sqs.example/queue"));

  @AfterEach
  void end() {
    amazon.close();
  }

  @Test
  void without_the_queue_in_which_the_answer_comes_nothing_is_to_be_asked() {
    assertThat(source.isHeard()).isTrue();
    for (Optional<String> none : List.of(Optional.<String>empty(), Optional.of(" "))) {
      assertThat(
              new AmazonSecretSource(vault, amazon.outbound(), "client-1", "t", address, none)
                  .isHeard())
          .isFalse();
    }
  }

  @Test
  void a_new_secret_is_asked_for_with_a_token_that_speaks_for_no_seller() {
    amazon.answers(
        call ->
            call.path().equals("/auth/o2/token")
                ? new TestOutbound.Reply(200, "{\"access_token\": \"Atza|x\"}")
                : new TestOutbound.Reply(204, ""));
    source.request();
    assertThat(amazon.calls).hasSize(2);
    assertThat(amazon.calls.get(0).body())
        .contains("grant_type=client_credentials")
        .contains("scope=sellingpartnerapi%3A%3Aclient_credential%3Arotation")
        .contains("client_secret=hush%26hush");
    TestOutbound.Call asked = amazon.calls.get(1);
    assertThat(asked.method()).isEqualTo("POST");
    assertThat(asked.path()).isEqualTo("/applications/2023-11-30/clientSecret");
    assertThat(asked.token()).contains("Atza|x");
    assertThat(asked.body()).isEmpty();
    assertThat(amazon.log.toString()).doesNotContain("hush").doesNotContain("Atza");
  }

  @ParameterizedTest
  @CsvSource({"401, REFUSED", "429, THROTTLED", "503, UNAVAILABLE"})
  void trouble_on_the_way_is_told_in_our_words(int status, PlatformTrouble.Kind kind) {
    amazon.answers(call -> new TestOutbound.Reply(status, "{}"));
    assertThatThrownBy(source::request)
        .isInstanceOfSatisfying(
            PlatformTrouble.class, trouble -> assertThat(trouble.kind()).isEqualTo(kind));
  }

  @Test
  void our_application_is_known_by_its_client_id() {
    assertThat(source.owns("client-1")).isTrue();
    assertThat(source.owns("client-2")).isFalse();
  }
}
