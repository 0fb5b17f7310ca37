package org.lockkeeper.proof;

import java.util.ArrayList;
import java.util.List;

/**
 * What must be known of a tree to make it longer: the roots of its largest complete subtrees, from
 * left to right, one for each bit that is set in its size. At most 63 hashes, whatever the size.
 * Not for several threads.
 */
public final class Frontier {

  private long size;
  private final List<Hash> peaks;

  /** Is told each complete subtree as it comes to be. */
  @FunctionalInterface
  public interface Completed {
    /**
     * A complete subtree.
     *
     * @param level its height: it has 2^level leaves; 0 is a leaf
     * @param index its number among those of its height, from zero
     */
    void node(int level, long index, Hash hash);
  }

  private Frontier(long size, List<Hash> peaks) {
    this.size = size;
    this.peaks = new ArrayList<>(peaks);
  }

  /** The tree without leaves. */
  public static Frontier empty() {
    return new Frontier(0, List.of());
  }

  /**
   * A tree that was put down.
   *
   * @throws ProofRefused if there are more or fewer roots than such a tree has
   */
  public static Frontier of(long size, List<Hash> peaks) {
    if (size < 0 || Long.bitCount(size) != peaks.size()) {
      throw new ProofRefused(
          "A tree of " + size + " leaves does not have " + peaks.size() + " complete subtrees.");
    }
    return new Frontier(size, peaks);
  }

  /**
   * The same, read from stored subtrees.
   *
   * @param size how many leaves the tree has
   */
  public static Frontier of(long size, Nodes nodes) {
    List<Hash> peaks = new ArrayList<>();
    long start = 0;
    for (int level = 62; level >= 0; level--) {
      if ((size >>> level & 1) == 1) {
        peaks.add(nodes.node(level, start >>> level));
        start += 1L << level;
      }
    }
    return of(size, peaks);
  }

  /** Adds a leaf at the end. */
  public void add(Hash leaf) {
    add(leaf, (level, index, hash) -> {});
  }

  /** Adds a leaf at the end and tells which subtrees it completes, itself first. */
  public void add(Hash leaf, Completed completed) {
    completed.node(0, size, leaf);
    Hash hash = leaf;
    long rest = size;
    for (int level = 1; (rest & 1) == 1; level++) {
      hash = Hash.node(peaks.removeLast(), hash);
      rest >>>= 1;
      completed.node(level, rest, hash);
    }
    peaks.add(hash);
    size++;
  }

  /** How many leaves there are. */
  public long size() {
    return size;
  }

  /** The roots of the complete subtrees, the largest first. */
  public List<Hash> peaks() {
    return List.copyOf(peaks);
  }

  /** The root of the tree. */
  public Hash root() {
    return root(peaks);
  }

  static Hash root(List<Hash> peaks) {
    if (peaks.isEmpty()) {
      return Hash.EMPTY_TREE;
    }
    Hash root = peaks.getLast();
    for (int i = peaks.size() - 2; i >= 0; i--) {
      root = Hash.node(peaks.get(i), root);
    }
    return root;
  }
}
