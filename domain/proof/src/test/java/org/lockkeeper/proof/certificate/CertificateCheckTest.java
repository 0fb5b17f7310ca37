package org.lockkeeper.proof.certificate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lockkeeper.proof.certificate.Finding.Check;
import org.lockkeeper.proof.certificate.Finding.Verdict;
import org.lockkeeper.proof.jose.Malformed;

class CertificateCheckTest {

  private final CertificateSample sample = new CertificateSample();

  private List<Finding> check(Map<String, byte[]> files) {
    return CertificateCheck.of(files, Optional.of(sample.trust()), Optional.empty());
  }

  private static Optional<Check> firstFailure(List<Finding> findings) {
    return findings.stream()
        .filter(f -> f.verdict() == Verdict.FAILED)
        .map(Finding::check)
        .findFirst();
  }

  private void assertRefused(Check check, String why) {
    assertRefused(sample.files(), check, why);
  }

  private void assertRefused(Map<String, byte[]> files, Check check, String why) {
    List<Finding> findings = check(files);
    assertThat(firstFailure(findings)).as(findings.toString()).contains(check);
    assertThat(CertificateCheck.holds(findings)).isFalse();
    assertThat(findings)
        .filteredOn(f -> f.check() == check)
        .first()
        .satisfies(f -> assertThat(f.sentence()).containsIgnoringCase(why));
  }

  @Test
  void a_good_certificate_passes_every_line() {
    List<Finding> findings = check(sample.files());

    assertThat(findings).as(findings.toString()).allMatch(f -> f.verdict() == Verdict.OK);
    assertThat(findings).hasSize(Check.values().length - 1);
  }

  @Test
  void without_keys_from_elsewhere_it_is_said_whose_are_believed() {
    List<Finding> findings =
        CertificateCheck.of(sample.files(), Optional.empty(), Optional.empty());

    assertThat(CertificateCheck.holds(findings)).isTrue();
    assertThat(findings)
        .filteredOn(f -> f.check() == Check.TRUST)
        .singleElement()
        .satisfies(
            f -> {
              assertThat(f.verdict()).isEqualTo(Verdict.UNPROVEN);
              assertThat(f.sentence())
                  .contains("the ZIP's own keys")
                  .contains(Digests.hex(sample.key().jwk()))
                  .contains(Trust.fingerprint(sample.logKey()));
            });
  }

  @Test
  void a_forged_zip_with_keys_of_its_own_is_refused_by_whoever_has_the_real_ones() {
    Trust real = sample.trust();
    List<Finding> findings =
        CertificateCheck.of(new CertificateSample().files(), Optional.of(real), Optional.empty());

    assertThat(firstFailure(findings)).contains(Check.TRUST);
  }

  @Test
  void the_published_keys_are_read_back_and_every_flipped_bit_of_them_changes_what_is_believed() {
    byte[] document = sample.trust().document();
    assertThat(Trust.parse(document)).isEqualTo(sample.trust());
    for (int i = 0; i < document.length * 8; i += 5) {
      byte[] bad = document.clone();
      bad[i / 8] ^= (byte) (1 << (i % 8));
      List<Finding> findings;
      try {
        findings =
            CertificateCheck.of(sample.files(), Optional.of(Trust.parse(bad)), Optional.empty());
      } catch (Malformed e) {
        continue;
      }
      assertThat(CertificateCheck.holds(findings)).as("bit " + i).isFalse();
    }
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(
      strings = {
        CertificateFiles.CERTIFICATE,
        CertificateFiles.ENTRY,
        CertificateFiles.PROOF,
        CertificateFiles.KEY,
        CertificateFiles.LOG_KEY,
        CertificateFiles.WITNESS_KEYS,
        CertificateFiles.ORDERS,
      })
  void every_flipped_byte_and_many_flipped_bits_are_refused(String name) {
    Map<String, byte[]> good = sample.files();
    byte[] file = Objects.requireNonNull(good.get(name));
    // Signed documents have a test of their own that flips each bit.
    boolean longer = file.length > 1_000 && !name.equals(CertificateFiles.PROOF);
    for (int i = 0; i < file.length; i += longer ? 7 : 1) {
      int at = i;
      for (int mask : i % 4 == 0 ? List.of(0xff, 1 << (i / 4 % 8)) : List.of(0xff)) {
        byte[] bad = file.clone();
        bad[at] ^= (byte) mask;
        Map<String, byte[]> files = new TreeMap<>(good);
        files.put(name, bad);
        assertThat(firstFailure(check(files)))
            .as(name + " byte " + at + " mask " + mask)
            .isPresent();
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1})
  void a_file_too_few_or_too_many_is_refused(int more) {
    Map<String, byte[]> files = new TreeMap<>(sample.files());
    if (more == 1) {
      files.put("keys/other.jwk", new byte[0]);
    } else {
      files.remove(CertificateFiles.PROOF);
    }
    assertThat(firstFailure(check(files))).contains(Check.FILES);
  }

  @Test
  void a_document_of_another_type_is_refused() {
    sample.type = "JWT";
    assertRefused(Check.FORM, "type");
  }

  @Test
  void a_key_that_the_certificate_does_not_name_is_refused() {
    Map<String, byte[]> files = new TreeMap<>(sample.files());
    files.put(CertificateFiles.KEY, new CertificateSample().key().jwk());
    assertRefused(files, Check.KEY, "names another key");
  }

  @Test
  void a_certificate_with_a_row_left_is_refused() {
    sample.rowsLeft = 1;
    assertRefused(Check.CONTENT, "something is left in orders.sales_order");
  }

  @Test
  void a_second_stage_before_the_backups_have_ended_is_refused() {
    sample.stage = 2;
    assertRefused(Check.CONTENT, "no backup can be read");
  }

  @Test
  void a_certificate_signed_before_the_erasure_was_verified_is_refused() {
    sample.verifiedAt = CertificateSample.NOON.plusSeconds(1);
    assertRefused(Check.CONTENT, "before the erasure was verified");
  }

  @Test
  void a_proof_of_another_leaf_is_refused() {
    Map<String, byte[]> files = new TreeMap<>(sample.files());
    sample.digest = "cd".repeat(32);
    files.putAll(only(sample.files(), CertificateFiles.ENTRY, CertificateFiles.PROOF));
    assertRefused(files, Check.ENTRY, "something else than this certificate");

    sample.digest = "";
    sample.action = "certificate.refused";
    assertRefused(Check.ENTRY, "something else than this certificate");
  }

  @Test
  void the_entry_with_the_proof_of_another_one_is_refused() {
    Map<String, byte[]> files = new TreeMap<>(sample.files());
    sample.digest = "cd".repeat(32);
    files.putAll(only(sample.files(), CertificateFiles.PROOF));
    assertRefused(files, Check.INCLUSION, "leads to another root");
  }

  private static Map<String, byte[]> only(Map<String, byte[]> files, String... names) {
    Map<String, byte[]> some = new TreeMap<>(files);
    some.keySet().retainAll(List.of(names));
    return some;
  }

  @Test
  void a_proof_of_another_log_is_refused() {
    Map<String, byte[]> files = new TreeMap<>(sample.files());
    files.putAll(only(new CertificateSample().files(), CertificateFiles.PROOF));
    assertRefused(files, Check.LOG, "log");
  }

  @Test
  void a_checkpoint_older_than_the_certificate_is_refused() {
    sample.position = 8;
    assertRefused(Check.INCLUSION, "checkpoint is older");
    sample.position = 5;
    assertRefused(Check.INCLUSION, "entry is older");
  }

  @Test
  void a_checkpoint_smaller_than_the_index_is_refused() {
    Map<String, byte[]> files = new TreeMap<>(sample.files());
    String proof = new String(sample.files().get(CertificateFiles.PROOF), StandardCharsets.UTF_8);
    files.put(
        CertificateFiles.PROOF,
        proof.replace("index 4\n", "index 8\n").getBytes(StandardCharsets.UTF_8));
    assertRefused(files, Check.INCLUSION, "There is no leaf 8 in a tree of 8 leaves");
  }

  @Test
  void a_missing_witness_is_refused() {
    sample.witnessed = false;
    assertRefused(Check.WITNESS, "no known key");
  }

  @Test
  void a_witness_who_signed_before_the_issue_is_refused() {
    sample.witnessedAt = CertificateSample.NOON.minus(CertificateCheck.CLOCKS).minusSeconds(1);
    assertRefused(Check.WITNESS, "before the certificate was issued");
  }

  @Test
  void a_witness_who_signed_too_late_has_expired() {
    sample.witnessedAt = CertificateSample.NOON.plus(CertificateCheck.SEAL_WITHIN);
    assertThat(CertificateCheck.holds(check(sample.files()))).isTrue();
    sample.witnessedAt = sample.witnessedAt.plus(Duration.ofSeconds(1));
    assertRefused(Check.WITNESS, "expired");
  }

  @Test
  void the_orders_of_another_certificate_are_refused() {
    Map<String, byte[]> files = new TreeMap<>(sample.files());
    files.put(
        CertificateFiles.ORDERS,
        OrderTree.of(new byte[32], List.of(sample.orders.getFirst())).file());
    assertRefused(files, Check.ORDERS, "not the one of this certificate");
  }

  @Test
  void a_pdf_of_another_certificate_is_refused() {
    Map<String, byte[]> files = new TreeMap<>(sample.files());
    files.putAll(only(new CertificateSample().files(), CertificateFiles.READABLE));
    assertRefused(files, Check.PDF, "another certificate");
  }

  @Test
  void each_order_can_be_checked_by_its_line_alone_and_no_other_order_can() {
    for (int count : List.of(1, 2, 3, 7, 8, 33)) {
      List<String> ids = IntStream.range(0, count).mapToObj(i -> "order-" + i).toList();
      OrderTree tree = OrderTree.of(new byte[32], ids);
      assertThat(OrderTree.parse(tree.file()).root()).isEqualTo(tree.root());
      for (String id : ids) {
        String line = tree.line(id).orElseThrow();
        assertThat(OrderTree.check(line, count, tree.root())).isEqualTo(id);
        String other = line.replace(id, id + "x");
        assertThatThrownBy(() -> OrderTree.check(other, count, tree.root()))
            .isInstanceOf(Malformed.class);
      }
      assertThat(tree.line("order-x")).isEmpty();
    }
    assertThat(OrderTree.of(new byte[32], List.of()).root()).isEqualTo(Digests.hex(new byte[0]));
  }

  @Test
  void a_long_list_leaves_the_paths_out_and_each_order_can_still_be_checked_alone() {
    int count = OrderTree.PATHS + 1;
    OrderTree tree =
        OrderTree.of(new byte[32], IntStream.range(0, count).mapToObj(i -> "order-" + i).toList());
    byte[] file = tree.file();

    assertThat(new String(file, StandardCharsets.US_ASCII).lines().skip(1))
        .allMatch(line -> line.endsWith(" *"));
    assertThat(OrderTree.parse(file).root()).isEqualTo(tree.root());
    assertThat(OrderTree.check(tree.line("order-1234").orElseThrow(), count, tree.root()))
        .isEqualTo("order-1234");
  }

  @Test
  void an_order_is_found_or_said_not_to_be_there() {
    assertThat(
            CertificateCheck.of(
                sample.files(), Optional.of(sample.trust()), Optional.of(sample.orders.get(3))))
        .last()
        .satisfies(f -> assertThat(f.verdict()).isEqualTo(Verdict.OK));
    assertThat(
            CertificateCheck.of(
                sample.files(), Optional.of(sample.trust()), Optional.of("another")))
        .last()
        .satisfies(f -> assertThat(f.verdict()).isEqualTo(Verdict.FAILED));
  }

  @Test
  void the_salt_of_an_order_hangs_on_the_seed() {
    String one = OrderTree.of(new byte[32], List.of("a")).root();
    byte[] seed = new byte[32];
    seed[31] = 1;
    assertThat(OrderTree.of(seed, List.of("a")).root()).isNotEqualTo(one);
  }
}
