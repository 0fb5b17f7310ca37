package org.lockkeeper.compliance.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Ten thousand attempts of strangers. */
class UnderAttackTest {

  private static final int MANY = 10_000;
  private static final String WRONG = "Basalt-otter-8";

  private final People people = new People();
  private final Account grace = people.grace();

  private enum Answer {
    WELCOME,
    MUST_CHANGE,
    REFUSED,
    TOO_MANY
  }

  private Answer attempt(String login, String password, String network, Optional<String> device) {
    return switch (people
        .signIn()
        .attempt(login, password.toCharArray(), new SignIn.Caller(network, device))) {
      case SignIn.Result.Welcome welcome -> Answer.WELCOME;
      case SignIn.Result.MustChange mustChange -> Answer.MUST_CHANGE;
      case SignIn.Result.Refused refused -> Answer.REFUSED;
      case SignIn.Result.TooMany tooMany -> Answer.TOO_MANY;
    };
  }

  @Test
  void ten_thousand_logins_tried_once_each_from_one_network_are_thirty_attempts() {
    Map<Answer, Integer> answers = new EnumMap<>(Answer.class);
    for (int i = 0; i < MANY; i++) {
      // Each from another address of the same half of IPv6 addresses.
      String network = "2001:db8:0:7::" + Integer.toHexString(i);
      answers.merge(
          attempt("user" + i + "@seller.example", WRONG, network, Optional.empty()),
          1,
          Integer::sum);
    }
    assertThat(answers).isEqualTo(Map.of(Answer.REFUSED, 30, Answer.TOO_MANY, MANY - 30));
    assertThat(attempt(People.GRACE, People.RIGHT, "2001:db8:0:8::1", Optional.empty()))
        .isEqualTo(Answer.WELCOME);
    assertThat(people.held).isEmpty();
  }

  @Test
  void one_login_tried_ten_thousand_times_from_everywhere_is_five_attempts_and_keeps_its_owner() {
    Optional<String> device = Optional.of(people.remember().of(grace, Optional.empty()));
    Map<Answer, Integer> answers = new EnumMap<>(Answer.class);
    for (int i = 0; i < MANY; i++) {
      String network = "10." + (i >> 8) + "." + (i & 0xff) + ".1";
      answers.merge(
          attempt(People.GRACE, i == 7000 ? People.RIGHT : WRONG, network, Optional.empty()),
          1,
          Integer::sum);
    }
    assertThat(answers).isEqualTo(Map.of(Answer.REFUSED, 5, Answer.TOO_MANY, MANY - 5));
    assertThat(attempt(People.GRACE, People.RIGHT, "10.0.0.1", device)).isEqualTo(Answer.WELCOME);
    assertThat(people.held).hasSize(1);
    assertThat(people.actions().stream().filter("sign-in.locked"::equals)).hasSize(1);
  }
}
