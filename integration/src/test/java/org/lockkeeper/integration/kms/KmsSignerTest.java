package org.lockkeeper.integration.kms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lockkeeper.compliance.encryption.KeyCustodian;
import org.lockkeeper.compliance.encryption.Signer;
import org.lockkeeper.compliance.encryption.SignerContract;
import org.lockkeeper.integration.aws.PretendAws;

class KmsSignerTest extends SignerContract {

  private static final PretendAws AWS = PretendAws.start();
  private static final AtomicInteger NUMBER = new AtomicInteger();

  private final String environment = "s" + NUMBER.incrementAndGet();
  private final Signer signer = fresh();

  private Signer fresh() {
    return new KmsSigner(
        new KmsRegions(AWS.clients(), List.of("us-east-1"), environment), AWS.clock());
  }

  @AfterAll
  static void end() {
    AWS.close();
  }

  @Override
  protected Signer signer() {
    return signer;
  }

  @Override
  protected Signer anotherNode() {
    return fresh();
  }

  @Override
  protected void daysPass(int days) {
    AWS.daysPass(days);
  }

  @Test
  void a_service_that_is_down_is_told_so() {
    AWS.fault("kms", "DOWN", "");
    try {
      assertThatThrownBy(() -> signer.sign(Signer.Use.CERTIFICATE, new byte[1]))
          .isInstanceOf(KeyCustodian.Unavailable.class);
    } finally {
      AWS.noFaults();
    }
  }

  @Test
  void short_and_padded_numbers_are_brought_to_32_bytes() {
    String small = "3006020101020102";
    assertThat(HexFormat.of().formatHex(KmsSigner.joined(HexFormat.of().parseHex(small))))
        .isEqualTo("0".repeat(63) + "1" + "0".repeat(63) + "2");
    String padded = "3046022100" + "ff".repeat(32) + "022100" + "80".repeat(32);
    assertThat(HexFormat.of().formatHex(KmsSigner.joined(HexFormat.of().parseHex(padded))))
        .isEqualTo("ff".repeat(32) + "80".repeat(32));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "3006020101020103ff", "3106020101020102", "3006020901020102"})
  void what_is_no_signature_in_der_is_refused(String hex) {
    assertThatThrownBy(() -> KmsSigner.joined(HexFormat.of().parseHex(hex)))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
