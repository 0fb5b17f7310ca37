package org.lockkeeper.compliance.evidence;

import java.util.List;

/** The checks of stored buyers. They belong to no seller. Works in the caller's transaction. */
public interface CheckRuns {

  /** The latest, newest first, at most so many. */
  List<CheckRun> latest(int most);

  /** Adds a run, or writes how far it has come. */
  void save(CheckRun run);
}
