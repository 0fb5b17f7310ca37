/**
 * The support desk: how people of ours, and of sellers, get to see a buyer, and how much.
 *
 * <p><b>Starts at</b> {@link org.lockkeeper.compliance.desk.FindOrders} and {@link
 * org.lockkeeper.compliance.desk.RevealField}. <b>Owns</b> the dated desk policy, budgets and their
 * approval, cases with notes, suspicions as reported, looks at a seller's pages ({@link
 * org.lockkeeper.compliance.desk.ViewAsSeller}), and what is said to a buyer's wish to know ({@link
 * org.lockkeeper.compliance.desk.DecidePrivacyRequest}). <b>Does not own</b> roles and assignments
 * (access), the look-up without plaintext and the opening of a field (encryption), what an incident
 * becomes (incidents), nor the second factor that is asked for beyond the budget (access).
 *
 * <p><b>Needs</b> {@link org.lockkeeper.compliance.desk.DeskTallies}, {@link
 * org.lockkeeper.compliance.desk.RevealRequests}, {@link
 * org.lockkeeper.compliance.desk.SupportCases} and {@link
 * org.lockkeeper.compliance.desk.Suspicions}.
 */
@NullMarked
package org.lockkeeper.compliance.desk;

import org.jspecify.annotations.NullMarked;
