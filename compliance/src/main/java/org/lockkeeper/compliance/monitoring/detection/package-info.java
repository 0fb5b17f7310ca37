/**
 * Detection: what is unusual, told from counts alone.
 *
 * <p><b>Starts at</b> {@link org.lockkeeper.compliance.monitoring.detection.Detectors}, which asks
 * each detector: sudden bursts, slow drains, many failures, odd hours, strange places, standing out
 * among one's peers, hard caps. <b>Owns</b> what is usual ({@link
 * org.lockkeeper.compliance.monitoring.detection.Usual}) and the numbers of the dated {@link
 * org.lockkeeper.compliance.monitoring.detection.WatchPolicy}. <b>Does not own</b> counting, nor
 * what becomes of a finding.
 *
 * <p><b>Needs</b> nothing: no clock, no store, and no personal data in anything that it is given.
 * How well it does is measured by a seeded simulation in the tests of this package.
 */
@NullMarked
package org.lockkeeper.compliance.monitoring.detection;

import org.jspecify.annotations.NullMarked;
