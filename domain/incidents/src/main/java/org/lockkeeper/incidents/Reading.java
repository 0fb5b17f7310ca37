package org.lockkeeper.incidents;

import java.time.Instant;

/**
 * What two clocks said at one moment, one of them out of reach of whoever moves the other.
 *
 * @param product the product's own clock
 * @param database the database's
 */
public record Reading(Instant product, Instant database) {}
