package org.lockkeeper.proof;

import java.util.ArrayList;
import java.util.List;

/**
 * That a tree is the beginning of a longer one (RFC 6962 section 2.1.2, verified as in RFC 9162
 * section 2.1.4.2).
 */
public final class Consistency {

  private Consistency() {}

  /**
   * The proof from one size to another; empty from nothing, and from a size to itself.
   *
   * @param nodes may belong to a tree that is longer still
   * @throws IllegalArgumentException if the first is longer than the second
   */
  public static List<Hash> prove(long first, long second, Nodes nodes) {
    if (first < 0 || first > second) {
      throw new IllegalArgumentException("no tree of " + first + " begins one of " + second);
    }
    List<Hash> proof = new ArrayList<>();
    if (first == 0 || first == second) {
      return proof;
    }
    long start = 0;
    long end = second;
    boolean whole = true;
    while (first != end) {
      long middle = start + Range.split(end - start);
      if (first <= middle) {
        proof.addFirst(Range.root(middle, end, nodes));
        end = middle;
      } else {
        proof.addFirst(Range.root(start, middle, nodes));
        start = middle;
        whole = false;
      }
    }
    if (!whole) {
      proof.addFirst(Range.root(start, end, nodes));
    }
    return proof;
  }

  /**
   * Checks a proof.
   *
   * @throws ProofRefused unless the tree of the first size and root begins that of the second
   */
  public static void verify(long first, long second, List<Hash> proof, Hash root1, Hash root2) {
    if (first < 0 || first > second) {
      throw new ProofRefused("A tree of " + first + " leaves begins none of " + second + ".");
    }
    if (first == 0 || first == second) {
      if (!proof.isEmpty()) {
        throw new ProofRefused("The consistency proof has to be empty, and is not.");
      }
      if (!root1.equals(first == 0 ? Hash.EMPTY_TREE : root2)) {
        throw new ProofRefused("Two trees of " + first + " leaves have different roots.");
      }
      return;
    }
    boolean power = (first & first - 1) == 0;
    if (!power && proof.isEmpty()) {
      throw new ProofRefused("The consistency proof is empty.");
    }
    long fn = first - 1;
    long sn = second - 1;
    while ((fn & 1) == 1) {
      fn >>>= 1;
      sn >>>= 1;
    }
    Hash old = power ? root1 : proof.getFirst();
    Hash fresh = old;
    for (Hash beside : power ? proof : proof.subList(1, proof.size())) {
      if (sn == 0) {
        throw new ProofRefused("The consistency proof has more hashes than it takes.");
      }
      if ((fn & 1) == 1 || fn == sn) {
        old = Hash.node(beside, old);
        fresh = Hash.node(beside, fresh);
        while ((fn & 1) == 0 && fn != 0) {
          fn >>>= 1;
          sn >>>= 1;
        }
      } else {
        fresh = Hash.node(fresh, beside);
      }
      fn >>>= 1;
      sn >>>= 1;
    }
    if (sn != 0) {
      throw new ProofRefused("The consistency proof has fewer hashes than it takes.");
    }
    if (!old.equals(root1)) {
      throw new ProofRefused("The consistency proof leads to another root for the first tree.");
    }
    if (!fresh.equals(root2)) {
      throw new ProofRefused("The consistency proof leads to another root for the second tree.");
    }
  }
}
