/**
 * Sandbox: a small process that stands for the outside world, so that the product can be run, shown
 * and tested without it.
 *
 * <p><b>Starts at</b> {@link org.lockkeeper.sandbox.Sandbox}; {@code ControlDoor} is how people and
 * tests steer it.
 *
 * <p><b>Owns</b> pretend shops with their orders and webhooks, pretend Amazon accounts with stock
 * and parcels, a pretend time and a mail sink. <b>Does not own</b> anything of the product: it
 * knows none of its classes and speaks to it over HTTP and SMTP only.
 *
 * <p><b>Needs</b> one configuration file and one folder to keep its state in.
 */
@NullMarked
package org.lockkeeper.sandbox;

import org.jspecify.annotations.NullMarked;
