package org.lockkeeper.proof;

import java.util.ArrayList;
import java.util.List;

/** That one leaf is in a tree (RFC 6962 section 2.1.1, verified as in RFC 9162 section 2.1.3.2). */
public final class Inclusion {

  private Inclusion() {}

  /**
   * The proof for a leaf: the hashes beside its way to the root, the lowest first.
   *
   * @param index the leaf's number, from zero
   * @param size how many leaves the tree has; the nodes may belong to a longer one
   * @throws IllegalArgumentException if there is no such leaf
   */
  public static List<Hash> prove(long index, long size, Nodes nodes) {
    if (index < 0 || index >= size) {
      throw new IllegalArgumentException("no leaf " + index + " among " + size);
    }
    List<Hash> proof = new ArrayList<>();
    long start = 0;
    long end = size;
    while (end - start > 1) {
      long middle = start + Range.split(end - start);
      if (index < middle) {
        proof.addFirst(Range.root(middle, end, nodes));
        end = middle;
      } else {
        proof.addFirst(Range.root(start, middle, nodes));
        start = middle;
      }
    }
    return proof;
  }

  /**
   * Checks a proof.
   *
   * @throws ProofRefused unless it leads from this leaf at this place to this root, with no hash
   *     more than it takes
   */
  public static void verify(long index, long size, Hash leaf, List<Hash> proof, Hash root) {
    if (index < 0 || size < 0 || index >= size) {
      throw new ProofRefused("There is no leaf " + index + " in a tree of " + size + " leaves.");
    }
    long fn = index;
    long sn = size - 1;
    Hash reached = leaf;
    for (Hash beside : proof) {
      if (sn == 0) {
        throw new ProofRefused("The inclusion proof has more hashes than its tree is high.");
      }
      if ((fn & 1) == 1 || fn == sn) {
        reached = Hash.node(beside, reached);
        while ((fn & 1) == 0 && fn != 0) {
          fn >>>= 1;
          sn >>>= 1;
        }
      } else {
        reached = Hash.node(reached, beside);
      }
      fn >>>= 1;
      sn >>>= 1;
    }
    if (sn != 0) {
      throw new ProofRefused("The inclusion proof has fewer hashes than its tree is high.");
    }
    if (!reached.equals(root)) {
      throw new ProofRefused("The inclusion proof of leaf " + index + " leads to another root.");
    }
  }
}
