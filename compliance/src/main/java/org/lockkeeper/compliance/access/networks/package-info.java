/**
 * Networks: from where people may be signed in.
 *
 * <p><b>Starts at</b> {@link org.lockkeeper.compliance.access.networks.AllowNetworks}. <b>Owns</b>
 * the lists of a seller and those of our own roles. <b>Does not own</b> the refusal (portal), nor
 * which hosts the product itself may call.
 *
 * <p><b>Needs</b> {@link org.lockkeeper.compliance.access.networks.AllowedNetworks} and {@link
 * org.lockkeeper.compliance.audit.AuditTrail}.
 */
@NullMarked
package org.lockkeeper.compliance.access.networks;

import org.jspecify.annotations.NullMarked;
