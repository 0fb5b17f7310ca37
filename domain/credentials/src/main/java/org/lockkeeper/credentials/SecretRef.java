package org.lockkeeper.credentials;

import java.util.regex.Pattern;

/** Points to a secret in the secret store; says nothing of its value. */
public record SecretRef(String path) {

  private static final Pattern FORM = Pattern.compile("[a-z0-9][a-z0-9/._-]{2,199}");

  /** The secret with which the channel's app signs its webhooks and proves itself. */
  public static SecretRef appSecret(String platform) {
    return new SecretRef("app/" + platform + "/client-secret");
  }

  /**
   * @throws IllegalArgumentException unless 3 to 200 lower-case letters, digits and {@code /._-}
   */
  public SecretRef {
    if (!FORM.matcher(path).matches()) {
      throw new IllegalArgumentException("a secret's path is lower-case letters, digits and /._-");
    }
  }

  @Override
  public String toString() {
    return path;
  }
}
