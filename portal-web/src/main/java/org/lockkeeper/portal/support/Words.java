package org.lockkeeper.portal.support;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.lockkeeper.portal.texts.Texts;

/** Constants of the desk as last parts of text keys, and back from what a form sends. */
final class Words {

  private Words() {}

  /**
   * A choice of a form.
   *
   * @param value the constant
   */
  public record Choice(String value, String label) {}

  static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  static List<Choice> choices(Enum<?>[] constants, String prefix, Texts texts) {
    return Arrays.stream(constants)
        .map(each -> new Choice(each.name(), texts.get(prefix + word(each))))
        .toList();
  }

  /** The constant that a form sent; empty if it sent none of ours. */
  static <E extends Enum<E>> Optional<E> read(E[] constants, String sent) {
    return Arrays.stream(constants).filter(each -> each.name().equals(sent)).findFirst();
  }
}
