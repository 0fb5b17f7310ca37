/**
 * Doors: what other systems call.
 *
 * <p><b>Starts at</b> {@code WebhookDoor}. <b>Owns</b> bytes, limits and statuses. <b>Does not
 * own</b> what a delivery means (orders).
 *
 * <p><b>Needs</b> {@link org.lockkeeper.orders.AcceptDelivery}.
 */
@NullMarked
package org.lockkeeper.portal.api;

import org.jspecify.annotations.NullMarked;
