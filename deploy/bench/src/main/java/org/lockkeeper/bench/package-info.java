/**
 * Bench: runs the benchmarks and writes each figure down beside a reference of the same run.
 *
 * <p><b>Starts at</b> {@link org.lockkeeper.bench.Bench}, which runs all of them. Each runs alone
 * as well, by {@code mvn -Pbench -pl deploy/bench -am verify -Dbench.main=…}:
 *
 * <ul>
 *   <li>{@link org.lockkeeper.bench.SealingBench}: sealing one field beside plain AES-GCM and Tink
 *   <li>{@link org.lockkeeper.bench.WebhookBench}: webhooks of a running product beside the same
 *       inserts by pgbench
 *   <li>{@link org.lockkeeper.bench.StripBench}: the sweep beside one SQL statement, {@code
 *       -Dbench.orders}
 *   <li>{@link org.lockkeeper.bench.AuditBench}: appending beside plain inserts, the lag of the
 *       seal, verifying, {@code -Dbench.events}
 * </ul>
 *
 * <p><b>Owns</b> the settings of a run and the reports. <b>Does not own</b> what is measured.
 *
 * <p><b>Needs</b> a quiet machine.
 */
@NullMarked
package org.lockkeeper.bench;

import org.jspecify.annotations.NullMarked;
