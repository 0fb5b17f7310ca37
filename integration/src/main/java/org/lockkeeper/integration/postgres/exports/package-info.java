/**
 * Exports in PostgreSQL.
 *
 * <p><b>Starts at</b> the port {@link org.lockkeeper.compliance.exports.Exports}. <b>Owns</b> the
 * tables {@code access.export} and {@code access.export_file}. <b>Does not own</b> orders and
 * accounts. <b>Needs</b> {@link org.lockkeeper.integration.postgres.Tenancy}.
 */
@NullMarked
package org.lockkeeper.integration.postgres.exports;

import org.jspecify.annotations.NullMarked;
