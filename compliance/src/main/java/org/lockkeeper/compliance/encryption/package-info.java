/**
 * Encryption: seals buyers' data so that it opens only for its own place, and so that destroying
 * one key a week reaches every backup.
 *
 * <p><b>Starts at</b> {@link org.lockkeeper.compliance.encryption.SealedRecipientVault}; ends at
 * {@link org.lockkeeper.compliance.encryption.KeyCare}, which closes the cohorts.
 *
 * <p><b>Owns</b> the form of a sealed field, the three levels of keys below the cohort key, the
 * blind index, and when a cohort may be closed. <b>Does not own</b> the cohort keys themselves
 * ({@link org.lockkeeper.compliance.encryption.KeyCustodian}), nor when an order's data has to go
 * (retention).
 *
 * <p><b>Needs</b> the custodian, the tables {@link org.lockkeeper.compliance.encryption.Cohorts},
 * {@link org.lockkeeper.compliance.encryption.SellerKeys}, {@link
 * org.lockkeeper.compliance.encryption.OrderKeys} and {@link
 * org.lockkeeper.compliance.encryption.LookUpTokens}, the readers {@link
 * org.lockkeeper.compliance.encryption.SealedRecipients} and {@link
 * org.lockkeeper.compliance.encryption.SellerVolumes}, the {@link
 * org.lockkeeper.compliance.encryption.CurrentActor}, {@link
 * org.lockkeeper.compliance.encryption.SealingSettings}, a clock and a secure random source.
 */
@NullMarked
package org.lockkeeper.compliance.encryption;

import org.jspecify.annotations.NullMarked;
