package org.lockkeeper.portal.texts;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.text.MessageFormat;
import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;
import org.jspecify.annotations.Nullable;
import org.lockkeeper.compliance.access.Account;
import org.lockkeeper.portal.session.SignedIn;

/**
 * What the pages say. A key's first word names its bundle; {@code Type.CONSTANT} is in the common
 * one.
 */
@Named("text")
@RequestScoped
public class Texts {

  /** The languages that are complete. */
  public static final List<Locale> LANGUAGES = List.of(Locale.ENGLISH, Locale.of("es"));

  private static final List<String> BUNDLES = List.of("common", "seller", "support", "admin");
  private static final ResourceBundle.Control NO_FALLBACK =
      ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES);

  private final Locale locale;

  @Inject
  Texts(SignedIn signedIn, RequestLanguage asked) {
    this(signedIn.someone().map(Account::language).orElseGet(asked::preferred));
  }

  public Texts(Locale locale) {
    this.locale = LANGUAGES.contains(Locale.of(locale.getLanguage())) ? locale : Locale.ENGLISH;
  }

  public Locale locale() {
    return locale;
  }

  /** The text of a key. */
  public String get(String key) {
    int dot = key.indexOf('.');
    String first = dot < 0 ? key : key.substring(0, dot);
    return ResourceBundle.getBundle(
            "org.lockkeeper.portal.i18n." + (BUNDLES.contains(first) ? first : "common"),
            locale,
            Texts.class.getClassLoader(),
            NO_FALLBACK)
        .getString(key);
  }

  /** The text of a key with its places filled in. */
  public String with(String key, @Nullable Object... values) {
    return new MessageFormat(get(key), locale).format(values);
  }

  /** The word for a constant of an enum. */
  public String of(Enum<?> constant) {
    return get(constant.getDeclaringClass().getSimpleName() + "." + constant.name());
  }

  /** The text of a key, or of another if there is none, with its places filled in. */
  public String getOr(String key, String otherwise, @Nullable Object... values) {
    return has(key) ? get(key) : with(otherwise, values);
  }

  /** Whether there is such a key. */
  public boolean has(String key) {
    try {
      return !get(key).isEmpty();
    } catch (java.util.MissingResourceException e) {
      return false;
    }
  }
}
