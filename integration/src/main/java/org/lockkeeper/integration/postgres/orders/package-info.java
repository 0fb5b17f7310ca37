/**
 * Orders in PostgreSQL: their tables.
 *
 * <p><b>Starts at</b> the ports that the classes implement. <b>Owns</b> the schema {@code orders}.
 * <b>Does not own</b> any rule: it stores and finds.
 *
 * <p><b>Needs</b> {@link org.lockkeeper.integration.postgres.Tenancy}.
 */
@NullMarked
package org.lockkeeper.integration.postgres.orders;

import org.jspecify.annotations.NullMarked;
