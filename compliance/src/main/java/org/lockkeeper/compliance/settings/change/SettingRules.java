package org.lockkeeper.compliance.settings.change;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.lockkeeper.compliance.access.Role;
import org.lockkeeper.compliance.desk.DeskPolicy;
import org.lockkeeper.compliance.desk.PlainNote;
import org.lockkeeper.compliance.desk.RevealReason;
import org.lockkeeper.compliance.exports.ExportPolicy;
import org.lockkeeper.compliance.settings.Setting;

/** What may be chosen: figures below those of the policies, fewer reasons, and plain words. */
@Singleton
public class SettingRules {

  private static final Pattern NUMBER = Pattern.compile("[0-9]{1,6}");
  private static final Pattern NAME = Pattern.compile("[\\p{L}0-9 .&'’-]{1,60}");
  private static final Pattern ADDRESS =
      Pattern.compile("[A-Za-z0-9._+-]{1,64}@[A-Za-z0-9.-]{1,190}\\.[A-Za-z]{2,}");
  private static final int LONGEST_BANNER = 200;

  private final DeskPolicy desk;
  private final ExportPolicy exports;

  @Inject
  public SettingRules(DeskPolicy desk, ExportPolicy exports) {
    this.desk = desk;
    this.exports = exports;
  }

  /** What the policy says, in the form in which a choice is written; empty text for nothing. */
  public String byPolicy(Setting setting) {
    return switch (setting) {
      case SUPPORT_REVEALS -> Integer.toString(desk.reveals(Role.SUPPORT));
      case SELLER_REVEALS ->
          Integer.toString(
              Math.max(desk.reveals(Role.SELLER_OWNER), desk.reveals(Role.SELLER_OPERATIONS)));
      case EXPORT_ROWS ->
          Integer.toString(Arrays.stream(Role.values()).mapToInt(exports::rows).max().orElse(0));
      case REVEAL_REASONS ->
          Arrays.stream(RevealReason.values()).map(Enum::name).collect(Collectors.joining(","));
      case MAIL_NAME, MAIL_REPLY_TO, BANNER -> "";
    };
  }

  /**
   * A choice in its one form.
   *
   * @param typed what somebody wrote; empty text takes the choice back
   * @return empty if it is looser than the policy, or cannot be read
   */
  public Optional<String> accepted(Setting setting, String typed) {
    String said = typed.strip();
    if (said.isEmpty()) {
      return Optional.of("");
    }
    return switch (setting) {
      case SUPPORT_REVEALS, SELLER_REVEALS, EXPORT_ROWS ->
          Optional.of(said)
              .filter(text -> NUMBER.matcher(text).matches())
              .map(Integer::parseInt)
              .filter(number -> number <= Integer.parseInt(byPolicy(setting)))
              .map(String::valueOf);
      case REVEAL_REASONS -> reasons(said);
      case MAIL_NAME -> Optional.of(said).filter(text -> NAME.matcher(text).matches());
      case MAIL_REPLY_TO -> Optional.of(said).filter(text -> ADDRESS.matcher(text).matches());
      case BANNER ->
          Optional.of(said)
              .filter(text -> text.length() <= LONGEST_BANNER)
              .filter(text -> PlainNote.fault(text).isEmpty());
    };
  }

  private static Optional<String> reasons(String said) {
    Set<RevealReason> chosen = EnumSet.noneOf(RevealReason.class);
    for (String word : said.split(",", -1)) {
      Optional<RevealReason> reason =
          Arrays.stream(RevealReason.values())
              .filter(one -> one.name().equals(word.strip()))
              .findFirst();
      if (reason.isEmpty()) {
        return Optional.empty();
      }
      chosen.add(reason.get());
    }
    return Optional.of(chosen.stream().map(Enum::name).collect(Collectors.joining(",")));
  }
}
