/**
 * Tests of single parts of the launcher, without the product.
 *
 * <p><b>Starts at</b> the tests. <b>Owns</b> nothing. <b>Does not own</b> the system tests, which
 * stand in {@code org.lockkeeper.system}.
 *
 * <p><b>Needs</b> the embedded PostgreSQL.
 */
@NullMarked
package org.lockkeeper.local;

import org.jspecify.annotations.NullMarked;
