/**
 * Session: who is at the door, what they may enter, and what every answer carries.
 *
 * <p><b>Starts at</b> {@link org.lockkeeper.portal.session.AccessFilter}. <b>Owns</b> the web
 * session (a session id, nothing else), the steps of signing in, the frame around all pages, whose
 * pages they are when somebody at the desk looks at a seller's, and the headers and refusals that
 * hold for all of them. <b>Does not own</b> accounts, passwords, second factors and the rules of
 * sessions (compliance.access).
 *
 * <p><b>Needs</b> {@link org.lockkeeper.compliance.access.SignIn}, {@link
 * org.lockkeeper.compliance.access.sessions}, {@link org.lockkeeper.compliance.audit.AuditTrail}.
 */
@NullMarked
package org.lockkeeper.portal.session;

import org.jspecify.annotations.NullMarked;
