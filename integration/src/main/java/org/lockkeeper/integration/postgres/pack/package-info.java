/**
 * Plans, what people showed, questionnaires and evidence packs in tables of the platform tenant;
 * and the counts over all sellers that proofs need.
 *
 * <p><b>Starts at</b> the ports of {@code compliance.pack}. <b>Owns</b> their rows. <b>Does not
 * own</b> what is counted: counts come through one function that gives nothing else.
 *
 * <p><b>Needs</b> {@link org.lockkeeper.integration.postgres.Tenancy}.
 */
@NullMarked
package org.lockkeeper.integration.postgres.pack;

import org.jspecify.annotations.NullMarked;
