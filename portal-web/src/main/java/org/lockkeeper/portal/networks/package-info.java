/**
 * Networks and sessions: from where people may be signed in, and who is.
 *
 * <p><b>Starts at</b> {@link org.lockkeeper.portal.networks.Networks}. <b>Owns</b> the pages on
 * which a seller and our admins keep their lists of networks and end sessions of others. <b>Does
 * not own</b> the rules (compliance.access) and the refusal itself (portal.session).
 *
 * <p><b>Needs</b> {@link org.lockkeeper.compliance.access.networks.AllowNetworks} and {@link
 * org.lockkeeper.compliance.access.sessions}.
 */
@NullMarked
package org.lockkeeper.portal.networks;

import org.jspecify.annotations.NullMarked;
