/**
 * Amazon: Multi-Channel Fulfillment through the Selling Partner API.
 *
 * <p><b>Starts at</b> {@code AmazonFulfilmentNetwork}. <b>Owns</b> access tokens, usage plans and
 * the translation of Amazon's words. <b>Does not own</b> orders; and of what Amazon answers it
 * keeps only the listed fields, so that the address it echoes gets no further.
 *
 * <p><b>Needs</b> {@link org.lockkeeper.integration.http.Outbound}, the seller's grant and its
 * secret.
 */
@NullMarked
package org.lockkeeper.integration.amazon;

import org.jspecify.annotations.NullMarked;
