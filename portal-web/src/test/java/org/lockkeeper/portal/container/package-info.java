/**
 * Container: the WAR that is shipped, in the server that it is made for.
 *
 * <p><b>Starts at</b> {@code ShippedWarIT}. <b>Owns</b> one deployment. <b>Does not own</b> the
 * flows through the whole product: those are the system tests beside the launcher.
 *
 * <p><b>Needs</b> Payara Micro and an embedded PostgreSQL.
 */
@NullMarked
package org.lockkeeper.portal.container;

import org.jspecify.annotations.NullMarked;
