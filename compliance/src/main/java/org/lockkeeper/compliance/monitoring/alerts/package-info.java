/**
 * Alerts: what the watch found unusual, until a person has dealt with it.
 *
 * <p><b>Starts at</b> {@link org.lockkeeper.compliance.monitoring.alerts.RaiseAlert}; ends when
 * {@link org.lockkeeper.compliance.monitoring.alerts.SettleAlert} has it explained, its person
 * blocked, or an incident opened with it as evidence. <b>Owns</b> alerts and their states. <b>Does
 * not own</b> counting, detecting, nor incidents.
 *
 * <p><b>Needs</b> {@link org.lockkeeper.compliance.monitoring.alerts.Alerts} and {@link
 * org.lockkeeper.incidents.ReportIncident}.
 */
@NullMarked
package org.lockkeeper.compliance.monitoring.alerts;

import org.jspecify.annotations.NullMarked;
