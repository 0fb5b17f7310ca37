package org.lockkeeper.portal.texts;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Constants as last parts of text keys, and back from what a form sends. */
public final class Choices {

  private Choices() {}

  /**
   * A choice of a form.
   *
   * @param value the constant
   */
  public record Choice(String value, String label, boolean chosen) {}

  /** The last part of a constant's key. */
  public static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** All constants, in the reader's words. */
  public static List<Choice> of(Enum<?>[] constants, String prefix, Texts texts, Enum<?> chosen) {
    return Arrays.stream(constants)
        .map(each -> new Choice(each.name(), texts.get(prefix + word(each)), each.equals(chosen)))
        .toList();
  }

  /** The constant that a form sent; empty if it sent none of ours. */
  public static <E extends Enum<E>> Optional<E> read(E[] constants, String sent) {
    return Arrays.stream(constants).filter(each -> each.name().equals(sent)).findFirst();
  }
}
