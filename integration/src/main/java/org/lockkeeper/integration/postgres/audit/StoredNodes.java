package org.lockkeeper.integration.postgres.audit;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.lockkeeper.integration.postgres.Sql;
import org.lockkeeper.proof.Frontier;
import org.lockkeeper.proof.Hash;
import org.lockkeeper.proof.Nodes;

/**
 * Complete subtrees from {@code audit.subtree}, which has every eighth level, and from the leaves:
 * at most 256 hashes are read for one. Lives as long as a transaction.
 */
final class StoredNodes implements Nodes {

  private static final int STEP = 8;

  private final Sql sql;
  private final int epoch;
  private final Map<Long, Hash> known = new HashMap<>();

  StoredNodes(Sql sql, int epoch) {
    this.sql = sql;
    this.epoch = epoch;
  }

  @Override
  public Hash node(int level, long index) {
    long key = (index << 6) | level;
    Hash kept = known.get(key);
    if (kept != null) {
      return kept;
    }
    int stored = level / STEP * STEP;
    long first = index << (level - stored);
    long end = (index + 1) << (level - stored);
    List<Hash> below =
        stored == 0
            ? sql.list(
                "select leaf from audit.leaves(?, ?, ?)",
                row -> Hash.of(row.getBytes("leaf")),
                epoch,
                first,
                end)
            : sql.list(
                """
                select hash from audit.subtree
                where epoch = ? and level = ? and index >= ? and index < ? order by index
                """,
                row -> Hash.of(row.getBytes("hash")),
                epoch,
                stored,
                first,
                end);
    if (below.size() != end - first) {
      throw new IllegalStateException("the tree lacks nodes of level " + stored);
    }
    Frontier frontier = Frontier.empty();
    below.forEach(frontier::add);
    Hash root = frontier.root();
    known.put(key, root);
    return root;
  }
}
