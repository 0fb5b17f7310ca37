package org.lockkeeper.compliance.access.passwords;

import java.net.URI;

/** Where mailed links lead. */
public interface ResetAddress {

  /** The page, with the code in its fragment, which no server is told. */
  URI withCode(String code);

  /** The page on which people sign in. */
  URI signIn();
}
