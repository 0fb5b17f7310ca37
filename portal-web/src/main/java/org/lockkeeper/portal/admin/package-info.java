/**
 * Admin: the pages of the people who keep the promises; figures of all sellers, orders of none.
 *
 * <p><b>Starts at</b> {@link org.lockkeeper.portal.admin.Retention}, {@link
 * org.lockkeeper.portal.admin.CredentialsRoom}, {@link org.lockkeeper.portal.admin.Keys}, {@link
 * org.lockkeeper.portal.admin.AuditLog} and {@link org.lockkeeper.portal.admin.ExternalApiCalls}.
 * <b>Owns</b> what is shown of the strip runs, the credentials, the keys, the audit log and the
 * calls. <b>Does not own</b> schedule, rotation, keys nor logs.
 *
 * <p><b>Needs</b> {@link org.lockkeeper.retention.BuyerRetentions}, {@link
 * org.lockkeeper.retention.Sweeps}, {@link org.lockkeeper.compliance.secrets.CredentialRegister},
 * {@link org.lockkeeper.compliance.secrets.BreakGlass}, {@link
 * org.lockkeeper.credentials.rotation.RotateApplicationSecret}, {@link
 * org.lockkeeper.compliance.evidence.ExportAuditLog}, {@link
 * org.lockkeeper.compliance.evidence.DestroyKey}.
 */
@NullMarked
package org.lockkeeper.portal.admin;

import org.jspecify.annotations.NullMarked;
