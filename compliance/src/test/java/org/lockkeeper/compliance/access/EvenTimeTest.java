package org.lockkeeper.compliance.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * How long a failure takes does not tell which failure it is. Compared by rank (Mann and Whitney's
 * U): the chance that one failure of the first kind takes longer than one of the second. It is a
 * half where nothing can be told apart, whatever the machine and its load are.
 */
class EvenTimeTest {

  private static final int SAMPLES = 100;

  /** Five standard deviations of U's share for that many samples, and two hundredths of effect. */
  private static final double TOLERANCE =
      0.02 + 5 * Math.sqrt((2.0 * SAMPLES + 1) / (12.0 * SAMPLES * SAMPLES));

  private final People people = new People();
  private int number;

  private record Sample(int kind, long nanos) {}

  /** The share of pairs in which one of the first kind takes longer. */
  private static double share(List<Sample> samples) {
    List<Sample> ranked = samples.stream().sorted(Comparator.comparingLong(Sample::nanos)).toList();
    double wins = 0;
    long others = 0;
    for (Sample sample : ranked) {
      if (sample.kind() == 0) {
        wins += others;
      } else {
        others++;
      }
    }
    long first = ranked.stream().filter(sample -> sample.kind() == 0).count();
    return wins / ((double) first * others);
  }

  /** Two kinds of failures in turn, in changing order, so that whatever slows both slows both. */
  private List<Sample> measured(Runnable first, Runnable second) {
    List<Sample> samples = new ArrayList<>();
    for (int i = -4; i < SAMPLES; i++) {
      for (int kind : i % 2 == 0 ? new int[] {0, 1} : new int[] {1, 0}) {
        long began = System.nanoTime();
        (kind == 0 ? first : second).run();
        long took = System.nanoTime() - began;
        if (i >= 0) {
          samples.add(new Sample(kind, took));
        }
      }
    }
    return samples;
  }

  private void fail(String login) {
    char[] wrong = "Basalt-otter-8".toCharArray();
    SignIn.Caller caller = new SignIn.Caller("198.51.100." + number++, Optional.empty());
    assertThat(people.signIn().attempt(login, wrong, caller))
        .isEqualTo(new SignIn.Result.Refused());
    people.throttle.clear(SignIn.ofLogin(login));
  }

  @Test
  void a_wrong_password_takes_as_long_as_a_login_that_nobody_has_and_as_a_disabled_account() {
    people.grace();
    Account gone = people.join(People.SELLER, "gone@seller.example", "Ada Byron", Role.SUPPORT);
    people.disabled.add(gone.id());
    double unknown =
        share(measured(() -> fail(People.GRACE), () -> fail("nobody" + number + "@x.example")));
    double disabled = share(measured(() -> fail(People.GRACE), () -> fail(gone.login())));
    assertThat(unknown).isBetween(0.5 - TOLERANCE, 0.5 + TOLERANCE);
    assertThat(disabled).isBetween(0.5 - TOLERANCE, 0.5 + TOLERANCE);
  }

  @Test
  void the_comparison_sees_a_check_that_is_left_out_for_unknown_logins() {
    people.grace();
    double share =
        share(
            measured(
                () -> fail(People.GRACE),
                () ->
                    Arrays.fill(
                        people.accounts.byLogin("nobody@x.example").isPresent()
                            ? new char[1]
                            : new char[2],
                        '\0')));
    assertThat(share).isGreaterThan(0.99);
  }
}
