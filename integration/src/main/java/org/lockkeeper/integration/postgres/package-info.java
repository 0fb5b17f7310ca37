/**
 * PostgreSQL: one transaction, one seller, and the statements of all adapters below.
 *
 * <p><b>Starts at</b> {@link org.lockkeeper.integration.postgres.Tenancy}, through which every
 * adapter reaches the database.
 *
 * <p><b>Owns</b> how a transaction is bound to its seller, and the schema's migrations. <b>Does not
 * own</b> any table: each belongs to the package of its context.
 *
 * <p><b>Needs</b> the container's data source and its transaction.
 */
@NullMarked
package org.lockkeeper.integration.postgres;

import org.jspecify.annotations.NullMarked;
