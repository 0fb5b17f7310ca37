/**
 * Sessions: how long a person stays signed in, and what ends it.
 *
 * <p><b>Starts at</b> {@link org.lockkeeper.compliance.access.sessions.BeginSession}. <b>Owns</b>
 * levels, limits per role, and the ends of sessions. <b>Does not own</b> passwords and second
 * factors, nor the cookie (portal).
 *
 * <p><b>Needs</b> {@link org.lockkeeper.compliance.access.Sessions} and {@link
 * org.lockkeeper.compliance.audit.AuditTrail}.
 */
@NullMarked
package org.lockkeeper.compliance.access.sessions;

import org.jspecify.annotations.NullMarked;
