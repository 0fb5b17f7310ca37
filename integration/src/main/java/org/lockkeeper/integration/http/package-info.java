/**
 * HTTP: the one way out. Only to listed hosts, only over TLS, never along a redirect, never to a
 * private address, never without a time limit, and never without a line in the call log (R-01,
 *
 *
 * <p><b>Starts at</b> {@link org.lockkeeper.integration.http.Outbound}. <b>Owns</b> who may be
 * called and what is noted. <b>Does not own</b> what is said.
 *
 * <p><b>Needs</b> a {@link org.lockkeeper.integration.http.CallLog}.
 */
@NullMarked
package org.lockkeeper.integration.http;

import org.jspecify.annotations.NullMarked;
