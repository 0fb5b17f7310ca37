package org.lockkeeper.compliance.audit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AuditResultTest {

  @ParameterizedTest(name = "{0} tells {1}")
  @CsvSource({
    "recipient.sealed, DONE",
    "recipient.forget-requested, DONE",
    "secret.read, DONE",
    "audit.exported, DONE",
    "access.denied, REFUSED",
    "break-glass.denied, REFUSED",
    "secret.refused, REFUSED",
    "grant.not-given, REFUSED",
    "cohort.close-refused, REFUSED",
    "cohort.destroy-refused, REFUSED",
    "recipient.tampered, ALARM",
    "ciphertext.mismatch, ALARM",
    "secret.missing, ALARM",
    "secret.misplaced, ALARM",
    "grant.lapsed, ALARM",
    "credential.suspected, ALARM",
    "cohort.key-lost, ALARM"
  })
  void the_last_word_of_an_action_tells_how_it_ended(String action, AuditResult result) {
    assertThat(AuditResult.of(action)).isEqualTo(result);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "recipient.opened",
        "recipient.looked-up",
        "secret.read",
        "break-glass.shown",
        "audit.viewed",
        "audit.exported",
        "audit.downloaded"
      })
  void whoever_saw_something_is_among_the_looks(String action) {
    assertThat(AuditTopic.LOOKS.has(action)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"recipient.sealed", "secret.stored", "recipient.stripped"})
  void what_nobody_saw_is_no_look(String action) {
    assertThat(AuditTopic.LOOKS.has(action)).isFalse();
  }
}
