package org.lockkeeper.compliance.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.lockkeeper.compliance.access.Account;
import org.lockkeeper.compliance.access.Role;
import org.lockkeeper.compliance.audit.AuditEntry;
import org.lockkeeper.compliance.audit.AuditRecords;
import org.lockkeeper.compliance.audit.AuditStore;
import org.lockkeeper.compliance.audit.AuditTrail;
import org.lockkeeper.compliance.audit.SealedLog;
import org.lockkeeper.kernel.Actor;
import org.lockkeeper.kernel.Ids;
import org.lockkeeper.kernel.SellerId;
import org.lockkeeper.proof.Checkpoint;
import org.lockkeeper.proof.Frontier;
import org.lockkeeper.proof.Hash;
import org.lockkeeper.proof.Inclusion;
import org.lockkeeper.proof.LogPolicy;
import org.lockkeeper.proof.Note;
import org.lockkeeper.proof.ProofRefused;
import org.lockkeeper.proof.TlogProof;
import org.lockkeeper.proof.VerifierKey;

/** What a seller takes away is checked here as somebody without us would: with the file alone. */
class DownloadLogTest {

  private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
  private static final SellerId SELLER = SellerId.of("01900000-0000-7000-8000-00000000000a");
  private static final SellerId OTHER = SellerId.of("01900000-0000-7000-8000-00000000000b");
  private static final String ORIGIN = "lockkeeper.example/log";
  private static final AuditRecords.Filter ALL = AuditRecords.Filter.since(Instant.EPOCH);

  private final List<AuditEntry> kept = new ArrayList<>();
  private final List<AuditEntry> written = new ArrayList<>();
  private boolean auditFails;
  private int readEntries;
  private Tree tree = new Tree(List.of());

  @BeforeEach
  void five_entries_of_which_four_are_sealed_among_those_of_another() {
    for (int i = 1; i <= 5; i++) {
      kept.add(entry(SELLER, i));
    }
    List<AuditEntry> order =
        List.of(
            entry(OTHER, 91), kept.get(3), kept.get(2), entry(OTHER, 92), kept.get(1), kept.get(0));
    tree = new Tree(order);
  }

  private static AuditEntry entry(SellerId seller, int number) {
    return new AuditEntry(
        new UUID(0, number),
        seller,
        NOON,
        new Actor.Task("sweep"),
        "recipient.stripped",
        "order:" + number,
        Map.of("due_by", "2026"));
  }

  private static String leaf(AuditEntry entry) {
    return "{\"entry\":\"" + entry.id() + "\",\"seller\":\"" + entry.seller() + "\"}";
  }

  private DownloadLog download() {
    Clock clock = Clock.fixed(NOON, ZoneOffset.UTC);
    AuditSteps steps = new AuditSteps(new Kept(), tree);
    return new DownloadLog(
        steps,
        new ReadAuditLog(steps),
        new AuditTrail(new Written(), new Ids(clock, new SecureRandom()), clock),
        clock);
  }

  private static Account owner(Locale language) {
    return new Account(
        SELLER,
        new UUID(9, 9),
        "maria@seller.example",
        "Maria",
        Role.SELLER_OWNER,
        false,
        ZoneOffset.UTC,
        language,
        Account.Theme.SYSTEM);
  }

  private DownloadLog.Result.Bundle bundle() {
    DownloadLog.Result result = download().of(owner(Locale.ENGLISH), ALL, List.of("span"));
    assertThat(result).isInstanceOf(DownloadLog.Result.Bundle.class);
    return (DownloadLog.Result.Bundle) result;
  }

  private static Map<String, String> unpacked(DownloadLog.Zip zip) throws IOException {
    Map<String, String> files = new LinkedHashMap<>();
    try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(zip.content()))) {
      for (ZipEntry file = in.getNextEntry(); file != null; file = in.getNextEntry()) {
        files.put(file.getName(), new String(in.readAllBytes(), StandardCharsets.UTF_8));
      }
    }
    return files;
  }

  private static String file(Map<String, String> files, String name) {
    assertThat(files).containsKey(name);
    return files.getOrDefault(name, "");
  }

  /** As the instructions say it, from the file alone. */
  private static LogPolicy policy(Map<String, String> files) {
    List<VerifierKey> keys = file(files, "keys.txt").lines().map(VerifierKey::parse).toList();
    return new LogPolicy(
        keys.getFirst().name(), List.of(keys.getFirst()), keys.subList(1, keys.size()), 1);
  }

  @Test
  void every_entry_verifies_with_its_proof_and_the_keys_beside_it() throws IOException {
    DownloadLog.Result.Bundle bundle = bundle();
    assertThat(bundle.entries()).isEqualTo(4);
    assertThat(bundle.waiting()).isEqualTo(1);
    Map<String, String> files = unpacked(bundle.zip());
    List<String> lines = file(files, "entries.jsonl").lines().toList();
    assertThat(lines)
        .containsExactly(
            leaf(kept.get(0)), leaf(kept.get(1)), leaf(kept.get(2)), leaf(kept.get(3)));
    for (int i = 0; i < lines.size(); i++) {
      TlogProof proof = proof(files, i);
      Checkpoint checkpoint =
          proof.verify(lines.get(i).getBytes(StandardCharsets.UTF_8), policy(files));
      assertThat(checkpoint.size()).isEqualTo(6);
    }
    assertThat(file(files, "index.csv").lines()).hasSize(5);
    assertThat(file(files, "READ-ME.txt")).contains("YOUR ENTRIES", "entries.jsonl", "keys.txt");
  }

  private static TlogProof proof(Map<String, String> files, int line) {
    return TlogProof.parse(
        file(files, String.format(Locale.ROOT, "proofs/%06d.tlog-proof", line + 1)));
  }

  @Test
  void a_changed_entry_another_entrys_proof_and_another_witness_are_refused() throws IOException {
    Map<String, String> files = unpacked(bundle().zip());
    List<String> lines = file(files, "entries.jsonl").lines().toList();
    byte[] changed = lines.getFirst().replace("entry", "Entry").getBytes(StandardCharsets.UTF_8);
    assertThatThrownBy(() -> proof(files, 0).verify(changed, policy(files)))
        .isInstanceOf(ProofRefused.class);
    byte[] other = lines.get(1).getBytes(StandardCharsets.UTF_8);
    assertThatThrownBy(() -> proof(files, 0).verify(other, policy(files)))
        .isInstanceOf(ProofRefused.class);
    LogPolicy known = policy(files);
    LogPolicy stranger =
        new LogPolicy(known.origin(), known.log(), List.of(new Tree(List.of()).witness), 1);
    byte[] first = lines.getFirst().getBytes(StandardCharsets.UTF_8);
    assertThatThrownBy(() -> proof(files, 0).verify(first, stranger))
        .isInstanceOf(ProofRefused.class);
  }

  @Test
  void nothing_of_another_seller_is_in_the_file() throws IOException {
    assertThat(String.join("\n", unpacked(bundle().zip()).values())).doesNotContain("" + OTHER);
  }

  @Test
  void a_download_is_in_the_log_before_a_single_entry_is_read() {
    auditFails = true;
    assertThatThrownBy(this::bundle).hasMessageContaining("takes nothing");
    assertThat(readEntries).isZero();
    auditFails = false;
    bundle();
    assertThat(written).extracting(AuditEntry::action).containsExactly("audit.downloaded");
    assertThat(written.getFirst().facts())
        .containsEntry("entries", "5")
        .containsEntry("filters", "span");
  }

  @Test
  void too_many_entries_and_a_log_that_has_not_begun_are_said_and_nothing_leaves() {
    for (int i = 6; i <= DownloadLog.MOST + 1; i++) {
      kept.add(entry(SELLER, i));
    }
    assertThat(download().of(owner(Locale.ENGLISH), ALL, List.of()))
        .isEqualTo(new DownloadLog.Result.TooMany(DownloadLog.MOST));
    kept.subList(5, kept.size()).clear();
    tree = new Tree(List.of());
    assertThat(download().of(owner(Locale.ENGLISH), ALL, List.of()))
        .isEqualTo(new DownloadLog.Result.NothingSealed());
    assertThat(written).extracting(AuditEntry::action).doesNotContain("audit.exported");
  }

  @Test
  void the_instructions_are_in_the_readers_language() throws IOException {
    DownloadLog.Result result = download().of(owner(Locale.of("es")), ALL, List.of());
    assertThat(file(unpacked(((DownloadLog.Result.Bundle) result).zip()), "READ-ME.txt"))
        .contains("SUS ENTRADAS");
  }

  /** A log as it is kept elsewhere, with keys of its own and one witness. */
  private static final class Tree implements SealedLog {
    private final KeyPair logKey = pair("EC");
    private final KeyPair witnessKey = pair("Ed25519");
    private final VerifierKey log = VerifierKey.ecdsa(ORIGIN, logKey.getPublic().getEncoded());
    final VerifierKey witness =
        VerifierKey.witness("witness.example", witnessKey.getPublic().getEncoded());
    private final List<AuditEntry> order;
    private final List<Hash> leaves;

    Tree(List<AuditEntry> order) {
      this.order = order;
      this.leaves =
          order.stream()
              .map(entry -> Hash.leaf(leaf(entry).getBytes(StandardCharsets.UTF_8)))
              .toList();
    }

    private static KeyPair pair(String algorithm) {
      try {
        KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
        if (algorithm.equals("EC")) {
          generator.initialize(new ECGenParameterSpec("secp256r1"));
        }
        return generator.generateKeyPair();
      } catch (GeneralSecurityException e) {
        throw new IllegalStateException(e);
      }
    }

    private Hash node(int level, long index) {
      return level == 0
          ? leaves.get((int) index)
          : Hash.node(node(level - 1, 2 * index), node(level - 1, 2 * index + 1));
    }

    private Note checkpoint() {
      Frontier frontier = Frontier.empty();
      leaves.forEach(frontier::add);
      String text = new Checkpoint(ORIGIN, leaves.size(), frontier.root()).text();
      try {
        Signature ecdsa = Signature.getInstance("SHA256withECDSAinP1363Format");
        ecdsa.initSign(logKey.getPrivate());
        ecdsa.update(text.getBytes(StandardCharsets.UTF_8));
        return Note.of(text)
            .with(log.signed(text, ecdsa.sign()))
            .with(witness.cosign(witnessKey.getPrivate(), text, NOON.getEpochSecond()));
      } catch (GeneralSecurityException e) {
        throw new IllegalStateException(e);
      }
    }

    @Override
    public Optional<Receipt> receipt(SellerId seller, UUID entry) {
      for (int i = 0; i < order.size(); i++) {
        if (order.get(i).id().equals(entry) && order.get(i).seller().equals(seller)) {
          return Optional.of(
              new Receipt(
                  1,
                  i,
                  leaf(order.get(i)),
                  TlogProof.of(i, Inclusion.prove(i, order.size(), this::node), checkpoint())
                      .text()));
        }
      }
      return Optional.empty();
    }

    @Override
    public List<String> keys() {
      return order.isEmpty() ? List.of() : List.of(log.text(), witness.text());
    }

    @Override
    public State state() {
      throw new UnsupportedOperationException();
    }
  }

  private final class Kept implements AuditRecords {
    @Override
    public List<Place> places(Filter filter, Optional<UUID> before, int most) {
      throw new UnsupportedOperationException("a seller reads the own entries alone");
    }

    @Override
    public List<Place> places(SellerId seller, Filter filter, Optional<UUID> before, int most) {
      return kept.stream()
          .filter(entry -> entry.seller().equals(seller))
          .limit(most)
          .map(entry -> new Place(seller, entry.id()))
          .toList();
    }

    @Override
    public List<AuditEntry> entries(SellerId seller, Collection<UUID> ids) {
      readEntries += ids.size();
      return kept.stream().filter(entry -> ids.contains(entry.id())).toList();
    }
  }

  private final class Written implements AuditStore {
    @Override
    public void append(SellerId seller, List<AuditEntry> entries) {
      if (auditFails) {
        throw new IllegalStateException("the audit log takes nothing");
      }
      written.addAll(entries);
    }

    @Override
    public List<AuditEntry> about(SellerId seller, String object) {
      return List.of();
    }
  }
}
