/**
 * Retention in PostgreSQL: end dates, sellers' spans, legal holds, steps of the clock and runs.
 *
 * <p><b>Starts at</b> the ports that the classes implement. <b>Owns</b> the schema {@code
 * retention}. <b>Does not own</b> any rule: it stores and finds.
 *
 * <p><b>Needs</b> {@link org.lockkeeper.integration.postgres.Tenancy}.
 */
@NullMarked
package org.lockkeeper.integration.postgres.retention;

import org.jspecify.annotations.NullMarked;
