package org.lockkeeper.kernel;

import java.time.Instant;

/**
 * The product's clock has moved on. Told at short intervals, so that what is due is done soon after
 * its instant.
 *
 * @param now the instant up to which everything due is to be done, that instant included
 */
public record TimeHasPassed(Instant now) {}
