package org.lockkeeper.compliance.access.factors;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TotpTest {

  private static byte[] secret(int length) {
    return "1234567890".repeat(7).substring(0, length).getBytes(StandardCharsets.US_ASCII);
  }

  @ParameterizedTest(name = "{0} s: {1}, {2}, {3}")
  @CsvSource({
    "59, 94287082, 46119246, 90693936",
    "1111111109, 07081804, 68084774, 25091201",
    "1111111111, 14050471, 67062674, 99943326",
    "1234567890, 89005924, 91819424, 93441116",
    "2000000000, 69279037, 90698825, 38618901",
    "20000000000, 65353130, 77737706, 47863826"
  })
  void codes_are_those_of_rfc_6238_appendix_b(
      long seconds, String sha1, String sha256, String sha512) {
    long step = Totp.step(Instant.ofEpochSecond(seconds));

    assertThat(Totp.code(secret(20), step, "HmacSHA1", 8)).isEqualTo(sha1);
    assertThat(Totp.code(secret(32), step, "HmacSHA256", 8)).isEqualTo(sha256);
    assertThat(Totp.code(secret(64), step, "HmacSHA512", 8)).isEqualTo(sha512);
    assertThat(Totp.code(secret(20), step)).isEqualTo(sha1.substring(2));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "f, MY",
    "fo, MZXQ",
    "foo, MZXW6",
    "foob, MZXW6YQ",
    "fooba, MZXW6YTB",
    "foobar, MZXW6YTBOI"
  })
  void keys_are_written_as_in_rfc_4648_section_10(String plain, String text) {
    byte[] bytes = plain.getBytes(StandardCharsets.US_ASCII);

    assertThat(Base32.encode(bytes)).isEqualTo(text);
    assertThat(Base32.decode(text + "==")).hasValueSatisfying(b -> assertThat(b).isEqualTo(bytes));
  }

  @Test
  void what_is_no_base_32_is_not_guessed_at() {
    assertThat(Base32.decode("MZXW1")).isEmpty();
    assertThat(Base32.decode("MZXW6YTBOJ")).isEmpty();
  }
}
