package org.lockkeeper.proof.certificate;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.lockkeeper.proof.Checkpoint;
import org.lockkeeper.proof.LogPolicy;
import org.lockkeeper.proof.Note;
import org.lockkeeper.proof.ProofRefused;
import org.lockkeeper.proof.TlogProof;
import org.lockkeeper.proof.VerifierKey;
import org.lockkeeper.proof.certificate.Finding.Check;
import org.lockkeeper.proof.certificate.Finding.Verdict;
import org.lockkeeper.proof.jose.CompactJws;
import org.lockkeeper.proof.jose.EcKey;
import org.lockkeeper.proof.jose.Json;
import org.lockkeeper.proof.jose.Malformed;

/**
 * Checks the files of a certificate, line by line, with nothing but their bytes and, where there
 * are, keys that came another way. A line that fails says why; what hangs on it is not checked.
 */
public final class CertificateCheck {

  /** How far the clocks of the signer and the witness may be apart. */
  static final Duration CLOCKS = Duration.ofMinutes(5);

  /** How long after the issue a witness's signature may come; later ones have expired. */
  static final Duration SEAL_WITHIN = Duration.ofDays(30);

  private static final Set<String> METHODS =
      Set.of("ROWS_DELETED", "FIELDS_STRIPPED", "KEYS_DESTROYED", "SECRET_DESTROYED");

  private final Map<String, byte[]> files;
  private final Optional<Trust> trust;
  private final Optional<String> order;
  private final Map<Check, Finding> findings = new TreeMap<>();

  private Optional<CompactJws> jws = Optional.empty();
  private Optional<EcKey> key = Optional.empty();
  private Optional<TlogProof> proof = Optional.empty();
  private Optional<Checkpoint> head = Optional.empty();

  private CertificateCheck(
      Map<String, byte[]> files, Optional<Trust> trust, Optional<String> order) {
    this.files = Map.copyOf(files);
    this.trust = trust;
    this.order = order;
  }

  /**
   * Checks them.
   *
   * @param files the files of the ZIP by their names
   * @param trust the keys to believe; without them the ZIP's own are taken, and that is said
   * @param order an order to look for
   * @return one finding for each line, in order
   */
  public static List<Finding> of(
      Map<String, byte[]> files, Optional<Trust> trust, Optional<String> order) {
    return new CertificateCheck(files, trust, order).run();
  }

  /** Whether no line failed. */
  public static boolean holds(List<Finding> findings) {
    return findings.stream()
        .allMatch(f -> f.verdict() == Verdict.OK || f.verdict() == Verdict.UNPROVEN);
  }

  /** What one line finds. */
  @FunctionalInterface
  private interface Line {
    String find();
  }

  private List<Finding> run() {
    line(Check.FILES, this::files);
    line(Check.FORM, this::form, Check.FILES);
    line(Check.KEY, this::key, Check.FORM);
    trustLine();
    line(Check.SIGNATURE, this::signature, Check.KEY);
    line(Check.CONTENT, this::content, Check.FORM);
    line(Check.ENTRY, this::entry, Check.CONTENT);
    line(Check.LOG, this::log, Check.FILES);
    line(Check.WITNESS, this::witness, Check.LOG, Check.CONTENT);
    line(Check.INCLUSION, this::inclusion, Check.LOG, Check.ENTRY);
    line(Check.ORDERS, this::orders, Check.CONTENT);
    line(Check.PDF, this::pdf, Check.FILES);
    order.ifPresent(id -> line(Check.ORDER, () -> order(id), Check.ORDERS));
    return List.copyOf(findings.values());
  }

  private void line(Check check, Line line, Check... needed) {
    if (!Arrays.stream(needed).allMatch(this::passed)) {
      note(check, Verdict.NOT_CHECKED, "Not checked, since a line before it failed.");
      return;
    }
    try {
      note(check, Verdict.OK, line.find());
    } catch (Malformed | ProofRefused e) {
      note(check, Verdict.FAILED, sentence(e));
    }
  }

  private boolean passed(Check check) {
    Finding finding = findings.get(check);
    return finding != null
        && (finding.verdict() == Verdict.OK || finding.verdict() == Verdict.UNPROVEN);
  }

  private void note(Check check, Verdict verdict, String sentence) {
    findings.put(check, new Finding(check, verdict, sentence));
  }

  private static String sentence(RuntimeException refusal) {
    String words = Objects.requireNonNullElse(refusal.getMessage(), "It is not as it has to be");
    String first = words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
    return first.endsWith(".") ? first : first + ".";
  }

  private byte[] file(String name) {
    byte[] bytes = files.get(name);
    if (bytes == null) {
      throw new Malformed("the file " + name + " is missing");
    }
    return bytes;
  }

  private String text(String name) {
    byte[] bytes = file(name);
    String text = new String(bytes, StandardCharsets.UTF_8);
    if (!Arrays.equals(text.getBytes(StandardCharsets.UTF_8), bytes)) {
      throw new Malformed("the file " + name + " is not UTF-8");
    }
    return text;
  }

  private String files() {
    for (String name : CertificateFiles.ALL) {
      file(name);
    }
    if (!files.keySet().equals(CertificateFiles.ALL)) {
      throw new Malformed("there is a file that does not belong there");
    }
    return "All " + files.size() + " files are there, and no other.";
  }

  private String form() {
    CompactJws parsed = CompactJws.parse(CertificateFiles.TYPE, file(CertificateFiles.CERTIFICATE));
    jws = Optional.of(parsed);
    return "The certificate is written as it has to be: ES256 and nothing else.";
  }

  private String key() {
    EcKey parsed = EcKey.parse(file(CertificateFiles.KEY));
    if (!parsed.kid().equals(jws.orElseThrow().kid())) {
      throw new Malformed(
          "the certificate names another key than the one in " + CertificateFiles.KEY);
    }
    key = Optional.of(parsed);
    return "The certificate names the key " + parsed.kid() + ".";
  }

  private void trustLine() {
    if (trust.isPresent()) {
      line(Check.TRUST, () -> trusted(trust.get()), Check.KEY);
      return;
    }
    if (!passed(Check.KEY)) {
      line(Check.TRUST, () -> "", Check.KEY);
      return;
    }
    try {
      List<String> own = new ArrayList<>();
      own.add(CertificateFiles.KEY + " " + Digests.hex(file(CertificateFiles.KEY)));
      for (VerifierKey each : keysOfZip()) {
        own.add(each.name() + " " + Trust.fingerprint(each));
      }
      note(
          Check.TRUST,
          Verdict.UNPROVEN,
          "No keys were given, so the ZIP's own keys are believed: anybody could have made a ZIP"
              + " with keys of their own. Compare these fingerprints with the published ones: "
              + String.join("; ", own)
              + ".");
    } catch (Malformed | ProofRefused e) {
      note(Check.TRUST, Verdict.FAILED, sentence(e));
    }
  }

  private List<VerifierKey> keysOfZip() {
    List<VerifierKey> all = new ArrayList<>();
    all.add(logKey());
    all.addAll(witnessKeys());
    return all;
  }

  private String trusted(Trust known) {
    if (known.certificates().stream()
        .noneMatch(each -> each.kid().equals(key.orElseThrow().kid()))) {
      throw new Malformed("the certificate's key is not among the keys that you gave");
    }
    if (!known.logs().contains(logKey())) {
      throw new Malformed("the log's key is not among the keys that you gave");
    }
    if (!known.witnesses().containsAll(witnessKeys())) {
      throw new Malformed("a witness's key is not among the keys that you gave");
    }
    return "All keys are among those that you gave.";
  }

  private VerifierKey logKey() {
    List<VerifierKey> keys = keys(CertificateFiles.LOG_KEY);
    if (keys.size() != 1 || keys.getFirst().type() == VerifierKey.Type.COSIGNATURE) {
      throw new Malformed(CertificateFiles.LOG_KEY + " is not one key of a log");
    }
    return keys.getFirst();
  }

  private List<VerifierKey> witnessKeys() {
    List<VerifierKey> keys = keys(CertificateFiles.WITNESS_KEYS);
    if (keys.stream().anyMatch(each -> each.type() != VerifierKey.Type.COSIGNATURE)
        || new HashSet<>(keys).size() != keys.size()) {
      throw new Malformed(CertificateFiles.WITNESS_KEYS + " is not a list of keys of witnesses");
    }
    return keys;
  }

  private List<VerifierKey> keys(String name) {
    String text = text(name);
    if (!text.endsWith("\n") || text.length() > 100_000) {
      throw new Malformed(name + " is no list of keys");
    }
    return Arrays.stream(text.substring(0, text.length() - 1).split("\n", -1))
        .map(VerifierKey::parse)
        .toList();
  }

  private String signature() {
    if (!jws.orElseThrow().isSignedBy(key.orElseThrow())) {
      throw new Malformed("the signature is not of this key over this content");
    }
    return "The signature is of that key, over every byte of the certificate.";
  }

  private Json.Members contentOf() {
    return jws.orElseThrow().payload().members("content");
  }

  private Json.Members issueOf() {
    return jws.orElseThrow().payload().members("issue");
  }

  private Instant issuedAt() {
    return time(issueOf(), "at");
  }

  private static Instant time(Json.Members members, String name) {
    String text = members.text(name);
    try {
      Instant at = Instant.parse(text);
      if (at.toString().equals(text)) {
        return at;
      }
    } catch (DateTimeException e) {
      throw new Malformed("its member " + name + " is no time");
    }
    throw new Malformed("its member " + name + " is no time in UTC");
  }

  private String content() {
    CompactJws document = jws.orElseThrow();
    document.payload().exactly("content", "issue");
    Json.Members issue = issueOf().exactly("at", "certificate", "id", "key", "log", "number");
    if (!issue.text("key").equals(document.kid())) {
      throw new Malformed("the content names another key than the header");
    }
    issue.members("log").exactly("epoch", "size");
    Json.Members content = contentOf();
    if (content.number("version") != 1) {
      throw new Malformed("it is of a version that is unknown here");
    }
    long stage = content.number("stage");
    if (stage != 1 && stage != 2) {
      throw new Malformed("it is of a stage that is unknown here");
    }
    content.text("case");
    content.text("trigger");
    content.text("verifier");
    content.text("operator");
    content.text("policy");
    content.members("seller").text("id");
    content.list("channels");
    content.list("holds");
    content.list("kept");
    Instant completed = time(content, "completedAt");
    Instant verified = time(content, "verifiedAt");
    if (verified.isBefore(completed) || issuedAt().isBefore(verified)) {
      throw new Malformed("it was signed before the erasure was verified");
    }
    Instant backups = time(content, "backupsEndAt");
    if (stage == 2
        && verified.isBefore(backups)
        && (content.find("keysDestroyedAt").isEmpty()
            || verified.isBefore(time(content, "keysDestroyedAt")))) {
      throw new Malformed("it certifies that no backup can be read, before that is so");
    }
    long rows = 0;
    List<Json> stores = content.list("stores");
    for (Json each : stores) {
      if (!(each instanceof Json.Members store)) {
        throw new Malformed("it lists something that is no store");
      }
      store.exactly("store", "method", "before", "after", "queryDigest", "verifiedAt");
      if (store.number("after") != 0) {
        throw new Malformed("something is left in " + store.text("store"));
      }
      if (!METHODS.contains(store.text("method"))
          || !store.text("queryDigest").matches("[0-9a-f]{64}")) {
        throw new Malformed("the store " + store.text("store") + " is not described in full");
      }
      rows += store.number("before");
    }
    return "Stage "
        + stage
        + ": "
        + stores.size()
        + " stores held "
        + rows
        + " rows and hold none. Short code "
        + Digests.shortCode(content.canonical())
        + ".";
  }

  private String entry() {
    Json.Members issue = issueOf();
    LogEntry entry = LogEntry.parse(file(CertificateFiles.ENTRY));
    if (!entry.action().equals("certificate.issued")
        || !entry.object().equals("certificate-issue:" + issue.text("id"))
        || !entry.seller().equals(contentOf().members("seller").text("id"))
        || !entry.fact("digest").equals(Digests.hex(file(CertificateFiles.CERTIFICATE)))
        || !entry.fact("content").equals(Digests.hex(contentOf().canonical()))) {
      throw new Malformed("the entry of the log tells of something else than this certificate");
    }
    return "The entry of the log tells of this certificate, by its digest.";
  }

  private String log() {
    String text = text(CertificateFiles.PROOF);
    TlogProof parsed = TlogProof.parse(text);
    if (!parsed.text().equals(text) || parsed.extra().isPresent()) {
      throw new Malformed("the proof has something in it that nobody has signed");
    }
    VerifierKey own = logKey();
    head =
        Optional.of(
            new LogPolicy(own.name(), List.of(own), List.of(), 0).verify(parsed.checkpoint()));
    proof = Optional.of(parsed);
    return "The log "
        + head.get().origin()
        + " has signed a checkpoint of "
        + head.get().size()
        + " entries.";
  }

  private String witness() {
    Note note = proof.orElseThrow().checkpoint();
    List<VerifierKey> keys = witnessKeys();
    List<Note.Verified> signed = note.verify(keys);
    if (signed.size() != keys.size() || note.signatures().size() != keys.size() + 1) {
      throw new Malformed(
          "the witnesses that signed are not those of " + CertificateFiles.WITNESS_KEYS);
    }
    for (Note.Verified each : signed) {
      Instant at = Instant.ofEpochSecond(each.time().orElse(0L));
      if (at.isBefore(issuedAt().minus(CLOCKS))) {
        throw new Malformed(
            "the witness " + each.key().name() + " signed before the certificate was issued");
      }
      if (at.isAfter(issuedAt().plus(SEAL_WITHIN))) {
        throw new Malformed(
            "the signature of the witness "
                + each.key().name()
                + " has expired: it came later than 30 days after the issue");
      }
    }
    return "Witnessed by "
        + String.join(
            ", ",
            signed.stream()
                .map(
                    each ->
                        each.key().name() + " at " + Instant.ofEpochSecond(each.time().orElse(0L)))
                .toList())
        + ".";
  }

  private String inclusion() {
    TlogProof place = proof.orElseThrow();
    VerifierKey own = logKey();
    Checkpoint reached =
        place.verify(
            file(CertificateFiles.ENTRY), new LogPolicy(own.name(), List.of(own), List.of(), 0));
    Json.Members position = issueOf().members("log");
    if (reached.size() <= position.number("size") && sameEpoch(reached, own, position)) {
      throw new Malformed(
          "the checkpoint is older than the certificate: it has "
              + reached.size()
              + " entries where there were "
              + position.number("size")
              + " already");
    }
    if (place.index() < position.number("size") && sameEpoch(reached, own, position)) {
      throw new Malformed("the entry is older than the certificate");
    }
    return "Entry " + place.index() + " of the log is that entry.";
  }

  /** A restored log begins a new epoch and counts anew; its origin has the number of the epoch. */
  private static boolean sameEpoch(Checkpoint reached, VerifierKey own, Json.Members position) {
    long epoch = position.number("epoch");
    return reached.origin().equals(own.name()) || reached.origin().equals(own.name() + "/" + epoch);
  }

  private String orders() {
    OrderTree tree = OrderTree.parse(file(CertificateFiles.ORDERS));
    Json.Members counted = contentOf().members("orders").exactly("count", "root");
    if (tree.size() != counted.number("count") || !tree.root().equals(counted.text("root"))) {
      throw new Malformed("the list of orders is not the one of this certificate");
    }
    return "The list has " + tree.size() + " orders, and its root is on the certificate.";
  }

  private String pdf() {
    if (!contains(file(CertificateFiles.READABLE), file(CertificateFiles.CERTIFICATE))) {
      throw new Malformed("the PDF carries another certificate");
    }
    return "The PDF carries this certificate. What is printed in it counts for nothing.";
  }

  private static boolean contains(byte[] all, byte[] part) {
    String haystack = new String(all, StandardCharsets.ISO_8859_1);
    return haystack.contains(new String(part, StandardCharsets.ISO_8859_1));
  }

  private String order(String id) {
    OrderTree tree = OrderTree.parse(file(CertificateFiles.ORDERS));
    Json.Members counted = contentOf().members("orders");
    String line = tree.line(id).orElseThrow(() -> new Malformed("the order is not in the list"));
    OrderTree.check(line, counted.number("count"), counted.text("root"));
    return "The order " + id + " is in the list: " + line;
  }
}
