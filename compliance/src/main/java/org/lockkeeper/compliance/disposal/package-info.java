/**
 * Disposal: what is due goes, everywhere at once, and leaves proof; what a law keeps stays.
 *
 * <p><b>Starts at</b> {@link org.lockkeeper.compliance.disposal.StripDueRecipients} (buyers, by
 * their dates), {@link org.lockkeeper.compliance.disposal.DisposeAgedRecords} (everything else, by
 * its age), {@link org.lockkeeper.compliance.disposal.RunDeletionCase} (before their time, because
 * somebody asks) and {@link org.lockkeeper.compliance.disposal.PlaceHold}.
 *
 * <p><b>Owns</b> the two sweeps: batches, fairness between sellers, what a run did, whether the
 * clock is believed, who is warned; and the ledger of erasures ({@link
 * org.lockkeeper.compliance.disposal.WriteAhead}), kept outside the database, so that a restored
 * backup forgets again: {@link org.lockkeeper.compliance.disposal.CatchUp} lets nothing be served
 * until it has. <b>Does not own</b> the dates and spans (retention) nor the data (each {@link
 * org.lockkeeper.retention.Eraser} and {@link org.lockkeeper.compliance.disposal.AgedRecords}
 * does).
 *
 * <p><b>Needs</b> {@link org.lockkeeper.retention.BuyerRetentions}, all erasers and all holders of
 * aged records.
 */
@NullMarked
package org.lockkeeper.compliance.disposal;

import org.jspecify.annotations.NullMarked;
