/**
 * Wiring: what starts, what reacts, what the clock is. The only place that observes events.
 *
 * <p><b>Starts at</b> {@code Startup}. <b>Owns</b> the reactions of one context to another ({@code
 * Reactions}) and recurring work ({@code Timekeeper}). <b>Does not own</b> any rule.
 *
 * <p><b>Needs</b> configuration.
 */
@NullMarked
package org.lockkeeper.portal.wiring;

import org.jspecify.annotations.NullMarked;
