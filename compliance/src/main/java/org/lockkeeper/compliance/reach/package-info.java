/**
 * Reachability: whether the named incident contact and the deputy answer out of office hours, tried
 * each quarter at an hour that nobody knows before.
 *
 * <p><b>Starts at</b> {@link org.lockkeeper.compliance.reach.TestContacts}. <b>Owns</b> the tests,
 * who was asked when, and how long the answer took. <b>Does not own</b> who is named ({@link
 * org.lockkeeper.compliance.response.NameContacts}).
 *
 * <p><b>Needs</b> {@link org.lockkeeper.compliance.reach.ContactTests} and {@link
 * org.lockkeeper.compliance.reach.AnswerAddress}.
 */
@NullMarked
package org.lockkeeper.compliance.reach;

import org.jspecify.annotations.NullMarked;
