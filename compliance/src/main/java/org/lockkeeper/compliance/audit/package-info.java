/**
 * Audit: who did what to which id, when and why; append-only, for auditors.
 *
 * <p><b>Starts at</b> {@link org.lockkeeper.compliance.audit.AuditTrail}, which writes; {@link
 * org.lockkeeper.compliance.audit.SealLog} gives entries their places in a tree and publishes
 * signed checkpoints, {@link org.lockkeeper.compliance.audit.WitnessLog} has them witnessed, {@link
 * org.lockkeeper.compliance.audit.VerifyLog} finds and names what is not as it was, {@link
 * org.lockkeeper.compliance.audit.BeginEpoch} begins anew after a restore, and {@link
 * org.lockkeeper.compliance.audit.SealedLog} is what others read.
 *
 * <p><b>Owns</b> the form of an entry, when it commits, the text that is hashed, and what counts as
 * tampering. <b>Does not own</b> its storage ({@link org.lockkeeper.compliance.audit.AuditStore},
 * {@link org.lockkeeper.compliance.audit.LogTree}) nor trees and notes (proof). No personal data is
 * ever in an entry: ids, field names, reasons.
 *
 * <p><b>Needs</b> the stores, {@link org.lockkeeper.compliance.audit.CheckpointStore} apart from
 * them, {@link org.lockkeeper.compliance.audit.Witness}, a signer and the product's clock.
 */
@NullMarked
package org.lockkeeper.compliance.audit;

import org.jspecify.annotations.NullMarked;
