package org.lockkeeper.portal.session;

import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Where to go on after signing in: a path of ours with its filter, never another place. */
final class ReturnPath {

  /** The name of the parameter that carries it. */
  static final String PARAMETER = "to";

  private static final Pattern FORM =
      Pattern.compile("/(seller|admin|support)(/[a-z-]{1,40})?(\\?[A-Za-z0-9=&_.-]{0,300})?");

  private ReturnPath() {}

  /** The path, if it is one of ours. */
  static Optional<String> of(@Nullable String text) {
    return Optional.ofNullable(text).filter(path -> FORM.matcher(path).matches());
  }
}
