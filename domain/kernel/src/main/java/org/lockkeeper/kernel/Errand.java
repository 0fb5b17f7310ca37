package org.lockkeeper.kernel;

import java.util.regex.Pattern;

/**
 * Work to be done after the transaction that asked for it has committed. Carries ids, never people.
 *
 * @param kind which handler runs it
 * @param subject what it is about, an id in the words of that handler; together with kind and
 *     seller it is the idempotency key: asked for twice, it is there once
 */
public record Errand(String kind, SellerId seller, String subject) {

  private static final Pattern SAFE = Pattern.compile("[A-Za-z0-9._:/@-]{1,200}");

  /**
   * @throws IllegalArgumentException if the subject is more than 200 letters, digits and {@code
   *     ._:/@-}
   */
  public Errand {
    if (!SAFE.matcher(subject).matches()) {
      throw new IllegalArgumentException("an errand's subject is an id");
    }
  }
}
