package org.lockkeeper.compliance.access;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CidrTest {

  @ParameterizedTest
  @CsvSource({
    "203.0.113.0/24, 203.0.113.255, true",
    "203.0.113.0/24, 203.0.114.0, false",
    "203.0.113.7, 203.0.113.7, true",
    "203.0.113.7, 203.0.113.8, false",
    "10.0.0.0/9, 10.127.255.255, true",
    "10.0.0.0/9, 10.128.0.0, false",
    "0.0.0.0/0, 8.8.8.8, true",
    "0.0.0.0/0, 2001:db8::1, false",
    "2001:db8::/32, 2001:db8:ffff::1, true",
    "2001:db8::/32, 2001:db9::1, false",
    "::/0, 2001:db8::1, true",
    // The same caller, as a dual-stack socket tells it.
    "203.0.113.0/24, ::ffff:203.0.113.9, true"
  })
  void a_range_holds_its_addresses(String range, String address, boolean inside) {
    assertThat(Cidr.parse(range).orElseThrow().contains(address)).isEqualTo(inside);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "localhost",
        "example.com/8",
        "203.0.113.0/33",
        "203.0.113.0/-1",
        "203.0.113.0/024",
        "203.0.113.0/",
        "203.0.113.0/24/8",
        "203.0.113.1/24",
        "203.0.113",
        "0203.0.113.1",
        "3405803776",
        "0xCB007100",
        "2001:db8::/129",
        "2001:db8::1/32",
        "2001:db8:::1",
        "fe80::1%eth0",
        "[2001:db8::1]"
      })
  void what_is_no_range_is_not_taken_for_one(String text) {
    assertThat(Cidr.parse(text)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "2001:DB8:0:0:0:0:0:0/32, 2001:db8::/32",
    "::1, ::1/128",
    "::/0, ::/0",
    "2001:db8:0:1:0:0:0:1, 2001:db8:0:1::1/128",
    "2001:db8:0:1:1:1:1:1, 2001:db8:0:1:1:1:1:1/128",
    "192.0.2.1, 192.0.2.1/32"
  })
  void a_range_is_written_in_one_way(String text, String written) {
    assertThat(Cidr.parse(text).orElseThrow()).hasToString(written);
  }

  @Test
  void an_address_has_one_form() {
    assertThat(Cidr.canonical("::ffff:192.0.2.7")).contains("192.0.2.7");
    assertThat(Cidr.canonical("2001:DB8::0:1")).contains("2001:db8::1");
    assertThat(Cidr.canonical("unknown")).isEmpty();
    assertThat(Cidr.canonical("192.0.2.0/24")).isEmpty();
  }
}
