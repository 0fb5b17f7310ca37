package org.lockkeeper.compliance.disposal;

import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;

/**
 * What stores hold and why something stays, in a reader's words. What is signed keeps the stores'
 * own names; these are for pages and for print.
 */
public final class StoreWords {

  /** The languages that are complete. */
  public static final List<Locale> LANGUAGES = List.of(Locale.ENGLISH, Locale.of("es"));

  private static final ResourceBundle.Control NO_FALLBACK =
      ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES);

  /** Before the basis of a hold. */
  private static final String HOLD = "legal hold: ";

  private final ResourceBundle bundle;

  /** In a language, or in English if it is not complete. */
  public StoreWords(Locale asked) {
    Locale plain = Locale.of(asked.getLanguage());
    this.bundle =
        ResourceBundle.getBundle(
            StoreWords.class.getPackageName() + ".stores",
            LANGUAGES.contains(plain) ? plain : Locale.ENGLISH,
            StoreWords.class.getClassLoader(),
            NO_FALLBACK);
  }

  /** A store by its own name; that name where there are no words. */
  public String store(String name) {
    return word("store", name);
  }

  /** A field of a store by its own name; that name where there are no words. */
  public String field(String name) {
    return word("field", name);
  }

  /** A kind of data. */
  public String kind(String name) {
    return word("kind", name);
  }

  /** Why something stays; the reason itself where there are no words. */
  public String reason(String reason) {
    return reason.startsWith(HOLD)
        ? word("reason", "hold") + " " + reason.substring(HOLD.length())
        : word("reason", reason);
  }

  /** Whether there are words for a store. */
  public boolean knows(String store) {
    return bundle.containsKey("store." + store);
  }

  private String word(String part, String name) {
    String key = part + "." + name;
    return bundle.containsKey(key) ? bundle.getString(key) : name;
  }
}
