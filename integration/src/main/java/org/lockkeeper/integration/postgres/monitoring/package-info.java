/**
 * Counts of the watch, alerts, and marks of duties that were done, in tables of the platform
 * tenant.
 *
 * <p><b>Starts at</b> the ports of {@code compliance.monitoring.watch} and {@code
 * compliance.monitoring.alerts}, and {@code compliance.clocks}. <b>Owns</b> their rows. <b>Does not
 * own</b> the logs that are counted.
 *
 * <p><b>Needs</b> {@link org.lockkeeper.integration.postgres.Tenancy}.
 */
@NullMarked
package org.lockkeeper.integration.postgres.monitoring;

import org.jspecify.annotations.NullMarked;
