/**
 * Credentials: which platform accounts a seller has opened to us, and where their secrets are.
 *
 * <p><b>Starts at</b> {@link org.lockkeeper.credentials.Authorization}.
 *
 * <p><b>Owns</b> grants, their standing and pointers to secrets. <b>Does not own</b> the secrets
 * themselves (a secret store does) nor what the grants are used for (orders).
 *
 * <p><b>Needs</b> {@link org.lockkeeper.credentials.Authorizations} and {@link
 * org.lockkeeper.credentials.SecretVault}.
 */
@NullMarked
package org.lockkeeper.credentials;

import org.jspecify.annotations.NullMarked;
