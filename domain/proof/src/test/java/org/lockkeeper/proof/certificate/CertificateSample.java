package org.lockkeeper.proof.certificate;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.lockkeeper.proof.Checkpoint;
import org.lockkeeper.proof.Frontier;
import org.lockkeeper.proof.Hash;
import org.lockkeeper.proof.Inclusion;
import org.lockkeeper.proof.Note;
import org.lockkeeper.proof.TlogProof;
import org.lockkeeper.proof.VerifierKey;
import org.lockkeeper.proof.jose.CompactJws;
import org.lockkeeper.proof.jose.EcKey;
import org.lockkeeper.proof.jose.Json;

/**
 * A certificate as the product issues it, with keys of its own, whose every part can be made wrong
 * before it is signed. For the tests of all that checks certificates.
 */
public final class CertificateSample {

  public static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
  public static final String SELLER = "01900000-0000-7000-8000-00000000000a";
  public static final String ISSUE = "01900000-0000-7000-8000-00000000000c";
  private static final String ORIGIN = "log.lockkeeper.example";

  private final KeyPair signer = ec();
  private final KeyPair logger = ec();
  private final KeyPair witness = ed();
  public final List<String> orders =
      IntStream.range(0, 7)
          .mapToObj(i -> "01900000-0000-7000-8000-%012d".formatted(100 + i))
          .toList();

  public long stage = 1;
  public long rowsLeft;
  public long position = 4;
  public int before = 4;
  public int after = 3;
  public String type = CertificateFiles.TYPE;
  public String digest = "";
  public String action = "certificate.issued";
  public Instant witnessedAt = NOON.plusSeconds(2);
  public boolean witnessed = true;
  public Instant verifiedAt = NOON.minusSeconds(1);

  private static KeyPair ec() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  private static KeyPair ed() {
    try {
      return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  private static byte[] sign(KeyPair pair, String text) {
    try {
      Signature signature = Signature.getInstance("SHA256withECDSAinP1363Format");
      signature.initSign(pair.getPrivate());
      signature.update(text.getBytes(StandardCharsets.UTF_8));
      return signature.sign();
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  /** The certificate's key. */
  public EcKey key() {
    return EcKey.ofSpki(signer.getPublic().getEncoded());
  }

  /** The log's key. */
  public VerifierKey logKey() {
    return VerifierKey.ecdsa(ORIGIN, logger.getPublic().getEncoded());
  }

  /** The witness's key. */
  public VerifierKey witnessKey() {
    return VerifierKey.witness("witness.example", witness.getPublic().getEncoded());
  }

  /** All keys, as somebody who has them from elsewhere would have them. */
  public Trust trust() {
    return new Trust(List.of(key()), List.of(logKey()), List.of(witnessKey()));
  }

  private static Json text(Object value) {
    return new Json.Text(value.toString());
  }

  private OrderTree tree() {
    return OrderTree.of(new byte[32], orders);
  }

  /** What it says. */
  public Json.Members content() {
    Map<String, Json> all = new TreeMap<>();
    all.put("version", new Json.Whole(1));
    all.put("stage", new Json.Whole(stage));
    all.put("case", text("01900000-0000-7000-8000-00000000000b"));
    all.put("seller", new Json.Members(Map.of("id", text(SELLER), "name", text("Muñoz & Söhne"))));
    all.put("channels", new Json.Items(List.of(text("shopify/harbor.example"))));
    all.put("trigger", text("SELLER_REVOKED"));
    all.put("requestedAt", text(NOON.minusSeconds(90_000)));
    all.put("dueBy", text(NOON.plusSeconds(86_400 * 29)));
    all.put("completedAt", text(NOON.minusSeconds(60)));
    all.put(
        "stores",
        new Json.Items(
            List.of(
                new Json.Members(
                    Map.of(
                        "store",
                        text("orders.sales_order"),
                        "method",
                        text("FIELDS_STRIPPED"),
                        "before",
                        new Json.Whole(41_204),
                        "after",
                        new Json.Whole(rowsLeft),
                        "queryDigest",
                        text("ab".repeat(32)),
                        "verifiedAt",
                        text(NOON.minusSeconds(60)))))));
    all.put(
        "kept",
        new Json.Items(
            List.of(
                new Json.Members(
                    Map.of(
                        "what",
                        text("audit.audit_event"),
                        "count",
                        new Json.Whole(212),
                        "reason",
                        text("R-49"))))));
    all.put("holds", new Json.Items(List.of()));
    all.put("backupsEndAt", text(NOON.plusSeconds(86_400 * 28)));
    all.put("verifiedAt", text(verifiedAt));
    all.put("verifier", text("task:issue-certificate"));
    all.put("operator", text("task:deletion-case"));
    all.put("policy", text("2026-08-25"));
    all.put(
        "orders",
        new Json.Members(
            Map.of("count", new Json.Whole(orders.size()), "root", text(tree().root()))));
    return new Json.Members(all);
  }

  /** The signed certificate. */
  public String jws() {
    Json.Members payload =
        new Json.Members(
            Map.of(
                "content",
                content(),
                "issue",
                new Json.Members(
                    Map.of(
                        "at",
                        text(NOON),
                        "certificate",
                        text("01900000-0000-7000-8000-00000000000d"),
                        "id",
                        text(ISSUE),
                        "key",
                        text(key().kid()),
                        "log",
                        new Json.Members(
                            Map.of("epoch", new Json.Whole(0), "size", new Json.Whole(position))),
                        "number",
                        new Json.Whole(1)))));
    String input = CompactJws.signingInput(type, key().kid(), payload);
    return CompactJws.join(input, sign(signer, input));
  }

  private String entry(String jws) {
    return new String(
        new Json.Members(
                Map.of(
                    "action",
                    text(action),
                    "at",
                    text(NOON),
                    "object",
                    text("certificate-issue:" + ISSUE),
                    "seller",
                    text(SELLER),
                    "facts",
                    new Json.Members(
                        Map.of(
                            "digest",
                            text(
                                digest.isEmpty()
                                    ? Digests.hex(jws.getBytes(StandardCharsets.US_ASCII))
                                    : digest),
                            "content",
                            text(Digests.hex(content().canonical()))))))
            .canonical(),
        StandardCharsets.UTF_8);
  }

  private String proof(String entry) {
    List<List<Hash>> nodes = new ArrayList<>();
    Frontier frontier = Frontier.empty();
    for (int i = 0; i < before + 1 + after; i++) {
      String leaf = i == before ? entry : "another entry " + i;
      frontier.add(
          Hash.leaf(leaf.getBytes(StandardCharsets.UTF_8)),
          (level, index, hash) -> {
            while (nodes.size() <= level) {
              nodes.add(new ArrayList<>());
            }
            nodes.get(level).add(hash);
          });
    }
    String text = new Checkpoint(ORIGIN, frontier.size(), frontier.root()).text();
    Note note = Note.of(text).with(logKey().signed(text, sign(logger, text)));
    if (witnessed) {
      note =
          note.with(witnessKey().cosign(witness.getPrivate(), text, witnessedAt.getEpochSecond()));
    }
    return TlogProof.of(
            before,
            Inclusion.prove(
                before, frontier.size(), (level, index) -> nodes.get(level).get((int) index)),
            note)
        .text();
  }

  /** The files of the ZIP. */
  public Map<String, byte[]> files() {
    String jws = jws();
    String entry = entry(jws);
    Map<String, byte[]> files = new TreeMap<>();
    files.put(CertificateFiles.CERTIFICATE, jws.getBytes(StandardCharsets.US_ASCII));
    files.put(
        CertificateFiles.READABLE,
        ("%PDF-1.7 stands for one\n" + jws).getBytes(StandardCharsets.US_ASCII));
    files.put(CertificateFiles.ENTRY, entry.getBytes(StandardCharsets.UTF_8));
    files.put(CertificateFiles.PROOF, proof(entry).getBytes(StandardCharsets.UTF_8));
    files.put(CertificateFiles.KEY, key().jwk());
    files.put(CertificateFiles.LOG_KEY, (logKey().text() + "\n").getBytes(StandardCharsets.UTF_8));
    files.put(
        CertificateFiles.WITNESS_KEYS,
        (witnessKey().text() + "\n").getBytes(StandardCharsets.UTF_8));
    files.put(CertificateFiles.ORDERS, tree().file());
    files.put(CertificateFiles.INSTRUCTIONS, "How to check it".getBytes(StandardCharsets.US_ASCII));
    files.put(CertificateFiles.PAGE, "<!doctype html>".getBytes(StandardCharsets.US_ASCII));
    return files;
  }
}
