/**
 * Measures the detectors in their simulated world, from inside their package.
 *
 * <p><b>Starts at</b> {@link org.lockkeeper.compliance.monitoring.detection.BenchedWatch}.
 * <b>Owns</b> nothing. <b>Does not own</b> the world, which is that of the tests of compliance, nor
 * the report.
 *
 * <p><b>Needs</b> the test classes of compliance.
 */
@NullMarked
package org.lockkeeper.compliance.monitoring.detection;

import org.jspecify.annotations.NullMarked;
