package org.lockkeeper.proof;

/** The complete subtrees of a tree, wherever they are kept. */
@FunctionalInterface
public interface Nodes {

  /**
   * The root of a complete subtree.
   *
   * @param level its height, 0 for a leaf
   * @param index its number among those of its height, from zero
   */
  Hash node(int level, long index);
}
