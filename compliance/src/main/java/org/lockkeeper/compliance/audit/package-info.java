/**
 * Audit: who did what to which id, when and why; append-only, for auditors.
 *
 * <p><b>Starts at</b> {@link org.lockkeeper.compliance.audit.AuditTrail}.
 *
 * <p><b>Owns</b> the form of an entry and when it commits. <b>Does not own</b> its storage ({@link
 * org.lockkeeper.compliance.audit.AuditStore}). No personal data is ever in an entry: ids, field
 * names, reasons.
 *
 * <p><b>Needs</b> the store and the product's clock.
 */
@NullMarked
package org.lockkeeper.compliance.audit;

import org.jspecify.annotations.NullMarked;
