package org.lockkeeper.compliance.desk;

import java.util.List;

/** All suspicions; they can be added and read, and nothing else. In the caller's transaction. */
public interface Suspicions {

  void add(Suspicion suspicion);

  /** The newest first. */
  List<Suspicion> latest(int most);
}
