/**
 * Signed documents: the one form of JSON, JWK and JWS that certificates have.
 *
 * <p><b>Starts at</b> {@link org.lockkeeper.proof.jose.CompactJws}.
 *
 * <p><b>Owns</b> how such a document is written and read, and what is refused: everything that
 * another writer would have written otherwise. <b>Does not own</b> private keys, nor what a
 * document says.
 *
 * <p><b>Needs</b> the JDK. Of the standards (RFC 7515, 7517, 7518, 7638, 8785) it knows the small
 * part that is used here, so that there is nothing to choose for an attacker: no algorithm, no
 * header, no second spelling.
 */
@NullMarked
package org.lockkeeper.proof.jose;

import org.jspecify.annotations.NullMarked;
