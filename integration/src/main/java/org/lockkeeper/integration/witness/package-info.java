/**
 * Witness: asks the log's witness for its signature (C2SP {@code tlog-witness}, R-51).
 *
 * <p><b>Starts at</b> {@code HttpWitness}, which works where {@code lockkeeper.audit.witness} gives
 * an address. <b>Owns</b> what is said to a witness, and that its signature is checked. <b>Does not
 * own</b> when one is asked (compliance.audit), nor what a witness decides.
 *
 * <p><b>Needs</b> the witness's key in the settings: it is never learned from the witness. Goes
 * past the outbound client, which serves calls of a seller to listed platforms.
 */
@NullMarked
package org.lockkeeper.integration.witness;

import org.jspecify.annotations.NullMarked;
