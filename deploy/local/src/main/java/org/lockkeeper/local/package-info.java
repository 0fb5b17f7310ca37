/**
 * Local: starts the whole product on one machine: PostgreSQL, the sandbox and Payara Micro, each a
 * process of its own, all stopped together.
 *
 * <p><b>Starts at</b> {@code Launcher}. <b>Owns</b> the order of starting and stopping, the demo
 * data's passwords, and what is told in the terminal. <b>Does not own</b> anything of the product:
 * it knows the WAR and its settings.
 *
 * <p><b>Needs</b> a JDK 21 or newer and four free ports.
 */
@NullMarked
package org.lockkeeper.local;

import org.jspecify.annotations.NullMarked;
