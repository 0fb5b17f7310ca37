package org.lockkeeper.compliance.pack;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.lockkeeper.proof.certificate.CertificateZip;
import org.lockkeeper.proof.jose.Json;

/** The files of a pack. What they hold is ids, dates, figures and texts of ours; no person. */
final class PackFiles {

  /** What is signed. */
  static final String TYPE = "lockkeeper-evidence-pack+json";

  static final String REPORT = "report.html";
  static final String ANSWERS = "answers.json";
  static final String PROOFS = "proofs.json";
  static final String REGISTERS = "registers.json";
  static final String CHECKPOINT = "checkpoint.txt";
  static final String LOG_KEYS = "log-keys.txt";
  static final String WITNESS_KEYS = "witness-keys.txt";
  static final String MANIFEST = "manifest.json";
  static final String SIGNATURE = "manifest.jws";
  static final String KEY = "key.jwk";
  static final String README = "README.txt";

  private final Json.Members answers;
  private final Json.Members manifest;
  private final Map<String, byte[]> files = new TreeMap<>();

  /**
   * Where the audit log stood.
   *
   * @param checkpoint the newest that is published; with the witness's signature if it has one
   */
  record LogHead(Optional<String> checkpoint, List<String> logKeys, List<String> witnessKeys) {}

  PackFiles(
      EvidencePack pack, Assessment found, Map<String, Json> extracts, LogHead head, String keyId) {
    answers = answers(pack, found);
    files.put(ANSWERS, answers.canonical());
    files.put(PROOFS, proofs(found).canonical());
    files.put(REGISTERS, new Json.Members(extracts).canonical());
    files.put(
        CHECKPOINT,
        utf8(head.checkpoint().orElse("No checkpoint of the audit log is published yet.\n")));
    files.put(LOG_KEYS, utf8(String.join("\n", head.logKeys()) + "\n"));
    files.put(WITNESS_KEYS, utf8(String.join("\n", head.witnessKeys()) + "\n"));
    files.put(REPORT, utf8(new PackReport(pack, found, keyId).html()));
    files.put(README, resource("pack-readme.txt"));
    Map<String, Json> listed = new TreeMap<>();
    files.forEach(
        (name, bytes) ->
            listed.put(
                name,
                members(
                    "sha256",
                    new Json.Text(sha256(bytes)),
                    "bytes",
                    new Json.Whole(bytes.length))));
    manifest =
        new Json.Members(
            Map.of(
                "pack", new Json.Whole(pack.number()),
                "id", new Json.Text(pack.id().toString()),
                "edition", new Json.Text(found.catalogue().edition().toString()),
                "made_at", new Json.Text(found.at().toString()),
                "files", new Json.Members(listed)));
  }

  /** What is signed: the files and their digests. */
  Json.Members manifest() {
    return manifest;
  }

  /** The answers, by which packs are compared. */
  Json.Members answers() {
    return answers;
  }

  /** The whole pack. */
  byte[] zip(String jws, byte[] jwk) {
    Map<String, byte[]> all = new TreeMap<>(files);
    all.put(MANIFEST, manifest.canonical());
    all.put(SIGNATURE, jws.getBytes(StandardCharsets.US_ASCII));
    all.put(KEY, jwk);
    return CertificateZip.write(all);
  }

  private static Json.Members answers(EvidencePack pack, Assessment found) {
    return new Json.Members(
        Map.of(
            "pack", new Json.Whole(pack.number()),
            "edition", new Json.Text(found.catalogue().edition().toString()),
            "made_at", new Json.Text(found.at().toString()),
            "answers", new Json.Items(found.answers().stream().map(PackFiles::answer).toList()),
            "plans",
                new Json.Items(
                    found.gaps().stream()
                        .flatMap(gap -> Optional.ofNullable(found.plans().get(gap)).stream())
                        .map(PackFiles::plan)
                        .toList()),
            "open_tasks", texts(found.openTasks())));
  }

  private static Json answer(Answer answer) {
    Control control = answer.control();
    Map<String, Json> members = new TreeMap<>();
    members.put("control", new Json.Text(control.id()));
    members.put("kind", new Json.Text(control.kind().name()));
    members.put("title", new Json.Text(control.title()));
    members.put("question", new Json.Text(control.question()));
    members.put("policies", texts(control.policies()));
    members.put("owner", new Json.Text(control.owner().name()));
    members.put("verdict", new Json.Text(answer.verdict().name()));
    members.put("text", new Json.Text(answer.text()));
    members.put("proofs", texts(control.proofs()));
    members.put("missing", texts(answer.missing()));
    members.put("plan_missing", texts(answer.unplanned()));
    members.put("verified_at", new Json.Text(answer.verifiedAt().toString()));
    if (answer.verdict() == Answer.Verdict.YES) {
      control.choice().ifPresent(choice -> members.put("choice", new Json.Text(choice)));
    }
    return new Json.Members(members);
  }

  private static Json plan(GapPlan plan) {
    return members(
        "proof", new Json.Text(plan.proof()),
        "owner", new Json.Text(plan.owner().name()),
        "due_on", new Json.Text(plan.dueOn().toString()),
        "text", new Json.Text(plan.text()));
  }

  private static Json.Members proofs(Assessment found) {
    return new Json.Members(
        Map.of(
            "edition", new Json.Text(found.catalogue().edition().toString()),
            "looked_at", new Json.Text(found.at().toString()),
            "proofs",
                new Json.Items(
                    found.sightings().values().stream()
                        .<Json>map(
                            seen ->
                                members(
                                    "name", new Json.Text(seen.proof()),
                                    "title", new Json.Text(found.catalogue().title(seen.proof())),
                                    "how", new Json.Text(found.catalogue().how(seen.proof())),
                                    "state", new Json.Text(seen.state().name()),
                                    "fact", new Json.Text(seen.fact()),
                                    "observed_at", new Json.Text(seen.observedAt().toString()),
                                    "max_age_seconds", new Json.Whole(seen.maxAge().toSeconds())))
                        .toList())));
  }

  private static Json texts(List<String> all) {
    return new Json.Items(all.stream().<Json>map(Json.Text::new).toList());
  }

  private static Json.Members members(Object... namesAndValues) {
    Map<String, Json> members = new TreeMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      members.put((String) namesAndValues[i], (Json) namesAndValues[i + 1]);
    }
    return new Json.Members(members);
  }

  /** The answers of a pack by control. */
  static Map<String, PackDifference.Said> read(byte[] answers) {
    Map<String, PackDifference.Said> said = new TreeMap<>();
    for (Json one : Json.parse(answers).list("answers")) {
      if (one instanceof Json.Members answer) {
        said.put(
            answer.text("control"),
            new PackDifference.Said(answer.text("verdict"), answer.text("text")));
      }
    }
    return said;
  }

  static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every platform has SHA-256", e);
    }
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] resource(String name) {
    try (InputStream in = PackFiles.class.getResourceAsStream(name)) {
      return Objects.requireNonNull(in, name).readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
