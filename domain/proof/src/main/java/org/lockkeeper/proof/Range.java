package org.lockkeeper.proof;

import java.util.ArrayList;
import java.util.List;

/** Leaves from one number to before another, as a subtree of RFC 6962. */
final class Range {

  private Range() {}

  /** How many of so many leaves are in the left subtree: the largest power of two below. */
  static long split(long leaves) {
    return Long.highestOneBit(leaves - 1);
  }

  /** The root over a range that begins at a multiple of the power of two not below its length. */
  static Hash root(long start, long end, Nodes nodes) {
    List<Hash> peaks = new ArrayList<>();
    long at = start;
    for (int level = 62; level >= 0; level--) {
      if (((end - start) >>> level & 1) == 1) {
        peaks.add(nodes.node(level, at >>> level));
        at += 1L << level;
      }
    }
    return Frontier.root(peaks);
  }
}
