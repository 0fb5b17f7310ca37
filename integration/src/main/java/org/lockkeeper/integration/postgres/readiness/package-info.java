/**
 * Readiness in PostgreSQL: drills, follow-ups, the incident plan, tests of contacts, reviews of the
 * log and settings.
 *
 * <p><b>Starts at</b> the ports of {@code compliance.drills}, {@code .followups}, {@code .plan},
 * {@code .reach}, {@code .logreview} and {@code .settings}. <b>Owns</b> their tables; its triggers
 * refuse to rewrite what has come to an end. <b>Does not own</b> any rule of who may do what.
 *
 * <p><b>Needs</b> {@link org.lockkeeper.integration.postgres.Tenancy}; every statement is made for
 * the platform.
 */
@NullMarked
package org.lockkeeper.integration.postgres.readiness;

import org.jspecify.annotations.NullMarked;
