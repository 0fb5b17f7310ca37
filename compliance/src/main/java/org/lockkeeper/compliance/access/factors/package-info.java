/**
 * Second factors: what a person has besides the password.
 *
 * <p><b>Starts at</b> {@link org.lockkeeper.compliance.access.factors.SecondFactors}, which checks
 * an answer, {@link org.lockkeeper.compliance.access.factors.EnrollFactors}, which takes a factor
 * on, and {@link org.lockkeeper.compliance.access.factors.ResetFactors}, which takes all away.
 * <b>Owns</b> one-time codes of an app, passkeys, recovery codes, and the rules of their single
 * use. <b>Does not own</b> passwords (compliance.access), sessions and their levels
 * (compliance.access.sessions), nor the pages.
 *
 * <p><b>Needs</b> {@link org.lockkeeper.compliance.access.factors.Factors}, {@link
 * org.lockkeeper.compliance.access.factors.Challenges}, {@link
 * org.lockkeeper.compliance.access.SignInThrottle} and the secret store.
 */
@NullMarked
package org.lockkeeper.compliance.access.factors;

import org.jspecify.annotations.NullMarked;
