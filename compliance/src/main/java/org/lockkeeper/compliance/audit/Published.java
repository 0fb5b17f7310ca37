package org.lockkeeper.compliance.audit;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.lockkeeper.proof.Checkpoint;
import org.lockkeeper.proof.Hash;
import org.lockkeeper.proof.Note;
import org.lockkeeper.proof.ProofRefused;

/**
 * What is published each time: the leaves that were added since the last time, and the checkpoint
 * over all. As text: {@code old <from>}, each leaf in base64 on a line, an empty line, the note.
 *
 * @param from how many leaves were published before
 */
public record Published(long from, List<Hash> leaves, Note note) {

  private static final String OLD = "old ";

  public Published {
    leaves = List.copyOf(leaves);
  }

  /** The checkpoint. */
  public Checkpoint checkpoint() {
    return Checkpoint.parse(note.text());
  }

  /** As it is published. */
  public String write() {
    StringBuilder text = new StringBuilder(OLD).append(from).append('\n');
    leaves.forEach(leaf -> text.append(leaf.base64()).append('\n'));
    return text.append('\n').append(note.write()).toString();
  }

  /**
   * Reads it.
   *
   * @throws ProofRefused if it is nothing that was published
   */
  public static Published parse(String text) {
    int blank = text.indexOf("\n\n");
    if (blank < 0 || !text.startsWith(OLD)) {
      throw new ProofRefused("What was published has leaves and a checkpoint.");
    }
    String[] lines = text.substring(0, blank).split("\n", -1);
    List<Hash> leaves = new ArrayList<>(lines.length);
    for (String line : List.of(lines).subList(1, lines.length)) {
      leaves.add(Hash.parse(line));
    }
    try {
      Published read =
          new Published(
              Long.parseLong(lines[0].substring(OLD.length())),
              leaves,
              Note.parse(text.substring(blank + 2)));
      if (read.from + read.leaves.size() != read.checkpoint().size()) {
        throw new ProofRefused("The leaves that were published are not those of the checkpoint.");
      }
      return read;
    } catch (NumberFormatException e) {
      throw new ProofRefused("What was published does not say where it begins.", e);
    }
  }

  /** The folder of an epoch's checkpoints in the store. */
  public static String folder(int epoch) {
    return String.format(Locale.ROOT, "%06d/checkpoint/", epoch);
  }

  /** The folder of the same checkpoints with the witness's signature. */
  public static String witnessedFolder(int epoch) {
    return String.format(Locale.ROOT, "%06d/witnessed/", epoch);
  }

  /** The name of a checkpoint in one of these folders; they are in the order of their sizes. */
  public static String name(String folder, long size) {
    return folder + String.format(Locale.ROOT, "%019d", size);
  }

  /** The size that a name tells. */
  static long size(String name) {
    return Long.parseLong(name.substring(name.lastIndexOf('/') + 1));
  }

  /** The name of a key of the log in the store. */
  public static String keyName(int id) {
    return String.format(Locale.ROOT, "keys/%08x", id);
  }
}
