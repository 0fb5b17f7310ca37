package org.lockkeeper.compliance.settings;

import jakarta.inject.Inject;
import java.util.Optional;
import java.util.Set;
import org.lockkeeper.kernel.UseCase;

/**
 * What people have set. Read afresh each time, so that a change holds on every node with the next
 * request. A figure here never loosens a policy: see {@link #atMost}.
 */
@UseCase
public class SettingsInForce {

  private final SettingBook book;

  @Inject
  public SettingsInForce(SettingBook book) {
    this.book = book;
  }

  /** What was chosen; empty if it is as the policy says. */
  public Optional<String> text(Setting setting) {
    return Optional.ofNullable(book.now().get(setting));
  }

  /** The tighter of what the policy says and what was chosen. */
  public int atMost(Setting setting, int policy) {
    return text(setting).map(chosen -> Math.min(policy, Integer.parseInt(chosen))).orElse(policy);
  }

  /** Whether a word is among those that were chosen; all are if nobody chose. */
  public boolean has(Setting setting, String word) {
    return text(setting).map(chosen -> Set.of(chosen.split(",", -1)).contains(word)).orElse(true);
  }
}
