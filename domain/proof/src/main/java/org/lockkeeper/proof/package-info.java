/**
 * Proof: what anybody can check without us, and how: trees of hashes, checkpoints, signed notes.
 *
 * <p><b>Starts at</b> {@link org.lockkeeper.proof.TlogProof}, which verifies an entry against a
 * {@link org.lockkeeper.proof.LogPolicy}; {@link org.lockkeeper.proof.Frontier}, {@link
 * org.lockkeeper.proof.Inclusion} and {@link org.lockkeeper.proof.Consistency} are the tree (RFC
 * 6962), {@link org.lockkeeper.proof.Note} and {@link org.lockkeeper.proof.Checkpoint} what is
 * signed (C2SP).
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
