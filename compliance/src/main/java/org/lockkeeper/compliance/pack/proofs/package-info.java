/**
 * The proofs that the product looks at by itself: each is a few lines that ask a register, a policy
 * or the database, and say one fact with numbers.
 *
 * <p><b>Starts at</b> the beans of the type {@link org.lockkeeper.compliance.pack.ProofSource}.
 * <b>Owns</b> when a fact is good enough to be a proof; the numbers it is measured against stand in
 * the catalogue. <b>Does not own</b> what it looks at: it changes nothing.
 *
 * <p><b>Needs</b> {@link org.lockkeeper.compliance.pack.PackFacts}, {@link
 * org.lockkeeper.compliance.pack.RuntimeFacts} and the registers of the other packages.
 */
@NullMarked
package org.lockkeeper.compliance.pack.proofs;

import org.jspecify.annotations.NullMarked;
