/**
 * Evidence: what shows that the promises are kept, to admins, auditors and sellers.
 *
 * <p><b>Starts at</b> {@link org.lockkeeper.compliance.evidence.ReadAuditLog}, {@link
 * org.lockkeeper.compliance.evidence.ExportAuditLog}, {@link
 * org.lockkeeper.compliance.evidence.DownloadLog}, {@link
 * org.lockkeeper.compliance.evidence.CheckCiphertexts} and {@link
 * org.lockkeeper.compliance.evidence.DestroyKey}.
 *
 * <p><b>Owns</b> the forms in which the log leaves the product, the nightly check of stored buyers,
 * and the destruction of a key by two people. <b>Does not own</b> the log (audit), its sealing
 * ({@link org.lockkeeper.compliance.audit.SealedLog}), nor keys and when they may go (encryption).
 *
 * <p><b>Needs</b> {@link org.lockkeeper.compliance.audit.AuditRecords}, {@link
 * org.lockkeeper.compliance.audit.SealedLog}, {@link
 * org.lockkeeper.compliance.encryption.CompareCiphertexts} and {@link
 * org.lockkeeper.compliance.evidence.CheckRuns}.
 */
@NullMarked
package org.lockkeeper.compliance.evidence;

import org.jspecify.annotations.NullMarked;
