/**
 * Measures the sealing of one field from inside its package, because nobody outside may seal a
 * single field; and closes a cohort from there, over a key service that counts its calls.
 *
 * <p><b>Starts at</b> {@link org.lockkeeper.compliance.encryption.FieldBenchmark}, {@link
 * org.lockkeeper.compliance.encryption.BenchedClosing}.
 *
 * <p><b>Owns</b> the three ways that are compared, and the counting. <b>Does not own</b> the
 * settings of the run nor the report (org.lockkeeper.bench).
 *
 * <p><b>Needs</b> JMH and Tink.
 */
@NullMarked
package org.lockkeeper.compliance.encryption;

import org.jspecify.annotations.NullMarked;
