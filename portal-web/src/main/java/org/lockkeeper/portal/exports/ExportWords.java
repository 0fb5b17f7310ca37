package org.lockkeeper.portal.exports;

import java.util.Locale;
import org.lockkeeper.compliance.exports.Export;
import org.lockkeeper.portal.texts.Texts;

/** Reasons and states of exports in the reader's language. */
public final class ExportWords {

  private ExportWords() {}

  /** Why. */
  public static String reason(Export.Reason reason, Texts texts) {
    return texts.get("common.export.reason." + word(reason));
  }

  /** How far it is. */
  public static String state(Export it, Texts texts) {
    return texts.get("common.export.state." + word(it.state()));
  }

  /** The look of a tag. */
  public static String look(Export it) {
    return switch (it.state()) {
      case WAITS -> "received";
      case MAKING -> "routed";
      case READY -> "shipped";
      case TAKEN -> "delivered";
      case CANCELLED, EXPIRED -> "cancelled";
      case DECLINED, ABORTED, TOO_LARGE -> "exception";
      case FAILED -> "danger";
    };
  }

  /** A constant as the last part of a key. */
  public static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
