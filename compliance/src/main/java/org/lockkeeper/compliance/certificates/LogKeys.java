package org.lockkeeper.compliance.certificates;

import java.util.List;

/** The public keys with which the sealed log is checked, as C2SP verifier keys. */
public interface LogKeys {

  /** The key under which checkpoints are signed now. */
  String log();

  /** The keys of the witnesses, at least one. */
  List<String> witnesses();
}
