/**
 * HTTP: the one way out. Only to listed hosts, only over TLS, never along a redirect, never to a
 * private address, never without a time limit, never more often than the platform's plan for that
 * seller allows, and never without a line in the call log.
 *
 * <p><b>Starts at</b> {@link org.lockkeeper.integration.http.Outbound}. <b>Owns</b> who may be
 * called, how often, in whose turn, and what is noted. <b>Does not own</b> what is said, nor the
 * platforms' plans: each channel names its {@link org.lockkeeper.integration.http.Budget} and how
 * its platform says "too many" ({@link org.lockkeeper.integration.http.Throttling}).
 *
 * <p><b>Needs</b> a {@link org.lockkeeper.integration.http.CallLog} and {@link
 * org.lockkeeper.integration.http.Budgets} that all nodes share.
 */
@NullMarked
package org.lockkeeper.integration.http;

import org.jspecify.annotations.NullMarked;
