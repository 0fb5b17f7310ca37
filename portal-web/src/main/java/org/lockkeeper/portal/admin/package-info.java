/**
 * Admin: the pages of the people who keep the promises; figures of all sellers, orders of none.
 *
 * <p><b>Starts at</b> {@link org.lockkeeper.portal.admin.Retention}, {@link
 * org.lockkeeper.portal.admin.CredentialsRoom} and {@link
 * org.lockkeeper.portal.admin.ExternalApiCalls}. <b>Owns</b> what is shown of the strip runs, the
 * credentials and the calls. <b>Does not own</b> schedule, rotation nor the log of calls.
 *
 * <p><b>Needs</b> {@link org.lockkeeper.retention.BuyerRetentions}, {@link
 * org.lockkeeper.retention.Sweeps}, {@link org.lockkeeper.compliance.secrets.CredentialRegister},
 * {@link org.lockkeeper.compliance.secrets.BreakGlass}, {@link
 * org.lockkeeper.credentials.rotation.RotateApplicationSecret}.
 */
@NullMarked
package org.lockkeeper.portal.admin;

import org.jspecify.annotations.NullMarked;
