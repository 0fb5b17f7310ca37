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
class RuleList {

  private final Texts texts;

  @Inject
  RuleList(Texts texts) {
    this.texts = texts;
  }

  /**
   * One rule.
   *
   * @param broken whether the password that was typed is against it
   */
  public record Rule(String text, boolean broken) {}

  List<Rule> of(PasswordProfile profile, Set<PasswordFault> faults) {
    List<Rule> rules = new ArrayList<>();
    rules.add(
        new Rule(
            texts.with("common.password.rule.length", profile.least(false), profile.most()),
            faults.contains(PasswordFault.TOO_SHORT) || faults.contains(PasswordFault.TOO_LONG)));
    if (profile.kinds() == 4) {
      rules.add(
          new Rule(texts.get("common.password.rule.kinds"), has(faults, PasswordFault.KINDS)));
    }
    rules.add(
        new Rule(texts.get("common.password.rule.name"), has(faults, PasswordFault.HAS_NAME)));
    rules.add(
        new Rule(
            texts.get("common.password.rule.common"),
            has(faults, PasswordFault.COMMON) || has(faults, PasswordFault.EXPECTED)));
    if (profile.remembered() > 0) {
      rules.add(
          new Rule(
              texts.with("common.password.rule.former", profile.remembered()),
              has(faults, PasswordFault.USED_BEFORE)));
    }
    return rules;
  }

  private static boolean has(Set<PasswordFault> faults, PasswordFault fault) {
    return faults.contains(fault);
  }
}
