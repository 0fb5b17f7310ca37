/**
 * Canary buyers: made-up orders with made-up buyers among each seller's own, and the trap that
 * tells who reaches for one.
 *
 * <p><b>Starts at</b> {@link org.lockkeeper.compliance.monitoring.canaries.TendCanaries}, which
 * keeps as many standing as the dated policy says and tries the trap, and at {@link
 * org.lockkeeper.compliance.monitoring.canaries.TripWire}, which every door to a buyer asks first.
 * <b>Owns</b> what the buyers are made of, what is known of each seller's, and who tripped the
 * trap. <b>Does not own</b> the orders (they are sealed, stored, backed up and compared like all
 * others), nor what becomes of an alert or an incident.
 *
 * <p><b>Needs</b> {@link org.lockkeeper.compliance.monitoring.canaries.CanaryOrders} and {@link
 * org.lockkeeper.compliance.monitoring.canaries.CanaryRecords}. A seller's figures never have them:
 * the wall of the database leaves them out of every statement that does not ask for them.
 */
@NullMarked
package org.lockkeeper.compliance.monitoring.canaries;

import org.jspecify.annotations.NullMarked;
