package org.lockkeeper.compliance.pack;

import java.util.List;

/** Offers proofs; each bean of this type is found by itself. */
@FunctionalInterface
public interface ProofSource {

  /** The proofs, always the same ones. */
  List<Proof> proofs();
}
