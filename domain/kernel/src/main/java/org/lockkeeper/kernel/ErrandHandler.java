package org.lockkeeper.kernel;

import java.time.Duration;
import java.time.Instant;

/**
 * Runs the errands of one kind. An errand may run more than once (a node may die after the work and
 * before the note of it), so a handler looks at what is already done before it does it.
 */
public interface ErrandHandler {

  /** The kind of errand that this handler runs. */
  String kind();

  /**
   * Runs one errand. Any exception means "try again later": up to twelve times with growing pauses,
   * then it is put aside for a person.
   */
  Outcome run(Errand errand);

  /** Told when a run failed, with the instant of the next one, so that people can see it. */
  default void willRetry(Errand errand, RuntimeException failure, Instant nextTry) {}

  /** Told when the last of the tries failed. Nothing will run until a person acts. */
  default void gaveUp(Errand errand, RuntimeException failure) {}

  /** What is to happen with the errand after a run. */
  sealed interface Outcome {

    Outcome DONE = new Done();

    /** Finished; the errand is forgotten. */
    record Done() implements Outcome {}

    /** Run it again after a pause; not a failure. */
    record Again(Duration pause) implements Outcome {}
  }
}
