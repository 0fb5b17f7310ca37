package org.lockkeeper.integration.witness;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.LongFunction;
import org.eclipse.microprofile.config.Config;
import org.lockkeeper.compliance.audit.Witness;
import org.lockkeeper.proof.Checkpoint;
import org.lockkeeper.proof.Hash;
import org.lockkeeper.proof.Note;
import org.lockkeeper.proof.NoteSignature;
import org.lockkeeper.proof.ProofRefused;
import org.lockkeeper.proof.VerifierKey;

/**
 * A witness over HTTP. Plain HTTP to this machine alone; no redirects; an answer has at most 64 KiB
 * and a few seconds.
 */
@ApplicationScoped
class HttpWitness implements Witness {

  private static final Duration WITHIN = Duration.ofSeconds(5);
  private static final int LONGEST = 64 * 1024;
  private static final int TRIES = 3;
  private static final String LOOPBACK = "http://(127\\.0\\.0\\.1|\\[::1])(:\\d+)?(/.*)?";

  private final Optional<String> address;
  private final Optional<VerifierKey> key;
  private final Duration within;
  private final HttpClient client;

  @Inject
  HttpWitness(Config config) {
    this(
        config.getOptionalValue("lockkeeper.audit.witness", String.class),
        config
            .getOptionalValue("lockkeeper.audit.witness-key", String.class)
            .map(VerifierKey::parse));
  }

  HttpWitness(Optional<String> address, Optional<VerifierKey> key) {
    this(address, key, WITHIN);
  }

  HttpWitness(Optional<String> address, Optional<VerifierKey> key, Duration within) {
    if (address.isPresent() != key.isPresent()) {
      throw new IllegalStateException(
          "set lockkeeper.audit.witness and lockkeeper.audit.witness-key, or neither");
    }
    if (key.isPresent() && key.get().type() != VerifierKey.Type.COSIGNATURE) {
      throw new IllegalStateException("lockkeeper.audit.witness-key is no witness's key");
    }
    if (address.filter(at -> !at.startsWith("https://") && !at.matches(LOOPBACK)).isPresent()) {
      throw new IllegalStateException("lockkeeper.audit.witness is called over https alone");
    }
    this.address = address.map(at -> at.endsWith("/") ? at.substring(0, at.length() - 1) : at);
    this.key = key;
    this.within = within;
    this.client =
        HttpClient.newBuilder()
            .connectTimeout(within)
            .followRedirects(HttpClient.Redirect.NEVER)
            .version(HttpClient.Version.HTTP_1_1)
            .build();
  }

  @Override
  public boolean exists() {
    return address.isPresent();
  }

  @Override
  public VerifierKey key() {
    return key.orElseThrow(() -> new Unavailable("no witness is set up"));
  }

  private record Answer(int status, String text) {}

  @Override
  public Note cosign(Note checkpoint, LongFunction<List<Hash>> proofFrom) {
    long size = Checkpoint.parse(checkpoint.text()).size();
    long old = 0;
    for (int i = 0; i < TRIES; i++) {
      StringBuilder body = new StringBuilder("old ").append(old).append('\n');
      proofFrom.apply(old).forEach(hash -> body.append(hash.base64()).append('\n'));
      Answer answer =
          ask(
              request("/add-checkpoint")
                  .POST(
                      HttpRequest.BodyPublishers.ofString(
                          body.append('\n').append(checkpoint.write()).toString())));
      switch (answer.status()) {
        case 200 -> {
          return cosigned(checkpoint, answer.text());
        }
        case 409 -> {
          long known = known(answer.text());
          if (known > size || known == old) {
            throw new Refused(
                "The witness has signed "
                    + known
                    + " entries and refuses the checkpoint of "
                    + size
                    + ".");
          }
          old = known;
        }
        case 422 ->
            throw new Refused(
                "The witness says that the checkpoint of "
                    + size
                    + " entries does not continue the "
                    + old
                    + " that it has signed.");
        case 403, 404 -> throw new Unavailable("the witness does not know this log or its key yet");
        default -> throw new Unavailable("the witness answers " + answer.status());
      }
    }
    throw new Unavailable("the witness is asked by others at the same time");
  }

  private static long known(String text) {
    String number = text.strip();
    if (!number.matches("0|[1-9][0-9]{0,17}")) {
      throw new Unavailable("the witness does not say how far it has come");
    }
    return Long.parseLong(number);
  }

  private Note cosigned(Note checkpoint, String lines) {
    try {
      Note all = checkpoint;
      for (String line : lines.split("\n", -1)) {
        if (!line.isEmpty()) {
          NoteSignature signature = NoteSignature.parse(line);
          if (signature.keyId() == key().id() && signature.name().equals(key().name())) {
            all = all.with(signature);
          }
        }
      }
      all.verify(List.of(key()));
      return all;
    } catch (ProofRefused e) {
      throw new Unavailable("the witness's signature does not verify", e);
    }
  }

  @Override
  public Optional<Note> latest(String origin) {
    Answer answer = ask(request("/checkpoint/" + digest(origin)).GET());
    if (answer.status() == 404) {
      return Optional.empty();
    }
    if (answer.status() != 200) {
      throw new Unavailable("the witness answers " + answer.status());
    }
    try {
      Note note = Note.parse(answer.text());
      note.verify(List.of(key()));
      if (!Checkpoint.parse(note.text()).origin().equals(origin)) {
        throw new Unavailable("the witness speaks of another log");
      }
      return Optional.of(note);
    } catch (ProofRefused e) {
      throw new Unavailable("the witness's signature does not verify", e);
    }
  }

  private static String digest(String origin) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256").digest(origin.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(
            URI.create(address.orElseThrow(() -> new Unavailable("no witness is set up")) + path))
        .timeout(within);
  }

  private Answer ask(HttpRequest.Builder request) {
    try {
      HttpResponse<InputStream> response =
          client.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
      try (InputStream in = response.body()) {
        byte[] bytes = read(in);
        if (bytes.length > LONGEST) {
          throw new Unavailable("the witness's answer is too long");
        }
        return new Answer(response.statusCode(), new String(bytes, StandardCharsets.UTF_8));
      }
    } catch (IOException e) {
      throw new Unavailable("the witness does not answer", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Unavailable("asking the witness was interrupted", e);
    }
  }

  /** The request's own time is over with the headers; who then falls silent is not waited for. */
  private byte[] read(InputStream in) throws IOException {
    CompletableFuture<Void> late =
        CompletableFuture.runAsync(
            () -> close(in),
            CompletableFuture.delayedExecutor(within.toMillis(), TimeUnit.MILLISECONDS));
    try {
      return in.readNBytes(LONGEST + 1);
    } finally {
      late.cancel(false);
    }
  }

  private static void close(InputStream in) {
    try {
      in.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
