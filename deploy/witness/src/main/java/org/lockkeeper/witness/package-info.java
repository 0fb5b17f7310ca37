/**
 * Witness: a process of its own, on a machine of its own where it matters, that signs the
 * checkpoints of the audit log if each continues the last (C2SP {@code tlog-witness}, R-51).
 *
 * <p><b>Starts at</b> {@link org.lockkeeper.witness.WitnessServer}. <b>Owns</b> its key and what it
 * has signed last. <b>Does not own</b> anything of the log: it sees sizes, roots and proofs, no
 * entry.
 *
 * <p><b>Needs</b> a folder of its own, and the keys of the logs that it serves.
 */
@NullMarked
package org.lockkeeper.witness;

import org.jspecify.annotations.NullMarked;
