package org.lockkeeper.compliance.certificates;

import java.util.List;
import org.lockkeeper.proof.VerifierKey;

/** The public keys with which the sealed log is checked, of every year. */
public interface LogKeys {

  /** The keys under which checkpoints were ever signed. */
  List<VerifierKey> log();

  /** The keys of the witnesses that ever signed. */
  List<VerifierKey> witnesses();
}
