package org.lockkeeper.incidents;

/**
 * Something that shows what happened, as it is handed over with a report. It holds ids, counts and
 * times; nothing of a buyer and no secret.
 *
 * @param label one line that says what it is
 * @param mediaType such as {@code application/json}
 * @param bytes the content, at most {@link #MOST}
 */
@SuppressWarnings("ArrayRecordComponent")
public record Exhibit(String label, String mediaType, byte[] bytes) {

  /** The largest content, in bytes. */
  public static final int MOST = 2_000_000;

  /**
   * @throws IllegalArgumentException if it is empty or too large, or has no label
   */
  public Exhibit {
    if (bytes.length == 0 || bytes.length > MOST || label.isBlank() || label.length() > 200) {
      throw new IllegalArgumentException("an exhibit has a label and 1 to " + MOST + " bytes");
    }
    bytes = bytes.clone();
  }

  @Override
  public byte[] bytes() {
    return bytes.clone();
  }

  @Override
  public String toString() {
    return "Exhibit[" + label + "]";
  }
}
