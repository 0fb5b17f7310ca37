package org.lockkeeper.integration.witness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lockkeeper.compliance.audit.Witness;
import org.lockkeeper.proof.Checkpoint;
import org.lockkeeper.proof.Hash;
import org.lockkeeper.proof.Note;
import org.lockkeeper.proof.NoteSignature;
import org.lockkeeper.proof.VerifierKey;

class HttpWitnessTest {

  private static final String ORIGIN = "log.test/audit";
  private static final long NOON = 1_795_348_800;

  private final KeyPair pair = pair();
  private final VerifierKey key =
      VerifierKey.witness("witness.test", pair.getPublic().getEncoded());
  private final List<String> asked = new ArrayList<>();
  private final List<Reply> replies = new ArrayList<>();
  private final CountDownLatch over = new CountDownLatch(1);
  private HttpServer server = unstarted();

  /** What the witness answers next. */
  private record Reply(int status, String body) {}

  private static KeyPair pair() {
    try {
      return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static HttpServer unstarted() {
    try {
      return HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @BeforeEach
  void start() {
    server.createContext("/", this::answer);
    server.start();
  }

  @AfterEach
  void stop() {
    over.countDown();
    server.stop(0);
  }

  private void answer(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    asked.add(exchange.getRequestMethod() + " " + exchange.getRequestURI() + "\n" + body);
    Reply reply = replies.removeFirst();
    byte[] bytes = reply.body().getBytes(StandardCharsets.UTF_8);
    if (reply.status() == 302) {
      exchange.getResponseHeaders().add("Location", "/elsewhere");
    }
    exchange.sendResponseHeaders(reply.status(), bytes.length == 0 ? -1 : bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  private String address() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  private Witness witness() {
    return new HttpWitness(Optional.of(address()), Optional.of(key));
  }

  private static Note checkpoint(String origin, long size) {
    return Note.of(new Checkpoint(origin, size, Hash.EMPTY_TREE).text());
  }

  private String signed(Note note) {
    return key.cosign(pair.getPrivate(), note.text(), NOON).line() + "\n";
  }

  /** Somebody's who has taken the witness's name. */
  private static NoteSignature forged(Note note) {
    KeyPair other = pair();
    return VerifierKey.witness("witness.test", other.getPublic().getEncoded())
        .cosign(other.getPrivate(), note.text(), NOON);
  }

  private void replies(int status, String body) {
    replies.add(new Reply(status, body));
  }

  private static List<Hash> proof(long from) {
    return from == 0 ? List.of() : List.of(Hash.EMPTY_TREE);
  }

  @Test
  void the_first_checkpoint_comes_back_with_the_witnesss_signature() {
    Note note = checkpoint(ORIGIN, 5);
    replies(200, signed(note));
    Note cosigned = witness().cosign(note, HttpWitnessTest::proof);
    assertThat(cosigned.verify(List.of(key)))
        .containsExactly(new Note.Verified(key, Optional.of(NOON)));
    assertThat(asked).containsExactly("POST /add-checkpoint\nold 0\n\n" + note.write());
  }

  @Test
  void a_witness_that_knows_the_log_is_given_the_proof_from_where_it_has_come() {
    Note note = checkpoint(ORIGIN, 9);
    replies(409, "7\n");
    replies(200, signed(note));
    witness().cosign(note, HttpWitnessTest::proof);
    assertThat(asked.getLast())
        .isEqualTo(
            "POST /add-checkpoint\nold 7\n" + Hash.EMPTY_TREE.base64() + "\n\n" + note.write());
  }

  @Test
  void a_witness_that_has_signed_more_than_there_is_refuses_for_good() {
    replies(409, "10\n");
    assertThatThrownBy(() -> witness().cosign(checkpoint(ORIGIN, 9), HttpWitnessTest::proof))
        .isInstanceOf(Witness.Refused.class)
        .hasMessageContaining("10 entries");
  }

  @Test
  void a_tree_that_does_not_continue_what_was_signed_is_refused_for_good() {
    replies(409, "7\n");
    replies(422, "");
    assertThatThrownBy(() -> witness().cosign(checkpoint(ORIGIN, 9), HttpWitnessTest::proof))
        .isInstanceOf(Witness.Refused.class)
        .hasMessageContaining("does not continue the 7");
  }

  @Test
  void a_witness_that_others_keep_asking_is_asked_again_later() {
    replies(409, "2");
    replies(409, "3");
    replies(409, "4");
    assertThatThrownBy(() -> witness().cosign(checkpoint(ORIGIN, 9), HttpWitnessTest::proof))
        .isInstanceOf(Witness.Unavailable.class);
    assertThat(asked).hasSize(3);
  }

  @ParameterizedTest(name = "{0} {1}")
  @CsvSource({
    "302, ''",
    "403, ''",
    "404, ''",
    "409, many",
    "409, -1",
    "409, 07",
    "500, ''",
    "503, ''"
  })
  void any_other_answer_is_an_outage_and_no_redirect_is_followed(int status, String body) {
    replies(status, body);
    assertThatThrownBy(() -> witness().cosign(checkpoint(ORIGIN, 9), HttpWitnessTest::proof))
        .isInstanceOf(Witness.Unavailable.class);
    assertThat(asked).hasSize(1);
  }

  @Test
  void a_signature_by_another_key_over_another_text_or_of_nobody_is_not_taken() {
    Note note = checkpoint(ORIGIN, 5);
    for (String lines :
        List.of(
            forged(note).line() + "\n",
            signed(checkpoint(ORIGIN, 6)),
            "",
            "nothing of the kind\n",
            VerifierKey.witness("other.test", pair.getPublic().getEncoded())
                    .cosign(pair.getPrivate(), note.text(), NOON)
                    .line()
                + "\n")) {
      replies(200, lines);
      assertThatThrownBy(() -> witness().cosign(note, HttpWitnessTest::proof))
          .as(lines)
          .isInstanceOf(Witness.Unavailable.class);
    }
  }

  @Test
  void what_the_witness_remembers_is_believed_only_with_its_signature_and_of_this_log() {
    Note note = checkpoint(ORIGIN, 5);
    Note remembered = note.with(key.cosign(pair.getPrivate(), note.text(), NOON));
    replies(200, remembered.write());
    assertThat(witness().latest(ORIGIN)).contains(remembered);
    assertThat(asked.getFirst()).matches("GET /checkpoint/[0-9a-f]{64}\n");
    replies(404, "");
    assertThat(witness().latest(ORIGIN)).isEmpty();
    Note other = checkpoint("other.test/audit", 5);
    for (Reply reply :
        List.of(
            new Reply(200, other.with(key.cosign(pair.getPrivate(), other.text(), NOON)).write()),
            new Reply(200, note.with(forged(note)).write()),
            new Reply(200, "nothing of the kind"),
            new Reply(500, ""))) {
      replies.add(reply);
      assertThatThrownBy(() -> witness().latest(ORIGIN))
          .as(reply.body())
          .isInstanceOf(Witness.Unavailable.class);
    }
  }

  @Test
  void an_answer_without_end_is_cut_off() {
    replies(200, "x".repeat(64 * 1024 + 1));
    assertThatThrownBy(() -> witness().latest(ORIGIN))
        .isInstanceOf(Witness.Unavailable.class)
        .hasMessageContaining("too long");
  }

  @ParameterizedTest(name = "silent after the headers: {0}")
  @ValueSource(booleans = {false, true})
  void a_witness_that_falls_silent_is_not_waited_for(boolean afterHeaders) {
    server.removeContext("/");
    server.createContext(
        "/",
        exchange -> {
          try {
            if (afterHeaders) {
              exchange.sendResponseHeaders(200, 100);
              exchange.getResponseBody().write('x');
              exchange.getResponseBody().flush();
            }
            over.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });
    Witness impatient =
        new HttpWitness(Optional.of(address()), Optional.of(key), Duration.ofMillis(200));
    assertThatThrownBy(() -> impatient.latest(ORIGIN)).isInstanceOf(Witness.Unavailable.class);
  }

  @Test
  void a_witness_that_is_not_there_is_an_outage() {
    Witness witness = witness();
    server.stop(0);
    assertThatThrownBy(() -> witness.latest(ORIGIN)).isInstanceOf(Witness.Unavailable.class);
  }

  @Test
  void without_settings_there_is_none() {
    Witness none = new HttpWitness(Optional.empty(), Optional.empty());
    assertThat(none.exists()).isFalse();
    assertThatThrownBy(none::key).isInstanceOf(Witness.Unavailable.class);
    assertThatThrownBy(() -> none.latest(ORIGIN)).isInstanceOf(Witness.Unavailable.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://witness.example",
        "http://127.0.0.1.example",
        "http://127.0.0.1@witness.example",
        "ftp://127.0.0.1",
        "witness.example"
      })
  void it_is_called_over_https_or_on_this_machine(String address) {
    assertThatThrownBy(() -> new HttpWitness(Optional.of(address), Optional.of(key)))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void half_of_its_settings_and_a_key_of_another_kind_are_refused() {
    assertThatThrownBy(() -> new HttpWitness(Optional.of(address()), Optional.empty()))
        .isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> new HttpWitness(Optional.empty(), Optional.of(key)))
        .isInstanceOf(IllegalStateException.class);
    VerifierKey log = VerifierKey.ed25519("log.test", pair.getPublic().getEncoded());
    assertThatThrownBy(() -> new HttpWitness(Optional.of(address()), Optional.of(log)))
        .isInstanceOf(IllegalStateException.class);
    assertThat(new HttpWitness(Optional.of("https://witness.example/"), Optional.of(key)).exists())
        .isTrue();
  }
}
