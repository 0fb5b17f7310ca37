/**
 * Runs the product's sweep for the benchmark from inside its package, because its parts are made by
 * the container only.
 *
 * <p><b>Starts at</b> {@link org.lockkeeper.compliance.disposal.BenchedSweep}.
 *
 * <p><b>Owns</b> the transactions around the sweep's steps. <b>Does not own</b> the sweep.
 *
 * <p><b>Needs</b> a node with the product's adapters (org.lockkeeper.bench).
 */
@NullMarked
package org.lockkeeper.compliance.disposal;

import org.jspecify.annotations.NullMarked;
