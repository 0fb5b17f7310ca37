/**
 * Access: sellers and people; who may sign in, and as what.
 *
 * <p><b>Starts at</b> {@link org.lockkeeper.compliance.access.SignIn}. <b>Owns</b> accounts, roles,
 * password rules and throttling. <b>Does not own</b> the web session (portal).
 *
 * <p><b>Needs</b> {@link org.lockkeeper.compliance.access.Accounts}, {@link
 * org.lockkeeper.compliance.access.Sellers} and {@link
 * org.lockkeeper.compliance.access.SignInThrottle}.
 */
@NullMarked
package org.lockkeeper.compliance.access;

import org.jspecify.annotations.NullMarked;
