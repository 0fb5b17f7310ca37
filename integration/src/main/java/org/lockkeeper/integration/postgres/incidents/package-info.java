/**
 * Incidents in PostgreSQL: the platform's own rows, and what each seller was told.
 *
 * <p><b>Starts at</b> the ports of {@link org.lockkeeper.incidents} and {@code
 * compliance.response}. <b>Owns</b> the schema {@code incidents}. <b>Does not own</b> any rule but
 * one: its triggers refuse to turn the clock of an incident back.
 *
 * <p><b>Needs</b> {@link org.lockkeeper.integration.postgres.Tenancy}; every statement but those on
 * a seller's notices is made for the platform.
 */
@NullMarked
package org.lockkeeper.integration.postgres.incidents;

import org.jspecify.annotations.NullMarked;
