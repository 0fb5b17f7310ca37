package org.lockkeeper.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PhoneAppTest {

  /** The last six digits of the vectors in RFC 6238, appendix B. */
  @ParameterizedTest(name = "{0} s: {1}")
  @CsvSource({"59, 287082", "1111111109, 081804", "1234567890, 005924", "20000000000, 353130"})
  void the_phone_shows_the_codes_of_the_standard(long seconds, String code) {
    byte[] key = PhoneApp.decoded("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ");

    assertThat(new String(key, StandardCharsets.US_ASCII)).isEqualTo("12345678901234567890");
    assertThat(PhoneApp.code(key, seconds / 30)).isEqualTo(code);
  }
}
