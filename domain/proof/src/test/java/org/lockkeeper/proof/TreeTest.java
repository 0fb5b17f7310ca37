package org.lockkeeper.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Trees of every small size, against the definition of RFC 6962 written as it stands there. */
class TreeTest {

  private static final int MOST = 300;

  private final long seed = new Random().nextLong();
  private final Random random = new Random(seed);
  private final List<Hash> leaves = new ArrayList<>();
  private final Map<String, Hash> stored = new HashMap<>();
  private final Nodes nodes =
      (level, index) -> java.util.Objects.requireNonNull(stored.get(level + "/" + index));

  private static Hash root(List<Hash> leaves) {
    if (leaves.isEmpty()) {
      return Hash.EMPTY_TREE;
    }
    if (leaves.size() == 1) {
      return leaves.getFirst();
    }
    int k = 1;
    while (2 * k < leaves.size()) {
      k *= 2;
    }
    return Hash.node(root(leaves.subList(0, k)), root(leaves.subList(k, leaves.size())));
  }

  private void grow(Frontier frontier) {
    Hash leaf = Hash.leaf(ByteBuffer.allocate(8).putLong(random.nextLong()).array());
    leaves.add(leaf);
    frontier.add(leaf, (level, index, hash) -> stored.put(level + "/" + index, hash));
  }

  @Test
  void a_tree_that_grows_leaf_by_leaf_has_the_root_of_the_whole() {
    Frontier frontier = Frontier.empty();
    for (int size = 0; size <= MOST; size++) {
      assertThat(frontier.root()).as("seed %d size %d", seed, size).isEqualTo(root(leaves));
      assertThat(Frontier.of(size, frontier.peaks()).root()).isEqualTo(frontier.root());
      assertThat(Frontier.of(size, nodes).peaks()).isEqualTo(frontier.peaks());
      grow(frontier);
    }
  }

  @Test
  void a_frontier_has_one_hash_for_each_bit_of_its_size() {
    assertThatThrownBy(() -> Frontier.of(3, List.of(Hash.EMPTY_TREE)))
        .isInstanceOf(ProofRefused.class);
  }

  @Test
  void every_leaf_is_proven_and_no_other_place_size_root_or_length_passes() {
    Frontier frontier = Frontier.empty();
    for (int size = 1; size <= MOST; size++) {
      grow(frontier);
      Hash root = frontier.root();
      for (int index = 0; index < size; index += 1 + random.nextInt(7)) {
        List<Hash> proof = Inclusion.prove(index, size, nodes);
        Hash leaf = leaves.get(index);
        Inclusion.verify(index, size, leaf, proof, root);
        refusesChanges(index, size, leaf, proof, root);
      }
    }
  }

  private void refusesChanges(int index, int size, Hash leaf, List<Hash> proof, Hash root) {
    String which = "seed " + seed + " leaf " + index + " of " + size;
    refused(which, () -> Inclusion.verify(index, size, root(List.of(leaf, leaf)), proof, root));
    refused(which, () -> Inclusion.verify(index, size, leaf, proof, Hash.EMPTY_TREE));
    refused(which, () -> Inclusion.verify(index + size, size, leaf, proof, root));
    refused(which, () -> Inclusion.verify(-1, size, leaf, proof, root));
    refused(which, () -> Inclusion.verify(index, 0, leaf, proof, root));
    if (size > 1) {
      refused(which, () -> Inclusion.verify(index ^ 1, size, leaf, proof, root));
      refused(
          which, () -> Inclusion.verify(index, size, leaf, proof.subList(1, proof.size()), root));
    }
    List<Hash> longer = new ArrayList<>(proof);
    longer.add(root);
    refused(which, () -> Inclusion.verify(index, size, leaf, longer, root));
    if (proof.size() > 1 && !proof.getFirst().equals(proof.getLast())) {
      List<Hash> swapped = new ArrayList<>(proof);
      Collections.swap(swapped, 0, proof.size() - 1);
      refused(which, () -> Inclusion.verify(index, size, leaf, swapped, root));
    }
  }

  @Test
  void every_beginning_is_proven_and_no_other() {
    Frontier frontier = Frontier.empty();
    List<Hash> roots = new ArrayList<>(List.of(frontier.root()));
    for (int size = 1; size <= MOST; size++) {
      grow(frontier);
      roots.add(frontier.root());
      for (int first = 0; first <= size; first += 1 + random.nextInt(7)) {
        List<Hash> proof = Consistency.prove(first, size, nodes);
        Hash before = roots.get(first);
        Hash now = frontier.root();
        Consistency.verify(first, size, proof, before, now);
        String which = "seed " + seed + " " + first + " begins " + size;
        int from = first;
        int to = size;
        List<Hash> longer = new ArrayList<>(proof);
        longer.add(now);
        refused(which, () -> Consistency.verify(from, to, longer, before, now));
        refused(which, () -> Consistency.verify(to + 1, to, proof, before, now));
        Hash other = Hash.leaf(new byte[] {1});
        refused(which, () -> Consistency.verify(from, to, proof, other, now));
        if (first > 0) {
          refused(which, () -> Consistency.verify(from, to, proof, before, other));
        }
        if (first > 0 && first < size) {
          refused(which, () -> Consistency.verify(from, to, proof, now, before));
          refused(
              which,
              () -> Consistency.verify(from, to, proof.subList(0, proof.size() - 1), before, now));
        }
      }
    }
  }

  private static void refused(String which, Runnable check) {
    assertThatThrownBy(check::run).as(which).isInstanceOf(ProofRefused.class);
  }
}
