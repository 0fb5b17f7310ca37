package org.lockkeeper.incidents;

/** Why a step is refused. */
public enum Obstacle {
  /** The step does not follow on the present phase. */
  WRONG_PHASE,
  /** A step of the containment is open. */
  CHECKLIST_OPEN,
  /** Somebody still has to be told. */
  DUTY_OPEN,
  /** A task is open. */
  TASK_OPEN,
  /** Nobody has said why it happened. */
  NO_ROOT_CAUSE,
  /** The review is not written. */
  NO_REVIEW,
  /** It is still being watched. */
  WATCH_RUNS,
  /** A ruling out waits for the second person. */
  SIGNATURE_OPEN,
  /** Nobody commands. */
  NO_COMMANDER
}
