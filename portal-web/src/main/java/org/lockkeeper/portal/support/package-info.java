/**
 * Support: the desk at which people of ours answer questions of buyers.
 *
 * <p><b>Starts at</b> {@link org.lockkeeper.portal.support.Find}. <b>Owns</b> the pages below
 * {@code /support}, the panel that shows one field for a minute (also on the seller's order page),
 * what may be told to a buyer, and the oversight of the desk for admins. <b>Does not own</b> who
 * may and how much: it asks {@link org.lockkeeper.compliance.desk} and the assignments for each
 * request, whatever the browser sent; the seller one works for is a parameter, an id.
 *
 * <p><b>Needs</b> {@link org.lockkeeper.compliance.access.Assignments}, {@link
 * org.lockkeeper.compliance.desk.FindOrders}, {@link org.lockkeeper.compliance.desk.RevealField}.
 */
@NullMarked
package org.lockkeeper.portal.support;

import org.jspecify.annotations.NullMarked;
