package org.lockkeeper.compliance.encryption;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.spec.X509EncodedKeySpec;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What every signer keeps to. A test class per adapter extends it. */
public abstract class SignerContract {

  private static final byte[] MESSAGE = "gone for good".getBytes(StandardCharsets.UTF_8);

  /** The signer under test; the same one throughout a test. */
  protected abstract Signer signer();

  /** The signer as another node has it. */
  protected abstract Signer anotherNode();

  /** The signer's clock goes on by whole days. */
  protected abstract void daysPass(int days);

  private static boolean verifies(
      Signer.VerificationKey key, byte[] message, Signer.Signature signature)
      throws GeneralSecurityException {
    java.security.Signature check =
        java.security.Signature.getInstance("SHA256withECDSAinP1363Format");
    check.initVerify(
        KeyFactory.getInstance("EC").generatePublic(new X509EncodedKeySpec(key.encoded().bytes())));
    check.update(message);
    return check.verify(signature.bytes().bytes());
  }

  @Test
  void a_signature_verifies_under_the_key_that_it_names_and_is_no_der() throws Exception {
    Set<Signer.Signature> all = new HashSet<>();
    // Often enough that r or s begins with a zero byte, or with a bit that DER pads.
    for (int i = 0; i < 300; i++) {
      byte[] message = ("message " + i).getBytes(StandardCharsets.UTF_8);
      Signer.Signature signature = signer().sign(Signer.Use.CERTIFICATE, message);
      assertThat(signature.bytes().length()).isEqualTo(64);
      assertThat(verifies(signer().key(Signer.Use.CERTIFICATE), message, signature)).isTrue();
      all.add(signature);
    }
    assertThat(all).hasSize(300);
    assertThat(all)
        .extracting(Signer.Signature::keyId)
        .containsOnly(signer().key(Signer.Use.CERTIFICATE).id());
  }

  @Test
  void a_changed_message_does_not_verify() throws Exception {
    Signer.Signature signature = signer().sign(Signer.Use.CERTIFICATE, MESSAGE);
    byte[] changed = MESSAGE.clone();
    changed[0] ^= 1;
    assertThat(verifies(signer().key(Signer.Use.CERTIFICATE), changed, signature)).isFalse();
  }

  @Test
  void a_signature_for_one_use_is_none_for_another() throws Exception {
    Signer.Signature signature = signer().sign(Signer.Use.CERTIFICATE, MESSAGE);
    assertThat(verifies(signer().key(Signer.Use.CHECKPOINT), MESSAGE, signature)).isFalse();
  }

  @Test
  void a_message_may_be_longer_than_what_a_custodian_takes() throws Exception {
    byte[] longer = new byte[100_000];
    Signer.Signature signature = signer().sign(Signer.Use.CHECKPOINT, longer);
    assertThat(verifies(signer().key(Signer.Use.CHECKPOINT), longer, signature)).isTrue();
  }

  @Test
  void all_nodes_sign_with_the_same_key() {
    assertThat(anotherNode().key(Signer.Use.CERTIFICATE))
        .isEqualTo(signer().key(Signer.Use.CERTIFICATE));
  }

  @Test
  void each_year_has_a_key_of_its_own_and_old_signatures_still_verify() throws Exception {
    Signer.VerificationKey old = signer().key(Signer.Use.CERTIFICATE);
    Signer.Signature signature = signer().sign(Signer.Use.CERTIFICATE, MESSAGE);
    daysPass(366);
    assertThat(signer().key(Signer.Use.CERTIFICATE).id()).isNotEqualTo(old.id());
    assertThat(signer().sign(Signer.Use.CERTIFICATE, MESSAGE).keyId()).isNotEqualTo(old.id());
    assertThat(verifies(old, MESSAGE, signature)).isTrue();
  }
}
