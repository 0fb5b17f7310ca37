package org.lockkeeper.proof;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Objects;

/**
 * One signature line of a note: an em dash, the key's name, and base64 of the key's id and the
 * signature.
 */
public final class NoteSignature {

  private static final String DASH = "\u2014 ";

  private final String name;
  private final int keyId;
  private final byte[] bytes;

  NoteSignature(String name, int keyId, byte[] bytes) {
    this.name = VerifierKey.checkedName(name);
    this.keyId = keyId;
    this.bytes = bytes.clone();
  }

  /**
   * Reads a line without its newline.
   *
   * @throws ProofRefused if it is no signature line
   */
  public static NoteSignature parse(String line) {
    String[] words = line.split(" ", -1);
    if (!line.startsWith(DASH) || words.length != 3) {
      throw new ProofRefused("A signature line is an em dash, a name and a signature.");
    }
    byte[] all = Base64Text.decode(words[2]);
    if (all.length < 5) {
      throw new ProofRefused("The signature of " + words[1] + " is too short.");
    }
    return new NoteSignature(
        words[1], ByteBuffer.wrap(all).getInt(), Arrays.copyOfRange(all, 4, all.length));
  }

  /** The name of the key. */
  public String name() {
    return name;
  }

  /** The first four bytes of a hash over the key; with the name it says which key it is. */
  public int keyId() {
    return keyId;
  }

  byte[] bytes() {
    return bytes.clone();
  }

  /** As it is written, without a newline. */
  public String line() {
    byte[] all = ByteBuffer.allocate(4 + bytes.length).putInt(keyId).put(bytes).array();
    return DASH + name + " " + Base64Text.encode(all);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof NoteSignature that
        && name.equals(that.name)
        && keyId == that.keyId
        && Arrays.equals(bytes, that.bytes);
  }

  @Override
  public int hashCode() {
    return Objects.hash(name, keyId, Arrays.hashCode(bytes));
  }

  @Override
  public String toString() {
    return line();
  }
}
