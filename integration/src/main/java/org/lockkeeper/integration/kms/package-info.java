/**
 * KMS: cohort keys and signing keys in Amazon's Key Management Service, in one region or in
 * several.
 *
 * <p><b>Starts at</b> {@code KmsKeyCustodian} and {@code KmsSigner}, chosen by {@code
 * lockkeeper.key.custodian=kms}. <b>Owns</b> the names and tags of the keys, and the form in which
 * a data key is wrapped once for each region. <b>Does not own</b> what a custodian promises
 * (compliance.encryption).
 *
 * <p><b>Needs</b> {@link org.lockkeeper.integration.aws.AwsClients} and {@code
 * lockkeeper.kms.regions}.
 */
@NullMarked
package org.lockkeeper.integration.kms;

import org.jspecify.annotations.NullMarked;
