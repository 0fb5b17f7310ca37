/**
 * Access in PostgreSQL: sellers, accounts, second factors, sessions and sign-in throttling.
 *
 * <p><b>Starts at</b> the ports that the classes implement. <b>Owns</b> the schema {@code access}.
 * <b>Does not own</b> any rule: it stores and finds.
 *
 * <p><b>Needs</b> {@link org.lockkeeper.integration.postgres.Tenancy}.
 */
@NullMarked
package org.lockkeeper.integration.postgres.access;

import org.jspecify.annotations.NullMarked;
