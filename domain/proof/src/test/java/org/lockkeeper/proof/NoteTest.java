package org.lockkeeper.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Notes, checkpoints and proofs: written, read, and refused when one byte is another. */
class NoteTest {

  private static final String LOG = "log.example/audit";
  private static final String WITNESS = "witness.example/w";

  private final KeyPair log = pair("EC");
  private final KeyPair eye = pair("Ed25519");
  private final VerifierKey logKey = VerifierKey.ecdsa(LOG, log.getPublic().getEncoded());
  private final VerifierKey witness = VerifierKey.witness(WITNESS, eye.getPublic().getEncoded());
  private final LogPolicy policy = new LogPolicy(LOG, List.of(logKey), List.of(witness), 1);
  private final byte[] entry = "an entry".getBytes(StandardCharsets.UTF_8);

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

  private Note logged(String text) {
    try {
      Signature signature = Signature.getInstance("SHA256withECDSAinP1363Format");
      signature.initSign(log.getPrivate());
      signature.update(text.getBytes(StandardCharsets.UTF_8));
      return Note.of(text).with(logKey.signed(text, signature.sign()));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private Note witnessed(String text) {
    return logged(text).with(witness.cosign(eye.getPrivate(), text, 1_700_000_000));
  }

  private TlogProof proof() {
    Hash other = Hash.leaf(new byte[0]);
    Hash root = Hash.node(other, Hash.leaf(entry));
    return TlogProof.of(1, List.of(other), witnessed(new Checkpoint(LOG + "/2", 2, root).text()));
  }

  @Test
  void a_checkpoint_signed_by_log_and_witness_reads_as_it_was_written() {
    Checkpoint head = new Checkpoint(LOG, 1, Hash.leaf(entry), List.of("more"));
    Note note = Note.parse(witnessed(head.text()).write());
    assertThat(Checkpoint.parse(note.text())).isEqualTo(head);
    assertThat(note.verify(List.of(logKey, witness)))
        .containsExactly(
            new Note.Verified(logKey, Optional.empty()),
            new Note.Verified(witness, Optional.of(1_700_000_000L)));
  }

  @Test
  void every_kind_of_key_reads_as_it_was_written() {
    VerifierKey plain = VerifierKey.ed25519(LOG, eye.getPublic().getEncoded());
    for (VerifierKey key : List.of(logKey, witness, plain)) {
      assertThat(VerifierKey.parse(key.text())).isEqualTo(key);
    }
    Note note = Note.of("text\n").with(plain.sign(eye.getPrivate(), "text\n"));
    assertThat(Note.parse(note.write()).verify(List.of(plain))).hasSize(1);
    assertThat(plain.id())
        .isNotEqualTo(VerifierKey.witness(LOG, eye.getPublic().getEncoded()).id());
  }

  @Test
  void signatures_of_strangers_are_passed_over_but_one_known_key_must_have_signed() {
    Note note = witnessed("text\n");
    assertThat(note.verify(List.of(logKey))).hasSize(1);
    VerifierKey stranger = VerifierKey.ecdsa(LOG, pair("EC").getPublic().getEncoded());
    assertThatThrownBy(() -> note.verify(List.of(stranger))).isInstanceOf(ProofRefused.class);
    Note unsigned = Note.of("text\n");
    assertThatThrownBy(() -> unsigned.verify(List.of(logKey))).isInstanceOf(ProofRefused.class);
  }

  @Test
  void a_bad_signature_of_a_known_key_spoils_the_note_though_another_is_good() {
    Note mixed = witnessed("text\n").with(logged("other\n").signatures().getFirst());
    assertThatThrownBy(() -> mixed.verify(List.of(logKey, witness)))
        .isInstanceOf(ProofRefused.class);
  }

  @Test
  void a_signature_is_not_attributed_to_a_key_that_did_not_make_it() {
    KeyPair other = pair("Ed25519");
    assertThatThrownBy(() -> witness.cosign(other.getPrivate(), "text\n", 1))
        .isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> logKey.sign(other.getPrivate(), "text\n"))
        .isInstanceOf(IllegalStateException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "text\n",
        "text\n\n",
        "text\n\n— a",
        "text\n\n— a AAAAAAA=\n\n",
        "text\n\n- a AAAAAAA=\n",
        "text\n\n—  AAAAAAA=\n",
        "text\n\n— a AAAAAAA\n",
        "text\n\n— a AAAAAAB=\n",
        "text\n\n— a AAAA\n",
        "text\n\n— a+b AAAAAAA=\n",
        "text\n\n— a\u00a0b AAAAAAA=\n",
        "text\t\n\n— a AAAAAAA=\n",
        "text\r\n\n— a AAAAAAA=\n",
        "text\n\n— a AAAAAAA=\r\n",
        "text\n\n— a AAAAAAA= \n",
      })
  void what_is_not_a_note_is_refused(String note) {
    assertThatThrownBy(() -> Note.parse(note)).isInstanceOf(ProofRefused.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "log\n1\n",
        "\n1\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n",
        "log\n01\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n",
        "log\n-1\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n",
        "log\n9999999999999999999\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n",
        "log\n1\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU\n",
        "log\n1\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFV=\n",
        "log\n1\nAAAA\n",
        "log\n1\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=",
        "log\n1\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n\nmore\n",
        "log\n0\nAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n",
      })
  void what_is_not_a_checkpoint_is_refused(String text) {
    assertThatThrownBy(() -> Checkpoint.parse(text)).isInstanceOf(ProofRefused.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "log.example",
        "log.example+00000000+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",
        "log.example+zzzzzzzz+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",
        "log.example+530d903a+A+kyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",
        "log.example+530d903a+AQ==",
        "example.com/foo+530D903A+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",
      })
  void what_is_not_a_verifier_key_is_refused(String text) {
    assertThatThrownBy(() -> VerifierKey.parse(text)).isInstanceOf(ProofRefused.class);
  }

  @Test
  void a_proof_reads_as_it_was_written_and_verifies_against_the_policy() {
    TlogProof proof = proof();
    assertThat(TlogProof.parse(proof.text())).isEqualTo(proof);
    TlogProof more = proof.with(new byte[] {1, 2, 3});
    assertThat(TlogProof.parse(more.text())).isEqualTo(more);
    assertThat(more.text()).startsWith("c2sp.org/tlog-proof@v1\nextra AQID\nindex 1\n");
    assertThat(TlogProof.parse(proof.text()).verify(entry, policy).origin()).isEqualTo(LOG + "/2");
  }

  @Test
  void every_bit_of_a_proof_counts() {
    byte[] text = proof().text().getBytes(StandardCharsets.UTF_8);
    for (int bit = 0; bit < text.length * 8; bit++) {
      byte[] flipped = text.clone();
      flipped[bit / 8] ^= (byte) (1 << bit % 8);
      assertThatThrownBy(
              () ->
                  TlogProof.parse(new String(flipped, StandardCharsets.UTF_8))
                      .verify(entry, policy))
          .as("bit %d", bit)
          .isInstanceOf(ProofRefused.class);
    }
  }

  @Test
  void a_proof_is_refused_for_another_entry_another_log_an_unknown_key_or_a_missing_witness() {
    TlogProof proof = proof();
    refused(() -> proof.verify(new byte[] {1}, policy), "leads to another root");
    refused(
        () -> proof.verify(entry, new LogPolicy("other", List.of(logKey), List.of(), 0)),
        "another log");
    refused(
        () -> proof.verify(entry, new LogPolicy(LOG + "/2", List.of(), List.of(), 0)),
        "No known key of the log");
    VerifierKey blind = VerifierKey.witness(WITNESS, pair("Ed25519").getPublic().getEncoded());
    refused(
        () -> proof.verify(entry, new LogPolicy(LOG, List.of(logKey), List.of(blind), 1)),
        "0 of 1");
    TlogProof alone = TlogProof.of(1, proof.hashes(), logged(proof.checkpoint().text()));
    refused(() -> alone.verify(entry, policy), "0 of 1");
  }

  private static void refused(Runnable check, String reason) {
    assertThatThrownBy(check::run).isInstanceOf(ProofRefused.class).hasMessageContaining(reason);
  }

  @ParameterizedTest
  @ValueSource(strings = {"log.example/audit/0", "log.example/audit/01", "log.example/audit/2/3"})
  void an_origin_that_only_looks_like_an_epoch_is_another_log(String origin) {
    assertThat(policy.covers(origin)).isFalse();
    assertThat(policy.covers("log.example/audit/12")).isTrue();
  }
}
