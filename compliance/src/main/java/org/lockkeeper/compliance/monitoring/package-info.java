/**
 * Monitoring: what the product says to the outside, counted and watched.
 *
 * <p><b>Starts at</b> {@link org.lockkeeper.compliance.monitoring.OutsideCalls}. <b>Owns</b> the
 * figures of outside calls: how many, how many failed, how long they took, to whom. <b>Does not
 * own</b> the calls themselves, nor what was said in them: nobody keeps that.
 *
 * <p><b>Needs</b> a store that implements {@link
 * org.lockkeeper.compliance.monitoring.OutsideCalls}.
 */
@NullMarked
package org.lockkeeper.compliance.monitoring;

import org.jspecify.annotations.NullMarked;
