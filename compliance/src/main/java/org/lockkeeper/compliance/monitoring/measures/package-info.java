/**
 * What can be done against what an alert is about, beside holding a person back: a
 * connection is given a rest or its grant ended, a network is shut out.
 *
 * <p><b>Starts at</b> {@link org.lockkeeper.compliance.monitoring.measures.TakeMeasures}.
 * <b>Owns</b> which measure fits which subject. <b>Does not own</b> the measures: they are those of
 * the incident room.
 *
 * <p><b>Needs</b> the alerts, the connections and the incidents.
 */
@NullMarked
package org.lockkeeper.compliance.monitoring.measures;

import org.jspecify.annotations.NullMarked;
