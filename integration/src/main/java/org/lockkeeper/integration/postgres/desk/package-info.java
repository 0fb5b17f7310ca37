/**
 * The support desk's tallies, wishes, cases, suspicions, looks and decisions in PostgreSQL.
 *
 * <p><b>Starts at</b> the ports of {@link org.lockkeeper.compliance.desk}. <b>Owns</b> the tables
 * {@code access.desk_tally}, {@code access.reveal_request}, {@code access.support_case}, {@code
 * access.support_note}, {@code access.suspicion}, {@code access.seller_view} and {@code
 * access.privacy_decision}. <b>Does not own</b> accounts and assignments. <b>Needs</b> {@link
 * org.lockkeeper.integration.postgres.Tenancy}.
 */
@NullMarked
package org.lockkeeper.integration.postgres.desk;

import org.jspecify.annotations.NullMarked;
