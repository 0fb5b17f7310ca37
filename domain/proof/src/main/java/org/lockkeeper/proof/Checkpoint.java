package org.lockkeeper.proof;

import java.util.ArrayList;
import java.util.List;

/**
 * The head of a tree (C2SP {@code tlog-checkpoint}): the text of the note that the log signs.
 *
 * @param origin which log; never empty
 * @param size how many leaves
 * @param extensions further lines, kept as they are and never interpreted; none is empty
 */
public record Checkpoint(String origin, long size, Hash root, List<String> extensions) {

  public Checkpoint {
    extensions = List.copyOf(extensions);
    if (size < 0) {
      throw new ProofRefused("A checkpoint's size is not below zero.");
    }
    if (size == 0 && !root.equals(Hash.EMPTY_TREE)) {
      throw new ProofRefused("A checkpoint of no leaves has the root of the empty tree.");
    }
    List<String> lines = new ArrayList<>(extensions);
    lines.add(origin);
    if (lines.stream().anyMatch(line -> line.isEmpty() || line.contains("\n"))) {
      throw new ProofRefused("A checkpoint's lines are not empty.");
    }
  }

  public Checkpoint(String origin, long size, Hash root) {
    this(origin, size, root, List.of());
  }

  /**
   * Reads the text of a note as a checkpoint.
   *
   * @throws ProofRefused if it is none
   */
  public static Checkpoint parse(String text) {
    String[] lines = text.split("\n", -1);
    if (lines.length < 4 || !lines[lines.length - 1].isEmpty()) {
      throw new ProofRefused("A checkpoint has an origin, a size and a root, each on a line.");
    }
    return new Checkpoint(
        lines[0],
        Decimal.parse("checkpoint's size", lines[1]),
        Hash.parse(lines[2]),
        List.of(lines).subList(3, lines.length - 1));
  }

  /** The text to be signed; ends with a newline. */
  public String text() {
    StringBuilder text = new StringBuilder();
    text.append(origin).append('\n').append(size).append('\n').append(root.base64()).append('\n');
    extensions.forEach(line -> text.append(line).append('\n'));
    return text.toString();
  }
}
