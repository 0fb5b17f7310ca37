package org.lockkeeper.portal.registers;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.lockkeeper.compliance.registers.Field;
import org.lockkeeper.compliance.registers.RegisterKind;

/** Nobody enters a severity that was never chosen. */
class RegisterEntryPageTest {

  private static Field field(RegisterKind kind, String name) {
    return Field.of(kind).stream()
        .filter(field -> field.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void the_words_of_the_option_that_asks_to_choose_are_no_choice() {
    Field severity = field(RegisterKind.VULNERABILITY, "severity");
    assertThat(RegisterEntryPage.typed(severity, "Choose")).isEmpty();
    assertThat(RegisterEntryPage.typed(severity, "HIGH")).isEqualTo("HIGH");
    Field protection = field(RegisterKind.ASSET, "protection");
    assertThat(RegisterEntryPage.typed(protection, "Elija")).isEmpty();
  }

  @Test
  void what_is_typed_into_other_fields_stays_as_it_is() {
    assertThat(RegisterEntryPage.typed(field(RegisterKind.VULNERABILITY, "tool"), "Choose"))
        .isEqualTo("Choose");
  }
}
