/**
 * Response: carries out what an incident asks for, and leaves the proof.
 *
 * <p><b>Starts at</b> {@link org.lockkeeper.compliance.response.NotificationWatch}, {@link
 * org.lockkeeper.compliance.response.DraftNotice} and {@link
 * org.lockkeeper.compliance.response.ContainIncident}. <b>Owns</b> letters and the proof that they
 * left, sellers' notices and their receipts, the count of whom an incident concerns, and the file
 * that tells the whole story. <b>Does not own</b> the clock, the duties and the phases (the
 * incidents context), nor what its steps act on: sessions, people, grants and networks have use
 * cases of their own.
 *
 * <p><b>Needs</b> {@link org.lockkeeper.compliance.response.Letters}, {@link
 * org.lockkeeper.compliance.response.Courier}, {@link
 * org.lockkeeper.compliance.response.SellerNotices} and {@link
 * org.lockkeeper.compliance.response.Traces}.
 */
@NullMarked
package org.lockkeeper.compliance.response;

import org.jspecify.annotations.NullMarked;
