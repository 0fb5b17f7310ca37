/**
 * OIDC: asks the organisation's own issuer who somebody is (OpenID Connect Core 1.0, authorization
 * code with PKCE).
 *
 * <p><b>Starts at</b> the port {@link org.lockkeeper.compliance.access.issuer.Issuer}. <b>Owns</b>
 * the protocol: state, nonce, verifier, the issuer's keys, and what of a token is believed. <b>Does
 * not own</b> whose account an identity opens.
 *
 * <p><b>Needs</b> {@link org.lockkeeper.integration.http.Outbound}; the issuer's host has to stand
 * in {@code lockkeeper.http.hosts}.
 */
@NullMarked
package org.lockkeeper.integration.oidc;

import org.jspecify.annotations.NullMarked;
