/**
 * Issuer: our own people sign in with the identity that their organisation gives them (OpenID
 * Connect), instead of a password. The second factor is asked for as ever.
 *
 * <p><b>Starts at</b> {@link org.lockkeeper.compliance.access.issuer.SignInByIssuer}. <b>Owns</b>
 * whose account an identity opens. <b>Does not own</b> the protocol (integration.oidc) nor
 * sessions.
 *
 * <p><b>Needs</b> {@link org.lockkeeper.compliance.access.issuer.Issuer} and {@link
 * org.lockkeeper.compliance.access.issuer.IssuerIdentities}.
 */
@NullMarked
package org.lockkeeper.compliance.access.issuer;

import org.jspecify.annotations.NullMarked;
