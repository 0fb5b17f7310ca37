package org.lockkeeper.compliance.access;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Judges a new password by the profile that holds for the person. */
@Singleton
public class PasswordRules {

  private static final Pattern BETWEEN_WORDS = Pattern.compile("[^\\p{L}\\p{N}]+");
  private static final Pattern NO_LETTERS = Pattern.compile("[^\\p{L}]+");
  private static final int SHORTEST_PART_OF_A_NAME = 3;
  private static final int SHORTEST_WORD_OF_THE_PLACE = 4;

  /** So many letters beside the expected words make a password of its own. */
  private static final int LETTERS_OF_ITS_OWN = 6;

  private final PasswordPolicy policy;
  private final CommonPasswords common;

  @Inject
  public PasswordRules(PasswordPolicy policy, CommonPasswords common) {
    this.policy = policy;
    this.common = common;
  }

  /**
   * Whose password it will be.
   *
   * @param organisation what the seller, or the platform, is called
   * @param withFactor whether the person has a second factor
   */
  public record Owner(
      Role role, String login, String displayName, String organisation, boolean withFactor) {
    @Override
    public String toString() {
      return "Owner[" + role + "]";
    }
  }

  /**
   * What is wrong with it; empty if nothing is. Whether it was used before is not asked here.
   *
   * @param candidate left as it is
   */
  public Set<PasswordFault> faults(Owner owner, char[] candidate) {
    PasswordProfile profile = policy.profile(owner.role());
    String password = String.valueOf(candidate);
    Set<PasswordFault> faults = EnumSet.noneOf(PasswordFault.class);
    int length = password.codePointCount(0, password.length());
    if (length < profile.least(owner.withFactor())) {
      faults.add(PasswordFault.TOO_SHORT);
    }
    if (length > profile.most()) {
      faults.add(PasswordFault.TOO_LONG);
      return faults;
    }
    if (kinds(password) < profile.kinds()) {
      faults.add(PasswordFault.KINDS);
    }
    String folded = CommonPasswords.folded(password);
    List<String> readings = List.of(folded, CommonPasswords.plain(folded));
    if (partsOfName(owner).anyMatch(part -> readings.stream().anyMatch(r -> r.contains(part)))) {
      faults.add(PasswordFault.HAS_NAME);
    }
    if (common.has(password)) {
      faults.add(PasswordFault.COMMON);
    }
    if (readings.stream().anyMatch(reading -> expected(owner, reading))) {
      faults.add(PasswordFault.EXPECTED);
    }
    return faults;
  }

  private static int kinds(String password) {
    int small = 0;
    int capital = 0;
    int digit = 0;
    int sign = 0;
    for (int each : password.codePoints().toArray()) {
      if (Character.isLowerCase(each)) {
        small = 1;
      } else if (Character.isUpperCase(each)) {
        capital = 1;
      } else if (Character.isDigit(each)) {
        digit = 1;
      } else if (!Character.isLetter(each)) {
        sign = 1;
      }
    }
    return small + capital + digit + sign;
  }

  private static Stream<String> partsOfName(Owner owner) {
    int at = owner.login().indexOf('@');
    String local = at < 0 ? owner.login() : owner.login().substring(0, at);
    return words(local + " " + owner.displayName())
        .filter(word -> word.length() >= SHORTEST_PART_OF_A_NAME);
  }

  private boolean expected(Owner owner, String reading) {
    List<String> words =
        Stream.concat(policy.words().stream(), words(owner.organisation()))
            .filter(word -> word.length() >= SHORTEST_WORD_OF_THE_PLACE)
            .sorted((one, other) -> other.length() - one.length())
            .toList();
    String rest = reading;
    for (String word : words) {
      rest = rest.replace(word, " ");
    }
    return !rest.equals(reading)
        && NO_LETTERS.matcher(rest).replaceAll("").length() < LETTERS_OF_ITS_OWN;
  }

  private static Stream<String> words(String text) {
    return BETWEEN_WORDS
        .splitAsStream(CommonPasswords.folded(text))
        .filter(word -> !word.isEmpty());
  }
}
