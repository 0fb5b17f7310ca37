/**
 * Local: stands in for the cloud where an installation has none.
 *
 * <p><b>Starts at</b> {@link org.lockkeeper.integration.local.KeystoreKeyCustodian}, the holder of
 * cohort keys in a PKCS#12 file.
 *
 * <p><b>Owns</b> that file, the file of the erasure ledger, the sealed table of secrets, and the
 * choice of custodian, signer and secret store by the settings {@code lockkeeper.key.custodian} and
 * {@code lockkeeper.secret.store}. <b>Does not own</b> what they promise (compliance.encryption,
 * compliance.secrets).
 *
 * <p><b>Needs</b> a directory on a local disk, the settings {@code lockkeeper.keystore.file} and
 * {@code lockkeeper.keystore.password}, {@code lockkeeper.erasure.ledger}, a clock and a secure
 * random source.
 */
@NullMarked
package org.lockkeeper.integration.local;

import org.jspecify.annotations.NullMarked;
