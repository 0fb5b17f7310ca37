/**
 * Proof: what anybody can check without us, and how: trees of hashes, checkpoints, signed notes.
 *
 * <p><b>Starts at</b> the formats themselves: RFC 6962 trees, C2SP notes, checkpoints and proofs.
 *
 * <p><b>Owns</b> how such a thing is written, read and verified. <b>Does not own</b> a key, a file,
 * a clock or a table: it works on bytes alone, so the product, the witness and the offline verifier
 * share it and nothing else.
 *
 * <p><b>Needs</b> the JDK, and none of our other modules.
 */
@NullMarked
package org.lockkeeper.proof;

import org.jspecify.annotations.NullMarked;
