/**
 * Rights of buyers and sellers over what is held of them: a buyer is found, forgotten or told, and
 * a seller takes the own data away.
 *
 * <p><b>Starts at</b> {@link org.lockkeeper.compliance.rights.FindBuyersOrders}, {@link
 * org.lockkeeper.compliance.rights.PassOnWish}, {@link
 * org.lockkeeper.compliance.rights.AnswerDataRequest} and {@link
 * org.lockkeeper.compliance.rights.DownloadOwnData}.
 *
 * <p><b>Owns</b> what a wish asks for, and the files in which data leaves. <b>Does not own</b> the
 * erasing (disposal), the case (retention) nor the look-up among sealed buyers (encryption).
 *
 * <p><b>Needs</b> {@link org.lockkeeper.orders.OrderBoard}, {@link
 * org.lockkeeper.compliance.encryption.FindByRecipient}, {@link
 * org.lockkeeper.orders.RecipientVault} and {@link org.lockkeeper.retention.DataRequests}.
 */
@NullMarked
package org.lockkeeper.compliance.rights;

import org.jspecify.annotations.NullMarked;
