package org.lockkeeper.portal.password;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.lockkeeper.compliance.access.PasswordFault;
import org.lockkeeper.compliance.access.PasswordProfile;
import org.lockkeeper.portal.texts.Texts;

/** The rules of a profile in the reader's words. */
@RequestScoped
public class RuleList {

  private final Texts texts;

  @Inject
  RuleList(Texts texts) {
    this.texts = texts;
  }

  /**
   * One rule.
   *
   * @param check what the page can tell by itself while it is typed: {@code length}, {@code kinds},
   *     or empty text
   * @param broken whether the password that was sent is against it
   */
  public record Rule(String text, String check, int least, int most, boolean broken) {}

  /** All of them; those that the password that was sent is against are marked. */
  public List<Rule> of(PasswordProfile profile, Set<PasswordFault> faults) {
    List<Rule> rules = new ArrayList<>();
    rules.add(
        new Rule(
            texts.with("common.password.rule.length", profile.least(false), profile.most()),
            "length",
            profile.least(false),
            profile.most(),
            faults.contains(PasswordFault.TOO_SHORT) || faults.contains(PasswordFault.TOO_LONG)));
    if (profile.kinds() == 4) {
      rules.add(
          new Rule(
              texts.get("common.password.rule.kinds"),
              "kinds",
              0,
              0,
              faults.contains(PasswordFault.KINDS)));
    }
    rules.add(
        plain(texts.get("common.password.rule.name"), faults.contains(PasswordFault.HAS_NAME)));
    rules.add(
        plain(
            texts.get("common.password.rule.common"),
            faults.contains(PasswordFault.COMMON) || faults.contains(PasswordFault.EXPECTED)));
    if (profile.remembered() > 0) {
      rules.add(
          plain(
              texts.with("common.password.rule.former", profile.remembered()),
              faults.contains(PasswordFault.USED_BEFORE)));
    }
    return rules;
  }

  private static Rule plain(String text, boolean broken) {
    return new Rule(text, "", 0, 0, broken);
  }
}
