/**
 * Secrets: nothing leaves the secret store before the audit log says who takes it and what for
 * (R-18, R-71).
 *
 * <p><b>Starts at</b> {@link org.lockkeeper.compliance.secrets.AuditedSecretVault}. <b>Owns</b> the
 * order of audit and reading. <b>Does not own</b> where secrets are kept ({@link
 * org.lockkeeper.compliance.secrets.SecretStore}).
 *
 * <p><b>Needs</b> a store and the audit trail.
 */
@NullMarked
package org.lockkeeper.compliance.secrets;

import org.jspecify.annotations.NullMarked;
