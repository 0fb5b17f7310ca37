/**
 * Disposal: what is due goes, everywhere at once, and leaves proof.
 *
 * <p><b>Starts at</b> {@link org.lockkeeper.compliance.disposal.StripDueRecipients}. <b>Owns</b>
 * the sweep: batches, fairness between sellers, what a run did; and the ledger of erasures ({@link
 * org.lockkeeper.compliance.disposal.WriteAhead}), kept outside the database, so that a restored
 * backup forgets again: {@link org.lockkeeper.compliance.disposal.CatchUp} lets nothing be served
 * until it has. <b>Does not own</b> the dates (retention) nor the data (each {@link
 * org.lockkeeper.retention.Eraser} does).
 *
 * <p><b>Needs</b> {@link org.lockkeeper.retention.BuyerRetentions} and all erasers.
 */
@NullMarked
package org.lockkeeper.compliance.disposal;

import org.jspecify.annotations.NullMarked;
