/**
 * Jobs in PostgreSQL: the queue of errands, run by db-scheduler.
 *
 * <p><b>Starts at</b> the ports that the classes implement. <b>Owns</b> the schema {@code jobs}.
 * <b>Does not own</b> any rule: it stores and finds.
 *
 * <p><b>Needs</b> {@link org.lockkeeper.integration.postgres.Tenancy}.
 */
@NullMarked
package org.lockkeeper.integration.postgres.jobs;

import org.jspecify.annotations.NullMarked;
