package org.lockkeeper.compliance.desk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PlainNoteTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      value = {
        "write to ada.lovelace@example.org ~ EMAIL",
        "call +1 (208) 555-0143 ~ PHONE",
        "call 208 555 0143 today ~ PHONE",
        "llamar al 612 34 56 78 ~ PHONE",
        "2085550143 ~ PHONE",
        "card 4111 1111 1111 1111 ~ CARD",
        "4111111111111111 ~ CARD",
        "she lives at 12 Maple Grove Street ~ ADDRESS",
        "vive en Calle Mayor 12 ~ ADDRESS",
        "shpat_0123456789abcdef0123456789abcdef ~ SECRET",
        "Atzr|IwEBIexample_token ~ SECRET",
        "password: hunter2 ~ SECRET",
        "-----BEGIN PRIVATE KEY----- ~ SECRET",
        "QWxhZGRpbjpvcGVuIHNlc2FtZUFsYWRkaW46b3BlbiBzZXNhbWU= ~ SECRET"
      })
  void what_looks_like_a_buyer_or_a_secret_is_refused(String text, PlainNote.Fault fault) {
    assertThat(PlainNote.fault(text)).contains(fault);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "asked the carrier, waiting until 2026-11-25 09:00",
        "parcel TBA123456789012 is at the depot",
        "order #1001, 2 units, refund 49.90",
        "order 5500012 was placed twice",
        "case 0190a000-0000-7000-8000-000000000001 is about the same"
      })
  void what_a_case_needs_is_taken(String text) {
    assertThat(PlainNote.fault(text)).isEmpty();
  }

  @Test
  void the_numbers_of_the_order_itself_are_no_phone_numbers() {
    assertThat(PlainNote.fault("order 5800000000124 again")).contains(PlainNote.Fault.PHONE);
    assertThat(PlainNote.fault("order 5800000000124 again", List.of("5800000000124"))).isEmpty();
  }

  @Test
  void a_note_is_neither_empty_nor_endless() {
    assertThat(PlainNote.fault("  ")).contains(PlainNote.Fault.EMPTY);
    assertThat(PlainNote.fault("a ".repeat(300))).contains(PlainNote.Fault.TOO_LONG);
    assertThat(PlainNote.fault("a ".repeat(200))).isEqualTo(Optional.empty());
  }

  @Test
  void an_edition_of_the_desk_policy_is_complete_or_not_loaded() {
    assertThat(new DeskPolicy().shown()).isLessThanOrEqualTo(java.time.Duration.ofMinutes(1));
    assertThatThrownBy(() -> new DeskPolicy(new Properties()))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
