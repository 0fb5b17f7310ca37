/**
 * The operator's own intrusion detection: its alerts are handed in as a file and stand among ours
 * (R-02).
 *
 * <p><b>Starts at</b> {@link org.lockkeeper.compliance.monitoring.intrusion.TakeIntrusionAlerts}.
 * <b>Owns</b> how such a file is read, and what is kept of its lines: a time, a rule, a severity,
 * the network and a text that names nobody. <b>Does not own</b> what becomes of the alerts.
 *
 * <p><b>Needs</b> {@link org.lockkeeper.compliance.monitoring.intrusion.IntrusionLines}.
 */
@NullMarked
package org.lockkeeper.compliance.monitoring.intrusion;

import org.jspecify.annotations.NullMarked;
