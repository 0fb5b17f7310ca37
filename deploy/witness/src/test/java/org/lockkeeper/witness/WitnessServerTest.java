package org.lockkeeper.witness;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lockkeeper.proof.Checkpoint;
import org.lockkeeper.proof.Consistency;
import org.lockkeeper.proof.Frontier;
import org.lockkeeper.proof.Hash;
import org.lockkeeper.proof.Note;
import org.lockkeeper.proof.NoteSignature;
import org.lockkeeper.proof.VerifierKey;

/** The witness from outside, over its socket. */
class WitnessServerTest {

  private static final String LOG = "log.test/audit";
  private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");

  @TempDir private Path folder = Path.of("");
  private final KeyPair pair = pair();
  private final VerifierKey key = VerifierKey.ed25519(LOG, pair.getPublic().getEncoded());
  private final Frontier tree = Frontier.empty();
  private final Map<String, Hash> nodes = new HashMap<>();
  private final HttpClient client = HttpClient.newHttpClient();
  private Optional<WitnessServer> server = Optional.empty();

  private static KeyPair pair() {
    try {
      return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  @BeforeEach
  void start() throws IOException {
    Path keys = Files.createDirectories(folder.resolve("keys"));
    Files.writeString(keys.resolve(String.format("%08x", key.id())), key.text() + "\n");
    again();
  }

  private void again() throws IOException {
    stop();
    server =
        Optional.of(
            WitnessServer.start(
                0,
                folder.resolve("witness"),
                "witness.test",
                LOG,
                folder.resolve("keys"),
                Clock.fixed(NOON, ZoneOffset.UTC)));
  }

  @AfterEach
  void stop() {
    server.ifPresent(WitnessServer::close);
    server = Optional.empty();
  }

  private Note grown(int leaves) {
    for (int i = 0; i < leaves; i++) {
      tree.add(
          Hash.leaf(new byte[] {(byte) tree.size()}),
          (level, index, hash) -> nodes.put(level + "/" + index, hash));
    }
    return signed(new Checkpoint(LOG + "/1", tree.size(), tree.root()));
  }

  private Note signed(Checkpoint checkpoint) {
    return Note.of(checkpoint.text()).with(key.sign(pair.getPrivate(), checkpoint.text()));
  }

  private String request(long old, Note note) {
    StringBuilder text = new StringBuilder("old " + old + "\n");
    long size = Checkpoint.parse(note.text()).size();
    if (old <= size) {
      Consistency.prove(
              old, size, (level, index) -> Objects.requireNonNull(nodes.get(level + "/" + index)))
          .forEach(hash -> text.append(hash.base64()).append('\n'));
    }
    return text.append('\n').append(note.write()).toString();
  }

  private HttpResponse<String> ask(String path, Optional<String> body) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(
            URI.create("http://127.0.0.1:" + server.orElseThrow().port() + path));
    body.ifPresent(text -> request.POST(HttpRequest.BodyPublishers.ofString(text)));
    try {
      return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private HttpResponse<String> add(String body) {
    return ask("/add-checkpoint", Optional.of(body));
  }

  @Test
  void what_continues_the_last_is_signed_with_the_time_and_remembered_over_a_restart()
      throws IOException {
    Note first = grown(5);
    HttpResponse<String> answer = add(request(0, first));
    assertThat(answer.statusCode()).isEqualTo(200);
    VerifierKey witness = server.orElseThrow().key();
    assertThat(first.with(NoteSignature.parse(answer.body().strip())).verify(List.of(witness)))
        .containsExactly(new Note.Verified(witness, Optional.of(NOON.getEpochSecond())));
    again();
    assertThat(server.orElseThrow().key()).isEqualTo(witness);
    assertThat(add(request(5, grown(4))).statusCode()).isEqualTo(200);
    HttpResponse<String> latest = ask("/checkpoint/" + Memory.name(LOG + "/1"), Optional.empty());
    assertThat(Note.parse(latest.body()).verify(List.of(key, witness))).hasSize(2);
    assertThat(Checkpoint.parse(Note.parse(latest.body()).text()).size()).isEqualTo(9);
  }

  @Test
  void another_old_size_is_answered_with_the_one_it_knows() {
    add(request(0, grown(5)));
    HttpResponse<String> answer = add(request(0, grown(2)));
    assertThat(answer.statusCode()).isEqualTo(409);
    assertThat(answer.body()).isEqualTo("5\n");
    assertThat(answer.headers().firstValue("content-type")).contains("text/x.tlog.size");
    assertThat(add(request(5, grown(0))).statusCode()).isEqualTo(200);
    assertThat(add(request(7, grown(0))).statusCode()).as("the same once more").isEqualTo(200);
  }

  @Test
  void a_rollback_a_fork_and_a_history_that_does_not_continue_are_refused() {
    Note early = grown(3);
    add(request(0, early));
    add(request(3, grown(4)));
    assertThat(add(request(3, early)).statusCode()).as("rollback").isEqualTo(409);
    Note fork = signed(new Checkpoint(LOG + "/1", 7, Hash.leaf(new byte[0])));
    assertThat(add(request(7, fork)).statusCode()).as("fork").isEqualTo(409);
    Note other = signed(new Checkpoint(LOG + "/1", 8, Hash.leaf(new byte[0])));
    grown(1);
    assertThat(add(request(7, other)).statusCode()).as("does not continue").isEqualTo(422);
    assertThat(add(request(9, grown(0))).statusCode()).as("old is larger").isEqualTo(400);
  }

  @Test
  void strangers_are_refused() {
    Checkpoint elsewhere = new Checkpoint("other.test/1", 1, Hash.leaf(new byte[0]));
    assertThat(add("old 0\n\n" + signed(elsewhere).write()).statusCode()).isEqualTo(404);
    KeyPair stranger = pair();
    VerifierKey unknown = VerifierKey.ed25519(LOG, stranger.getPublic().getEncoded());
    String text = new Checkpoint(LOG, 1, Hash.leaf(new byte[0])).text();
    Note note = Note.of(text).with(unknown.sign(stranger.getPrivate(), text));
    assertThat(add("old 0\n\n" + note.write()).statusCode()).isEqualTo(403);
    assertThat(ask("/checkpoint/" + Memory.name(LOG), Optional.empty()).statusCode())
        .isEqualTo(404);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "old 0", "old -1\n\nx", "old 00\n\nx\n", "old 0\nAAAA\n\nx\n"})
  void what_is_no_request_is_refused(String body) {
    assertThat(add(body).statusCode()).isEqualTo(400);
  }

  @Test
  void the_key_is_readable_by_its_owner_alone() throws IOException {
    assertThat(
            Files.getPosixFilePermissions(
                folder.resolve("witness").resolve("key.secret").toAbsolutePath()))
        .hasToString("[OWNER_READ, OWNER_WRITE]");
    assertThat(Files.readString(folder.resolve("witness/key.secret"), StandardCharsets.UTF_8))
        .isNotBlank();
  }
}
