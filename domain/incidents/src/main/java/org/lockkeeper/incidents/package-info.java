/**
 * Incidents: what went wrong with security, who has to be told by when, and when it is over (R-24
 * to R-31).
 *
 * <p><b>Starts at</b> {@link org.lockkeeper.incidents.ReportIncident}; ends with {@link
 * org.lockkeeper.incidents.CloseIncident}, which refuses while anything is open.
 *
 * <p><b>Owns</b> the incident, its clock that cannot be pushed back, its duties to tell others, its
 * timeline, checklist, tasks, decisions and review. <b>Does not own</b> how others are told, how
 * access is ended or a credential replaced, nor what is written into the audit log: compliance does
 * that.
 *
 * <p><b>Needs</b> {@link org.lockkeeper.incidents.Incidents} and {@link
 * org.lockkeeper.incidents.TwoClocks}.
 */
@NullMarked
package org.lockkeeper.incidents;

import org.jspecify.annotations.NullMarked;
