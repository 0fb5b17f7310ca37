/**
 * The registers in PostgreSQL: entries, their history, files, and what the product is made of.
 *
 * <p><b>Starts at</b> the ports of {@code compliance.registers}. <b>Owns</b> the schema {@code
 * registers}. <b>Does not own</b> the keys that open the files.
 *
 * <p><b>Needs</b> {@link org.lockkeeper.integration.postgres.Tenancy}, as the platform.
 */
@NullMarked
package org.lockkeeper.integration.postgres.registers;

import org.jspecify.annotations.NullMarked;
