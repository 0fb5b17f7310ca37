package org.lockkeeper.proof.jose;

/** Something is not written as it has to be. The text says what, in words for a reader. */
public final class Malformed extends RuntimeException {

  public Malformed(String what) {
    super(what);
  }
}
