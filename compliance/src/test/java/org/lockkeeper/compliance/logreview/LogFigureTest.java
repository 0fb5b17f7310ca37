package org.lockkeeper.compliance.logreview;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A review counts each thing where its reader looks for it. */
class LogFigureTest {

  @ParameterizedTest(name = "{0} is counted under {1}")
  @CsvSource({
    "sign-in.refused, SIGN_INS_REFUSED",
    "sign-in.factor-refused, SIGN_INS_REFUSED",
    "access.denied, DENIALS",
    "delivery.signature-refused, DENIALS",
    "audit.downloaded, EXPORTS",
    "evidence-pack.taken, EXPORTS",
    "recipient.revealed, REVEALS"
  })
  void an_action_is_counted_under_one_figure_beside_all(String action, LogFigure figure) {
    assertThat(
            Arrays.stream(LogFigure.values())
                .filter(each -> each != LogFigure.ALL && each.has(action)))
        .containsExactly(figure);
  }
}
