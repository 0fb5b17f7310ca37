package org.lockkeeper.proof;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * That an entry is in a log, for somebody without a network (C2SP {@code tlog-proof}): the entry's
 * place, the way from it to the root, and the signed checkpoint that has this root.
 */
public final class TlogProof {

  private static final String HEADER = "c2sp.org/tlog-proof@v1";
  private static final String EXTRA = "extra ";
  private static final String INDEX = "index ";

  private final Optional<byte[]> extra;
  private final long index;
  private final List<Hash> hashes;
  private final Note checkpoint;

  private TlogProof(Optional<byte[]> extra, long index, List<Hash> hashes, Note checkpoint) {
    this.extra = extra.map(byte[]::clone);
    this.index = index;
    this.hashes = List.copyOf(hashes);
    this.checkpoint = checkpoint;
  }

  /**
   * A proof to be written.
   *
   * @param index the entry's number, from zero
   */
  public static TlogProof of(long index, List<Hash> hashes, Note checkpoint) {
    return new TlogProof(Optional.empty(), index, hashes, checkpoint);
  }

  /** The same with bytes that nobody has signed. */
  public TlogProof with(byte[] more) {
    return new TlogProof(Optional.of(more), index, hashes, checkpoint);
  }

  /**
   * Reads a proof.
   *
   * @throws ProofRefused if it is not one, to the last byte
   */
  public static TlogProof parse(String text) {
    if (text.length() > Note.LONGEST) {
      throw new ProofRefused("The proof is too long.");
    }
    int blank = text.indexOf("\n\n");
    if (blank < 0) {
      throw new ProofRefused("A proof has an empty line before its checkpoint.");
    }
    String[] lines = text.substring(0, blank).split("\n", -1);
    if (!lines[0].equals(HEADER)) {
      throw new ProofRefused("A proof begins with the line " + HEADER + ".");
    }
    int at = 1;
    Optional<byte[]> extra = Optional.empty();
    if (at < lines.length && lines[at].startsWith(EXTRA)) {
      extra = Optional.of(Base64Text.decode(lines[at].substring(EXTRA.length())));
      at++;
    }
    if (at >= lines.length || !lines[at].startsWith(INDEX)) {
      throw new ProofRefused("A proof has a line with the index.");
    }
    long index = Decimal.parse("proof's index", lines[at].substring(INDEX.length()));
    if (lines.length - at - 1 > 63) {
      throw new ProofRefused("The proof has more hashes than any tree is high.");
    }
    List<Hash> hashes = new ArrayList<>();
    for (String line : List.of(lines).subList(at + 1, lines.length)) {
      hashes.add(Hash.parse(line));
    }
    return new TlogProof(extra, index, hashes, Note.parse(text.substring(blank + 2)));
  }

  /** As it is written down; ends with a newline. */
  public String text() {
    StringBuilder text = new StringBuilder(HEADER).append('\n');
    extra.ifPresent(bytes -> text.append(EXTRA).append(Base64Text.encode(bytes)).append('\n'));
    text.append(INDEX).append(index).append('\n');
    hashes.forEach(hash -> text.append(hash.base64()).append('\n'));
    return text.append('\n').append(checkpoint.write()).toString();
  }

  /**
   * Checks that an entry is in the log, under a checkpoint that the log and enough witnesses have
   * signed.
   *
   * @param entry the bytes of the entry
   * @return the checkpoint
   * @throws ProofRefused with the first line that is not as it must be
   */
  public Checkpoint verify(byte[] entry, LogPolicy policy) {
    Checkpoint head = policy.verify(checkpoint);
    Inclusion.verify(index, head.size(), Hash.leaf(entry), hashes, head.root());
    return head;
  }

  /** Bytes that came along; nobody has signed them. */
  public Optional<byte[]> extra() {
    return extra.map(byte[]::clone);
  }

  /** The entry's number, from zero. */
  public long index() {
    return index;
  }

  /** The way to the root, the lowest first. */
  public List<Hash> hashes() {
    return hashes;
  }

  /** The signed checkpoint. */
  public Note checkpoint() {
    return checkpoint;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof TlogProof that
        && index == that.index
        && hashes.equals(that.hashes)
        && checkpoint.equals(that.checkpoint)
        && Arrays.equals(extra.orElse(null), that.extra.orElse(null));
  }

  @Override
  public int hashCode() {
    return Objects.hash(index, hashes, checkpoint);
  }

  @Override
  public String toString() {
    return text();
  }
}
