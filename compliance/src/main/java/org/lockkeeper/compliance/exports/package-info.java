/**
 * Exports: what people take away as a file: asked for with a reason, capped, marked,
 * sealed while it waits, and given once to the one person who asked.
 *
 * <p><b>Starts at</b> {@link org.lockkeeper.compliance.exports.AskExport}; goes on with {@link
 * org.lockkeeper.compliance.exports.MakeExport} in the background, and ends with {@link
 * org.lockkeeper.compliance.exports.TakeExport} or {@link
 * org.lockkeeper.compliance.exports.EndExports}.
 *
 * <p><b>Owns</b> the wish, its limits ({@link org.lockkeeper.compliance.exports.ExportPolicy}), the
 * file until it is taken, and the columns that have nothing of a buyer. <b>Does not own</b> orders,
 * nor how a cell is written ({@link org.lockkeeper.compliance.evidence.Csv}).
 *
 * <p><b>Needs</b> {@link org.lockkeeper.compliance.exports.Exports}, {@link
 * org.lockkeeper.orders.OrderBoard}, {@link org.lockkeeper.retention.BuyerRetentions} and {@link
 * org.lockkeeper.compliance.secrets.SealedFiles}.
 */
@NullMarked
package org.lockkeeper.compliance.exports;

import org.jspecify.annotations.NullMarked;
