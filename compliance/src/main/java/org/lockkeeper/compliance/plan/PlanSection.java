package org.lockkeeper.compliance.plan;

/** The sections of the plan, in their order. Stored by their names. */
public enum PlanSection {
  /** What the plan is for, and whom it binds. */
  PURPOSE,
  /** Who commands, writes, speaks, and who stands in for them. */
  ROLES,
  /** What counts as an incident, of which kinds, how bad. */
  TYPES,
  /** What is done, in which order. */
  PROCEDURE,
  /** Who is woken when, and what happens when nobody answers. */
  ESCALATION,
  /** Whom we tell, by when, in which way. */
  NOTICES,
  /** Who is reached under which function. */
  CONTACTS,
  /** What is kept, how, and for how long. */
  EVIDENCE,
  /** Reviews, drills and tests. */
  PRACTICE
}
