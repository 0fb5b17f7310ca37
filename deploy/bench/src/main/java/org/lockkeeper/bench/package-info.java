/**
 * Bench: runs the benchmarks and writes each figure down beside a reference of the same run.
 *
 * <p><b>Starts at</b> {@link org.lockkeeper.bench.Bench}, which runs all of them.
 *
 * <p><b>Owns</b> the settings of a run and the reports. <b>Does not own</b> what is measured.
 *
 * <p><b>Needs</b> a quiet machine.
 */
@NullMarked
package org.lockkeeper.bench;

import org.jspecify.annotations.NullMarked;
