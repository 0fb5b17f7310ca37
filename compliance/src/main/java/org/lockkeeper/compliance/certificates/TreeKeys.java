package org.lockkeeper.compliance.certificates;

import jakarta.inject.Inject;
import java.util.List;
import org.lockkeeper.compliance.audit.LogTree;
import org.lockkeeper.kernel.UseCase;
import org.lockkeeper.proof.VerifierKey;

/** The keys that the sealed log has kept with its checkpoints. */
@UseCase
class TreeKeys implements LogKeys {

  private final LogTree tree;

  @Inject
  public TreeKeys(LogTree tree) {
    this.tree = tree;
  }

  @Override
  public List<VerifierKey> log() {
    return tree.keys();
  }

  @Override
  public List<VerifierKey> witnesses() {
    return tree.witnessKeys();
  }
}
