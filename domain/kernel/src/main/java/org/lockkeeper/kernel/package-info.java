/**
 * Kernel: the few words that every context uses: who, which seller, which order, what for, and what
 * has happened.
 *
 * <p><b>Starts at</b> {@link org.lockkeeper.kernel.UseCase}, the annotation of everything that the
 * product can do.
 *
 * <p><b>Owns</b> ids, actors, purposes and the event contract. <b>Does not own</b> any rule of the
 * business.
 *
 * <p><b>Needs</b> nothing of ours; CDI and JTA only to say "one transaction" once.
 */
@NullMarked
package org.lockkeeper.kernel;

import org.jspecify.annotations.NullMarked;
